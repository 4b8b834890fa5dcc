"""Which sounds are heard: the table is sound, words never overlap, and the more important one wins."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from legtimer.audio.render.cues import CUES, FORM_CUES, OTHER_FORM_CUES, number_sounds
from legtimer.audio.render.mix import STYLES, Style
from legtimer.audio.render.schedule import Schedule, ScheduledSound, sample_at
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.core.preset import Block, Preset
from legtimer.core.settings import CountTiming
from legtimer.core.tempo import Tempo
from legtimer.core.timeline import Timeline, build_timeline

LIBRARY = SoundLibrary(Path(__file__).parents[3] / "sounds")


def heard(
    *blocks: Block,
    prepare: float = 5.0,
    style: Style = "voice",
    count: CountTiming = "complete",
    variations: tuple[str, ...] = (),
) -> list[tuple[float, str]]:
    """Seconds and sounds, in order."""
    timeline = build_timeline(Preset(name="Test", prepare=prepare, blocks=blocks))
    return [(round(one.start / 44_100, 2), " ".join(one.sounds)) for one in planned(timeline, style, count, variations)]


def planned(
    timeline: Timeline, style: Style, count: CountTiming = "complete", variations: tuple[str, ...] = ()
) -> list[ScheduledSound]:
    plan = Schedule(timeline, LIBRARY, [style], count, variations)
    return [one for index in range(len(timeline.segments)) for one in plan.of(index)]


def lifts(**changes: object) -> Block:
    return Block(**({"name": "Lifts", "sets": 1, "reps": 3, "tempo": Tempo(up=2, down=4)} | changes))  # type: ignore[arg-type]


def test_every_sound_in_the_table_is_there_and_every_sound_is_used() -> None:
    said = {name for number in range(1, 201) for name in number_sounds(number)}
    formed = {name for choice in (*FORM_CUES.values(), OTHER_FORM_CUES) for name in choice}
    used = said | formed | {cue.sound for cue in CUES if not cue.sound.startswith("{")}
    assert used == LIBRARY.names
    assert all(LIBRARY.samples(name) for name in used)
    assert LIBRARY.faults == {}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "one"),
        (19, "nineteen"),
        (20, "twenty"),
        (27, "twenty seven"),
        (100, "one hundred"),
        (112, "one hundred twelve"),
        (200, "two hundred"),
    ],
)
def test_numbers_are_said_in_words(number: int, words: str) -> None:
    assert " ".join(number_sounds(number)) == words


def test_no_two_accents_are_the_same_sound() -> None:
    accents = [LIBRARY.samples(f"click-{kind}").tobytes() for kind in ("up", "top", "down", "bottom", "work")]
    ends = [LIBRARY.samples(name).tobytes() for name in ("end-of-set", "end-of-workout", "count", "tick")]
    assert len({*accents, *ends}) == 9


def test_a_set_is_told_from_getting_ready_to_done() -> None:
    words = [word for _, word in heard(lifts())]
    assert words == [
        "get-ready", "three", "two", "one",
        "up", "down", "one",
        "up", "down", "lower-slowly", "two", "last-rep",
        "up", "down", "three", "done",
    ]  # fmt: skip


def test_a_rep_is_counted_just_before_it_is_complete_or_as_it_starts() -> None:
    at_the_end = {word: at for at, word in heard(lifts(reps=2))}
    assert 16.0 < at_the_end["two"] < 17.0 - 0.4
    as_it_starts = [(at, word) for at, word in heard(lifts(reps=2), count="start") if word in ("up", "one", "two")]
    assert [word for at, word in as_it_starts if at >= 5] == ["up", "one", "up", "two"]
    assert 5.0 < as_it_starts[-3][0] < 6.0


def test_sides_are_said_as_each_rep_starts_and_a_switch_is_announced_in_the_hold_before() -> None:
    words = heard(lifts(sides="alternate", tempo=Tempo(up=2, down=2, bottom=2), reps=4))
    assert (5.0, "left") in words
    assert (9.0, "switch") in words
    assert (11.0, "right") in words
    assert (27.0, "switch") not in words, "nothing follows the last rep"


def test_a_plain_interval_has_go_half_way_ten_seconds_and_a_countdown() -> None:
    words = heard(Block(name="Plank", sets=2, work=40.0, rest=20.0))
    assert [word for _, word in words] == [
        "get-ready", "three", "two", "one", "go", "half-way", "ten-seconds", "three", "two", "one",
        "rest", "ten-seconds", "three", "two", "one", "go", "half-way", "ten-seconds", "three", "two", "one", "done",
    ]  # fmt: skip
    assert (5.0, "go") in words
    assert (25.0, "half-way") in words
    assert (35.0, "ten-seconds") in words
    assert (42.0, "three") in words
    assert (45.0, "rest") in words
    assert (105.0, "done") in words


def test_half_way_is_said_of_a_set_long_enough_for_it() -> None:
    assert "half-way" not in [word for _, word in heard(lifts(reps=4))]
    assert [word for at, word in heard(lifts(reps=6)) if 19 <= at < 23] == ["down", "three", "half-way"]


def test_form_cues_fit_the_exercise() -> None:
    lying = {word for _, word in heard(lifts(reps=8, sets=2), variations=("lying",))}
    hanging = {word for _, word in heard(lifts(reps=8, sets=2), variations=("hanging",))}
    assert "back-flat" in lying
    assert "back-flat" not in hanging
    assert {"lower-slowly", "slow-down"} <= hanging


def test_where_a_phase_is_too_short_the_less_important_word_is_left_out() -> None:
    words = [word for _, word in heard(lifts(reps=3, tempo=Tempo(up=0.4, down=0.6)))]
    assert words[4:-1] == ["up", "down"] * 3, "only the direction has room"


def test_clicks_tick_each_second_and_leave_room_for_the_next_accent() -> None:
    clicks = heard(lifts(reps=1, tempo=Tempo(up=2.1, down=3)), style="clicks")
    assert clicks == [
        (2.0, "count"), (3.0, "count"), (4.0, "count"),
        (5.0, "click-up"), (6.0, "tick"),
        (7.1, "click-down"), (8.1, "tick"), (9.1, "tick"), (10.1, "end-of-workout"),
    ]  # fmt: skip


def test_the_end_of_a_set_sounds_where_it_ends_with_a_rest_or_without() -> None:
    for rest in (0.0, 0.1, 8.0):
        assert (23.0, "end-of-set") in heard(lifts(sets=2, rest=rest), style="clicks")


phases = st.integers(300, 6000).map(lambda ms: ms / 1000)
holds = st.integers(0, 3000).map(lambda ms: ms / 1000)
pauses = st.integers(0, 20_000).map(lambda ms: ms / 1000)
exercises = st.builds(
    Block,
    name=st.just("Any"),
    sets=st.integers(1, 2),
    reps=st.integers(1, 45),
    rest=pauses,
    rest_after=pauses,
    first=st.sampled_from(["up", "down"]),
    sides=st.sampled_from(["both", "alternate"]),
    tempo=st.builds(Tempo, up=phases, top=holds, down=phases, bottom=holds),
)
intervals = st.builds(
    Block,
    name=st.just("Any"),
    sets=st.integers(1, 3),
    work=st.integers(300, 60_000).map(lambda ms: ms / 1000),
    rest=pauses,
)
timelines = st.builds(
    lambda prepare, blocks: build_timeline(Preset(name="Any", prepare=prepare, blocks=tuple(blocks))),
    pauses,
    st.lists(exercises | intervals, min_size=1, max_size=2),
)


@settings(max_examples=80, deadline=None)
@given(timelines, st.sampled_from(["complete", "start"]))
def test_no_word_talks_over_another_and_none_outlasts_its_rep(timeline: Timeline, count: CountTiming) -> None:
    words = planned(timeline, "voice", count)
    assert all(earlier.stop <= later.start for earlier, later in pairwise(words))
    assert [one.sounds for one in words if one.stop > sample_at(timeline.duration)] == [("done",)]


@settings(max_examples=80, deadline=None)
@given(timelines)
@example(
    build_timeline(
        Preset(name="Any", prepare=0, blocks=(lifts(reps=1, tempo=Tempo(up=0.562, down=0.465), first="down"),))
    )
)
def test_what_matters_most_is_always_said_on_its_very_sample(timeline: Timeline) -> None:
    """A phase word is missing only where the phase is shorter than the word, or the rep's side is said instead."""
    words = {one.start: one.sounds for one in planned(timeline, "voice")}
    lengths = {name: len(LIBRARY.samples(name)) for name in ("up", "down", "rest", "go", "left", "right")}
    for segment in timeline.segments:
        start = sample_at(segment.start)
        word = {"work": "go"}.get(segment.kind, segment.kind)
        room = sample_at(segment.end) - start
        if word in lengths and room >= max(lengths[word], lengths["left"], lengths["right"]):
            assert words[start] in ((word,), (segment.side,))


@settings(max_examples=80, deadline=None)
@given(timelines, st.sampled_from(STYLES))
def test_every_sound_starts_where_it_belongs_and_no_earlier_than_its_workout(timeline: Timeline, style: Style) -> None:
    for index, segment in enumerate(timeline.segments):
        for one in Schedule(timeline, LIBRARY, [style]).of(index):
            assert sample_at(segment.start) <= one.start
            assert one.start < sample_at(segment.end) or one.sounds in (("done",), ("end-of-workout",))
            assert one.start < one.stop
