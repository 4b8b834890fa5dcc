"""Easier and harder presets are suggested, the most similar first."""

from msgspec.structs import replace

from legtimer.core.neighbours import DIRECTIONS, neighbours
from legtimer.core.preset import Block, Preset, Variation


def preset(level: int, variation: Variation = "lying") -> Preset:
    return Preset(name="p", level=level, blocks=(Block(name="p", variation=variation, sets=1, work=20.0),))


LIBRARY = {
    "squat": preset(2, "squat"),
    "low": preset(1),
    "gentle": preset(2),
    "here": preset(3),
    "hard": preset(4),
    "hardest": preset(7),
}


def test_the_next_level_of_the_same_exercise_comes_first() -> None:
    assert neighbours("here", LIBRARY["here"], LIBRARY, "easier") == ["gentle", "low", "squat"]
    assert neighbours("here", LIBRARY["here"], LIBRARY, "harder") == ["hard", "hardest"]


def test_another_preset_of_the_same_level_is_both_and_never_the_preset_itself() -> None:
    library = {**LIBRARY, "twin": replace(LIBRARY["here"], name="twin")}
    for direction in DIRECTIONS:
        found = neighbours("here", LIBRARY["here"], library, direction)
        assert "twin" in found
        assert "here" not in found


def test_another_exercise_counts_as_two_levels_and_the_nearer_level_comes_first() -> None:
    same, near, far = preset(3), preset(4), preset(5)
    library = {
        "e": same,
        "d": near,
        "c": far,
        "b": preset(3, "squat"),
        "a": preset(4, "squat"),
        "0": preset(6),
    }
    assert neighbours("here", preset(3), library, "harder") == ["e", "d", "c", "b", "a", "0"]
