"""Which sounds are heard: the table is complete, words never overlap, and the higher priority wins."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from legtimer.audio.render.cues import CUES, FORM_CUES, OTHER_FORM_CUES, number_sounds
from legtimer.audio.render.mix import STYLES, Style
from legtimer.audio.render.schedule import Schedule, ScheduledSound, sample_at
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.samples import RATE
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
    """The scheduled sounds and their starts in seconds, in order."""
    timeline = build_timeline(Preset(name="Test", prepare=prepare, blocks=blocks))
    return [
        (round(sound.start / RATE, 2), " ".join(sound.sounds))
        for sound in scheduled(timeline, style, count, variations)
    ]


def scheduled(
    timeline: Timeline, style: Style, count: CountTiming = "complete", variations: tuple[str, ...] = ()
) -> list[ScheduledSound]:
    schedule = Schedule(timeline, LIBRARY, [style], count, variations)
    return [sound for index in range(len(timeline.segments)) for sound in schedule.starting_in(index)]


def lifts(**changes: object) -> Block:
    return Block(**({"name": "Lifts", "sets": 1, "reps": 3, "tempo": Tempo(up=2, down=4)} | changes))  # type: ignore[arg-type]


def test_each_cue_has_its_sound_and_each_sound_is_used() -> None:
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
def test_numbers_are_spoken_as_words(number: int, words: str) -> None:
    assert " ".join(number_sounds(number)) == words


def test_all_clicks_and_bells_differ() -> None:
    accents = [LIBRARY.samples(f"click-{kind}").tobytes() for kind in ("up", "top", "down", "bottom", "work")]
    ends = [LIBRARY.samples(name).tobytes() for name in ("end-of-set", "end-of-workout", "count", "tick")]
    assert len({*accents, *ends}) == 9


def test_a_set_is_announced_from_get_ready_to_done() -> None:
    words = [word for _, word in heard(lifts())]
    assert words == [
        "get-ready", "three", "two", "one",
        "up", "down", "one",
        "up", "down", "lower-slowly", "two", "last-rep",
        "up", "down", "three", "done",
    ]  # fmt: skip


def test_a_rep_is_counted_just_before_its_end_or_at_its_start_as_set() -> None:
    at_the_end = {word: at for at, word in heard(lifts(reps=2))}
    assert 16.0 < at_the_end["two"] < 17.0 - 0.4
    as_it_starts = [(at, word) for at, word in heard(lifts(reps=2), count="start") if word in ("up", "one", "two")]
    assert [word for at, word in as_it_starts if at >= 5] == ["up", "one", "up", "two"]
    assert 5.0 < as_it_starts[-3][0] < 6.0


def test_with_alternating_sides_each_rep_names_its_side_and_the_hold_before_says_switch() -> None:
    words = heard(lifts(sides="alternate", tempo=Tempo(up=2, down=2, bottom=2), reps=4))
    assert (5.0, "left") in words
    assert (9.0, "switch") in words
    assert (11.0, "right") in words
    assert (27.0, "switch") not in words, "no rep follows the last one"


def test_a_work_interval_has_go_half_way_ten_seconds_and_a_countdown() -> None:
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


def test_half_way_is_only_said_in_a_set_of_at_least_6_reps() -> None:
    assert "half-way" not in [word for _, word in heard(lifts(reps=4))]
    assert [word for at, word in heard(lifts(reps=6)) if 19 <= at < 23] == ["down", "three", "half-way"]


def test_form_cues_depend_on_the_variation() -> None:
    lying = {word for _, word in heard(lifts(reps=8, sets=2), variations=("lying",))}
    hanging = {word for _, word in heard(lifts(reps=8, sets=2), variations=("hanging",))}
    assert "back-flat" in lying
    assert "back-flat" not in hanging
    assert {"lower-slowly", "slow-down"} <= hanging


def test_in_a_short_phase_only_the_word_of_highest_priority_is_said() -> None:
    words = [word for _, word in heard(lifts(reps=3, tempo=Tempo(up=0.4, down=0.6)))]
    assert words[4:-1] == ["up", "down"] * 3, "there is only time for the direction"


def test_clicks_tick_each_second_unless_the_next_phase_starts_within_200_ms() -> None:
    clicks = heard(lifts(reps=1, tempo=Tempo(up=2.1, down=3)), style="clicks")
    assert clicks == [
        (2.0, "count"), (3.0, "count"), (4.0, "count"),
        (5.0, "click-up"), (6.0, "tick"),
        (7.1, "click-down"), (8.1, "tick"), (9.1, "tick"), (10.1, "end-of-workout"),
    ]  # fmt: skip


def test_the_end_of_a_set_is_marked_with_or_without_a_rest_after_it() -> None:
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
def test_no_two_words_overlap_and_only_done_outlasts_the_workout(timeline: Timeline, count: CountTiming) -> None:
    words = scheduled(timeline, "voice", count)
    assert all(earlier.stop <= later.start for earlier, later in pairwise(words))
    assert [word.sounds for word in words if word.stop > sample_at(timeline.duration)] == [("done",)]


@settings(max_examples=80, deadline=None)
@given(timelines)
@example(
    build_timeline(
        Preset(name="Any", prepare=0, blocks=(lifts(reps=1, tempo=Tempo(up=0.562, down=0.465), first="down"),))
    )
)
def test_each_phase_word_that_fits_is_said_at_the_first_sample_of_its_phase(timeline: Timeline) -> None:
    """It is missing only if the phase is shorter than the word, or if the side of the rep is said instead."""
    words = {word.start: word.sounds for word in scheduled(timeline, "voice")}
    lengths = {name: len(LIBRARY.samples(name)) for name in ("up", "down", "rest", "go", "left", "right")}
    for segment in timeline.segments:
        start = sample_at(segment.start)
        word = {"work": "go"}.get(segment.kind, segment.kind)
        available = sample_at(segment.end) - start
        if word in lengths and available >= max(lengths[word], lengths["left"], lengths["right"]):
            assert words[start] in ((word,), (segment.side,))


@settings(max_examples=80, deadline=None)
@given(timelines, st.sampled_from(STYLES))
def test_each_sound_starts_in_the_segment_it_is_scheduled_for(timeline: Timeline, style: Style) -> None:
    for index, segment in enumerate(timeline.segments):
        for sound in Schedule(timeline, LIBRARY, [style]).starting_in(index):
            assert sample_at(segment.start) <= sound.start
            assert sound.start < sample_at(segment.end) or sound.sounds in (("done",), ("end-of-workout",))
            assert sound.start < sound.stop
