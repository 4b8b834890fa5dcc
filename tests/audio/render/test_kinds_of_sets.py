"""What is heard of rounds, of sets for each side, and of sets that go on until a key ends them."""

from itertools import pairwise

import pytest

from legtimer.core.preset import Block, Cues, Preset
from legtimer.core.tempo import Tempo
from tests.audio.render.test_coach import Listing

TEMPO = Tempo(up=2, down=4)
PLANK = Block(name="Plank", variation="plank", sets=1, work=20, cues=Cues(setup=("Lie on your back, legs straight",)))
LIFT = Block(name="Lying leg lift", sets=1, reps=5, rest_after=30, tempo=TEMPO)
CIRCUIT = Preset(name="Three-round circuit", rounds=3, round_rest=60, blocks=(LIFT, PLANK))
SIDE_PLANK = Preset(name="Side plank", blocks=(Block(name="Side plank", sets=2, work=20, sides="each", switch=8),))
LIFTS = Preset(name="Lying leg lift", blocks=(Block(name="Lying leg lift", sets=2, reps="max", tempo=TEMPO),))
HOLD = Preset(name="Plank", blocks=(Block(name="Plank", sets=1, work="max"),))


def said_in(listing: Listing, kind: str, number: int = 0) -> list[str]:
    return listing.said_in([segment for segment in listing.timeline.segments if segment.kind == kind][number])


def test_the_rest_between_rounds_says_how_long_which_round_and_which_exercise() -> None:
    listing = Listing(CIRCUIT)
    assert said_in(listing, "rest", 1)[:3] == ["rest-sixty-seconds", "round-two-of-three", "next-lying-leg-lift"]
    assert said_in(listing, "rest", 3)[1] == "round-three-of-three"


def test_the_set_up_is_said_in_the_first_round_only() -> None:
    setup = "lie-on-your-back-legs-straight"
    assert setup in said_in(Listing(CIRCUIT), "rest", 0)
    assert setup not in said_in(Listing(CIRCUIT), "rest", 2)
    assert setup in said_in(Listing(CIRCUIT, "full"), "rest", 2)


def test_no_line_about_form_is_said_twice_in_a_row_in_a_circuit() -> None:
    block = Block(
        name="Lift", sets=1, reps=8, rest_after=30, tempo=TEMPO, cues=Cues(form=("Ribs down, long neck", "back flat"))
    )
    words = Listing(Preset(name="p", rounds=3, blocks=(block, block)), "full").words
    lines = [word for word in words if word in ("ribs-down-long-neck", "back-flat")]
    assert len(lines) > 4
    assert all(one != other for one, other in pairwise(lines))


def test_the_switch_is_announced_counted_down_and_followed_by_the_side() -> None:
    listing = Listing(SIDE_PLANK)
    assert "on-each-side-left-first" in said_in(listing, "prepare")
    assert "left-side-first" in said_in(listing, "rest"), "one lies on the right side when the rest begins"
    assert said_in(listing, "work", 0)[0] == "left-go"
    assert said_in(listing, "switch") == ["switch-sides", "three", "two", "one"]
    assert said_in(listing, "work", 1)[0] == "right-go"


def test_each_set_of_a_list_is_announced_with_its_own_reps() -> None:
    block = Block(name="Lying leg lift", sets=3, reps=(12, 10, 8), rest=60, tempo=TEMPO)
    listing = Listing(Preset(name="p", blocks=(block,)))
    assert "twelve-reps" in said_in(listing, "prepare")
    assert "ten-reps" in said_in(listing, "rest", 0)
    assert "eight-reps" in said_in(listing, "rest", 1)


def test_a_set_of_as_many_as_you_can_is_counted_up_and_nobody_says_that_it_is_about_to_end() -> None:
    listing = Listing(LIFTS)
    assert "as-many-as-you-can" in said_in(listing, "prepare")
    assert {"nine", "ten"} <= set(listing.words)
    assert not {"last-one", "three-more", "half-way"} & set(listing.words)


@pytest.mark.parametrize(
    ("preset", "best", "said"), [(LIFTS, 7, ["seven"]), (HOLD, 47_000, ["forty-seven", "seconds"])]
)
def test_the_best_so_far_is_said_before_the_set_and_when_it_is_passed(
    preset: Preset, best: int, said: list[str]
) -> None:
    listing = Listing(preset, bests={1: best})
    words = said_in(listing, "prepare")
    place = words.index("your-best-so-far")
    assert words[place + 1 : place + 1 + len(said)] == said
    passed = next(sound for sound in listing.sounds if sound.sounds == ("a-new-best",))
    first = next(segment for segment in listing.timeline.segments if segment.under_tension)
    expected = first.start + (8 * 6000 if preset is LIFTS else best + 1000)
    assert expected <= passed.start / 44.1 <= expected + 2000


def test_without_a_best_there_is_no_word_of_one() -> None:
    assert "your-best-so-far" not in Listing(LIFTS).words


def test_a_hold_says_how_long_it_has_lasted_and_does_not_count_down() -> None:
    listing = Listing(HOLD)
    assert [word for word in said_in(listing, "work") if word.endswith("-seconds")] == [
        "fifteen-seconds", "thirty-seconds", "forty-five-seconds",
    ]  # fmt: skip
    assert "three" not in said_in(listing, "work")


def test_what_was_skipped_is_not_praised_at_the_end() -> None:
    assert Listing(CIRCUIT).words[-1] == "all-done-three-rounds"
    assert Listing(CIRCUIT, complete=False, skipped=True).words[-1] == "done"


def test_a_long_best_is_said_in_minutes_and_seconds() -> None:
    words = said_in(Listing(HOLD, bests={1: 107_000}), "prepare")
    assert "one-minute" in words
    assert "forty-seven" in words
