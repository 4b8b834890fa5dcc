"""A preset laid out in time: without gaps, with the right durations and order."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from legtimer.core.preset import Block, Preset
from legtimer.core.tempo import Tempo
from legtimer.core.timeline import Segment, build_timeline
from tests.core.strategies import presets

TEMPO = Tempo(up=2, top=0, down=4, bottom=1)


def kinds(preset: Preset) -> list[str]:
    return [segment.kind for segment in build_timeline(preset).segments]


@given(presets)
def test_segments_cover_the_whole_workout_without_gap_or_overlap(preset: Preset) -> None:
    timeline = build_timeline(preset)
    assert timeline.segments[0].start == 0
    assert all(one.end == other.start for one, other in pairwise(timeline.segments))
    assert all(segment.duration > 0 for segment in timeline.segments)
    assert timeline.duration == preset.duration


@given(presets)
def test_segments_under_tension_add_up_to_the_tension_of_the_preset(preset: Preset) -> None:
    assert (
        sum(segment.duration for segment in build_timeline(preset).segments if segment.under_tension) == preset.tension
    )


@given(presets, st.floats(0, 1, exclude_max=True))
def test_at_returns_the_segment_that_contains_the_moment(preset: Preset, share: float) -> None:
    timeline = build_timeline(preset)
    t = int(share * timeline.duration)
    segment = timeline.at(t)
    assert segment.start <= t < segment.end


def test_a_rep_starts_with_up_and_ends_with_the_bottom_hold() -> None:
    preset = Preset(name="p", prepare=5, blocks=(Block(name="b", sets=2, reps=2, rest=30, tempo=TEMPO),))
    rep = ["up", "down", "bottom"]
    assert kinds(preset) == ["prepare", *rep, *rep, "rest", *rep, *rep]


def test_a_rep_can_start_with_down() -> None:
    preset = Preset(name="p", prepare=0, blocks=(Block(name="b", sets=1, reps=1, tempo=TEMPO, first="down"),))
    assert kinds(preset) == ["down", "bottom", "up"]


def test_alternating_sides_start_with_the_left() -> None:
    block = Block(name="b", sets=1, reps=3, tempo=TEMPO, sides="alternate")
    segments = build_timeline(Preset(name="p", prepare=0, blocks=(block,))).segments
    assert [segment.side for segment in segments if segment.kind == "up"] == ["left", "right", "left"]


def test_between_blocks_is_rest_after_and_the_last_block_has_none() -> None:
    block = Block(name="b", sets=2, work=20, rest=10, rest_after=90)
    timeline = build_timeline(Preset(name="p", prepare=0, blocks=(block, block)))
    assert [(s.kind, s.duration // 1000) for s in timeline.segments] == [
        ("work", 20), ("rest", 10), ("work", 20), ("rest", 90), ("work", 20), ("rest", 10), ("work", 20),
    ]  # fmt: skip


def test_phases_of_one_rep_share_its_keys_and_rest_has_none() -> None:
    preset = Preset(name="p", prepare=5, blocks=(Block(name="b", sets=2, reps=2, rest=30, tempo=TEMPO),))
    segments: tuple[Segment, ...] = build_timeline(preset).segments
    first, second = segments[1].plan.key, segments[-1].plan.key
    assert first != second
    reps = [(first, 1)] * 3 + [(first, 2)] * 3
    assert [segment.set_key for segment in segments] == [None, *[first] * 6, None, *[second] * 6]
    assert [segment.rep_key for segment in segments][:8] == [None, *reps, None]
