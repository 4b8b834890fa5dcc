"""A preset laid out in time: without gaps, as long as the arithmetic says, every phase in its place."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from legtimer.core.preset import Block, Preset
from legtimer.core.tempo import Tempo
from legtimer.core.timeline import build_timeline
from tests.core.strategies import presets

TEMPO = Tempo(up=2, top=0, down=4, bottom=1)


def kinds(preset: Preset) -> list[str]:
    return [segment.kind for segment in build_timeline(preset).segments]


@given(presets)
def test_segments_tile_the_whole_workout(preset: Preset) -> None:
    timeline = build_timeline(preset)
    assert timeline.segments[0].start == 0
    assert all(one.end == other.start for one, other in pairwise(timeline.segments))
    assert all(segment.duration > 0 for segment in timeline.segments)
    assert timeline.duration == preset.duration


@given(presets)
def test_tension_is_what_the_arithmetic_says(preset: Preset) -> None:
    assert (
        sum(segment.duration for segment in build_timeline(preset).segments if segment.under_tension) == preset.tension
    )


@given(presets, st.floats(0, 1, exclude_max=True))
def test_any_moment_is_found_in_the_segment_that_holds_it(preset: Preset, share: float) -> None:
    timeline = build_timeline(preset)
    t = int(share * timeline.duration)
    segment = timeline.at(t)
    assert segment.start <= t < segment.end


def test_a_rep_rises_first_and_lies_at_the_bottom_last() -> None:
    preset = Preset(name="p", prepare=5, blocks=(Block(name="b", sets=2, reps=2, rest=30, tempo=TEMPO),))
    rep = ["up", "down", "bottom"]
    assert kinds(preset) == ["prepare", *rep, *rep, "rest", *rep, *rep]


def test_a_rep_that_begins_by_lowering() -> None:
    preset = Preset(name="p", prepare=0, blocks=(Block(name="b", sets=1, reps=1, tempo=TEMPO, first="down"),))
    assert kinds(preset) == ["down", "bottom", "up"]


def test_sides_alternate_from_the_left() -> None:
    block = Block(name="b", sets=1, reps=3, tempo=TEMPO, sides="alternate")
    segments = build_timeline(Preset(name="p", prepare=0, blocks=(block,))).segments
    assert [segment.side for segment in segments if segment.kind == "up"] == ["left", "right", "left"]


def test_blocks_are_parted_by_their_own_rest_and_none_comes_last() -> None:
    block = Block(name="b", sets=2, work=20, rest=10, rest_after=90)
    timeline = build_timeline(Preset(name="p", prepare=0, blocks=(block, block)))
    assert [(s.kind, s.duration // 1000) for s in timeline.segments] == [
        ("work", 20), ("rest", 10), ("work", 20), ("rest", 90), ("work", 20), ("rest", 10), ("work", 20),
    ]  # fmt: skip
