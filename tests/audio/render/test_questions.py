"""Every question of someone who cannot see is answered in every built-in preset, from a listing of what is said."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from legtimer.core.preset import Block
from legtimer.core.speech import spoken_duration, spoken_number, spoken_sets, spoken_stem
from legtimer.core.timeline import Segment
from tests.audio.render.test_coach import STEMS, Listing, preset

each_preset = pytest.mark.parametrize("stem", STEMS)


@cache
def listing(stem: str) -> Listing:
    return Listing(preset(stem))


def neighbours(stem: str) -> Iterator[tuple[Segment, Segment]]:
    """Each segment but the last, with the one that follows."""
    return pairwise(listing(stem).timeline.segments)


def block_of(stem: str, segment: Segment) -> Block:
    return preset(stem).blocks[segment.block - 1]


def introduces(segment: Segment, following: Segment) -> bool:
    """Whether another exercise follows, or the first."""
    return segment.kind == "prepare" or segment.block != following.block or segment.round != following.round


@each_preset
def test_the_listing_can_be_read(stem: str, tmp_path: Path) -> None:
    (tmp_path / f"{stem}.txt").write_text(listing(stem).text())
    assert len((tmp_path / f"{stem}.txt").read_text().splitlines()) == len(listing(stem).sounds) > 30


@each_preset
def test_which_phase_and_which_side(stem: str) -> None:
    for before, segment in neighbours(stem):
        if segment.kind in ("up", "down", "work"):
            word = "go" if segment.kind == "work" else segment.kind
            changed = segment.side and (before.side != segment.side or before.rep_key is None)
            assert listing(stem).said_in(segment)[0] == (f"{segment.side}-{word}" if changed else word)
        if segment.kind in ("top", "bottom") and segment.duration >= 1000 and before.kind != "prepare":
            hold = listing(stem).said_in(segment)
            assert hold[:1] == ["hold"] or segment.kind == "bottom"


@each_preset
def test_which_side_to_lie_on_before_a_set_that_is_done_on_each(stem: str) -> None:
    for segment, following in neighbours(stem):
        if segment.kind in ("prepare", "rest") and following.plan.side:
            words = " ".join(listing(stem).said_in(segment))
            assert (
                f"{following.plan.side}-side-first" in words
                or f"{following.plan.side}-foot" in words
                or (f"on-each-side-{following.plan.side}-first" in words)
            )
        if segment.kind == "switch":
            assert listing(stem).said_in(segment)[0] == "switch-sides"


@each_preset
def test_which_rep_and_when_the_last_one_comes(stem: str) -> None:
    for segment, following in neighbours(stem):
        if segment.rep and following.rep_key != segment.rep_key:
            segments = listing(stem).timeline.segments
            said = [
                word for each in segments if each.rep_key == segment.rep_key for word in listing(stem).said_in(each)
            ]
            left = 0 if segment.plan.max else segment.plan.reps - segment.rep
            assert spoken_stem(spoken_number(segment.rep)) in said or left == 1
            assert ("last-one" in said) == (left == 1)


@each_preset
def test_how_long_a_rest_is_and_how_long_it_still_lasts(stem: str) -> None:
    for segment, _ in neighbours(stem):
        said = listing(stem).said_in(segment)
        if segment.kind == "rest":
            assert said[0] == spoken_stem(f"rest, {spoken_duration(segment.duration // 1000)}")
        if segment.kind in ("rest", "switch", "prepare", "work") and not (segment.plan.max and segment.under_tension):
            assert said[-3:] == ["three", "two", "one"]
            assert ("ten-seconds" in said) == (segment.duration >= 15_000)
        if segment.kind == "rest":
            for left in (30, 60, 90):
                assert (spoken_stem(spoken_duration(left)) in said[1:]) == (segment.duration >= 1000 * left + 15_000)


@each_preset
def test_nobody_waits_for_more_than_35_seconds_without_a_word(stem: str) -> None:
    sounds = listing(stem).sounds
    assert max(later.start - earlier.stop for earlier, later in pairwise(sounds)) <= 35 * 44_100


@each_preset
def test_how_many_sets_there_still_are(stem: str) -> None:
    for segment, following in neighbours(stem):
        if segment.kind == "rest" and not introduces(segment, following):
            left = block_of(stem, segment).sets - segment.set
            assert listing(stem).said_in(segment)[1] == (
                "last-set" if left == 1 else spoken_stem(f"{spoken_sets(left)} to go")
            )


@each_preset
def test_which_exercise_comes_next_and_how_to_lie_for_it(stem: str) -> None:
    for segment, following in neighbours(stem):
        if segment.kind not in ("prepare", "rest") or not introduces(segment, following):
            continue
        block, said = block_of(stem, following), listing(stem).said_in(segment)
        name = block.name if segment.kind == "prepare" else f"Next: {block.name}"
        setup = block.cues.setup if following.round == 1 else ()
        wanted = [spoken_stem(text) for text in (name, *setup)]
        assert [word for word in said if word in wanted] == wanted
        if following.round != segment.round:
            rounds = preset(stem).rounds
            assert spoken_stem(f"round {spoken_number(following.round)} of {spoken_number(rounds)}") == said[1]


@each_preset
def test_how_much_is_to_be_done(stem: str) -> None:
    """Before each set: all of an exercise that is new, or what the set consists of."""
    for segment, following in neighbours(stem):
        if segment.kind in ("prepare", "rest"):
            said = listing(stem).said_in(segment)
            block = block_of(stem, following)
            amount = spoken_duration(following.plan.work // 1000) if block.work else spoken_number(following.plan.reps)
            wanted = spoken_stem("can" if block.max else amount)
            assert any(wanted in word.split("-") or word.endswith(wanted) or f"{wanted}-" in word for word in said[1:])


@each_preset
def test_how_to_move_and_breathe(stem: str) -> None:
    """Before the first set where there is time, and in its first two reps."""
    for before, first in neighbours(stem):
        if before.kind not in ("prepare", "rest") or not introduces(before, first) or first.round > 1:
            continue
        block = block_of(stem, first)
        if block.work or before.duration >= 20_000:
            assert {"in-each-rep", "while-you-work"} & set(listing(stem).said_in(before))
        for rep in (1, 2) if block.reps else ():
            for kind, text in (("up", block.cues.up), ("down", block.cues.down)):
                phases = listing(stem).timeline.segments
                phase = next(each for each in phases if each.rep_key == (first.plan.key, rep) and each.kind == kind)
                breath = "exhale" if kind == "up" else "inhale"
                assert {spoken_stem(text), breath} & set(listing(stem).said_in(phase))


@each_preset
def test_when_it_is_over_and_what_was_done(stem: str) -> None:
    assert listing(stem).sounds[-1].sounds[0].startswith("all-done-")
    assert listing(stem).sounds[-1].start == listing(stem).timeline.duration * 441 // 10
