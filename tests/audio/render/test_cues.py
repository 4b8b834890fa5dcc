"""Which sounds are heard: the table is complete, words never overlap, and the higher priority wins."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from legtimer.audio.render.coaching import Coaching
from legtimer.audio.render.cues import CUES
from legtimer.audio.render.mix import STYLES, Style
from legtimer.audio.render.schedule import Schedule, ScheduledSound, sample_at
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.samples import RATE
from legtimer.core.plan import SetKey
from legtimer.core.preset import Block, Preset
from legtimer.core.settings import CoachLevel, CountTiming
from legtimer.core.speech import spoken_number, spoken_stem
from legtimer.core.tempo import Tempo
from legtimer.core.timeline import Timeline, build_timeline

LIBRARY = SoundLibrary(Path(__file__).parents[3] / "sounds")


def heard(
    *blocks: Block,
    prepare: float = 5.0,
    style: Style = "voice",
    count: CountTiming = "complete",
    coach: CoachLevel = "few",
    library: SoundLibrary = LIBRARY,
    broken: frozenset[SetKey] = frozenset(),
) -> list[tuple[float, str]]:
    """The scheduled sounds and their starts in seconds, in order."""
    preset = Preset(name="Test", prepare=prepare, blocks=blocks)
    coaching = Coaching(name="Test", blocks=blocks, level=coach, count=count, broken=broken, complete=not broken)
    return [
        (round(sound.start / RATE, 2), " ".join(sound.sounds))
        for sound in scheduled(build_timeline(preset), style, coaching, library)
    ]


def scheduled(
    timeline: Timeline, style: Style, coaching: Coaching | None = None, library: SoundLibrary = LIBRARY
) -> list[ScheduledSound]:
    schedule = Schedule(timeline, library, [style], coaching)
    return [sound for index in range(len(timeline.segments)) for sound in schedule.starting_in(index)]


def words(*blocks: Block, **options: object) -> list[str]:
    return [word for _, word in heard(*blocks, **options)]  # type: ignore[arg-type]


def lifts(**changes: object) -> Block:
    return Block(**({"name": "Lifts", "sets": 1, "reps": 3, "tempo": Tempo(up=2, down=4)} | changes))  # type: ignore[arg-type]


def test_each_cue_without_a_placeholder_has_its_sound() -> None:
    for cue in CUES:
        for text in cue.sounds:
            if "{" not in text:
                names = [spoken_stem(part) for part in text.split(" / ")] if cue.style == "voice" else [text]
                assert all(LIBRARY.samples(name) for name in names), text
    assert LIBRARY.faults == {}


@pytest.mark.parametrize(
    ("rep", "expected"),
    [(1, "one"), (19, "nineteen"), (27, "twenty-seven"), (100, "one-hundred"), (112, "one-hundred-and twelve")],
)
def test_every_rep_up_to_200_has_a_spoken_number(rep: int, expected: str) -> None:
    said = words(lifts(reps=200, tempo=Tempo(up=1, down=3)))
    assert expected in said
    assert "two-hundred" in said


def test_all_clicks_and_bells_differ() -> None:
    accents = [LIBRARY.samples(f"click-{kind}").tobytes() for kind in ("up", "top", "down", "bottom", "work")]
    ends = [LIBRARY.samples(name).tobytes() for name in ("end-of-set", "end-of-workout", "count", "tick")]
    assert len({*accents, *ends}) == 9


def test_with_few_words_a_set_has_phases_numbers_and_its_end() -> None:
    assert words(lifts()) == [
        "get-ready", "three", "two", "one",
        "up", "down", "one",
        "up", "down", "two", "last-one",
        "up", "down", "three", "done",
    ]  # fmt: skip


def test_a_rep_is_counted_just_before_its_end_or_at_its_start_by_the_setting() -> None:
    at_the_end = {word: at for at, word in heard(lifts(reps=2))}
    assert 16.0 < at_the_end["two"] < 17.0 - 0.4
    as_it_starts = [(at, word) for at, word in heard(lifts(reps=2), count="start") if word in ("up", "one", "two")]
    assert [word for at, word in as_it_starts if at >= 5] == ["up", "one", "up", "two"]
    assert 5.0 < as_it_starts[-3][0] < 6.0


def test_with_alternating_sides_each_rep_begins_with_its_side_and_its_phase() -> None:
    said = heard(lifts(sides="alternate", first="down", tempo=Tempo(up=2, down=2, bottom=1), reps=4))
    assert [(at, word) for at, word in said if 5 <= at <= 10 and word not in ("one", "two")] == [
        (5.0, "left-down"),
        (7.0, "hold"),
        (8.0, "up"),
        (10.0, "right-down"),
    ]


def test_a_work_interval_has_go_half_way_ten_seconds_and_a_countdown() -> None:
    said = heard(Block(name="Plank", sets=2, work=40.0, rest=20.0))
    assert [word for _, word in said] == [
        "get-ready", "three", "two", "one", "go", "half-way", "ten-seconds", "three", "two", "one",
        "rest", "ten-seconds", "three", "two", "one", "go", "half-way", "ten-seconds", "three", "two", "one", "done",
    ]  # fmt: skip
    assert (5.0, "go") in said
    assert (25.0, "half-way") in said
    assert (35.0, "ten-seconds") in said
    assert (42.0, "three") in said
    assert (45.0, "rest") in said
    assert (105.0, "done") in said


def test_half_way_is_only_said_in_a_set_of_at_least_8_reps_and_after_the_number() -> None:
    assert "half-way" not in words(lifts(reps=6))
    assert [word for at, word in heard(lifts(reps=8)) if 25 <= at < 29] == ["down", "four", "half-way"]


@pytest.mark.parametrize(
    ("tempo", "reps", "numbers"),
    [
        (Tempo(up=1, down=1), 12, ["two", "four", "six", "eight"]),
        (Tempo(up=0.5, down=0.5), 12, ["five"]),
        (Tempo(up=0.3, down=0.3), 24, ["ten"]),
    ],
)
def test_fast_reps_are_counted_in_steps_and_their_end_is_always_announced(
    tempo: Tempo, reps: int, numbers: list[str]
) -> None:
    said = [word for at, word in heard(lifts(reps=reps, tempo=tempo)) if at > 5 and word not in ("up", "down")]
    announced = [word for word in said if word not in numbers]
    assert [word for word in said if word in numbers] == numbers
    assert announced[0] == "three-more"
    assert announced[-2:] == ["last-one", "done"]


@pytest.mark.parametrize("up", [0.3, 0.5, 0.7, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("reps", [2, 5, 12])
def test_the_last_rep_of_a_set_is_announced_at_any_tempo(up: float, reps: int) -> None:
    assert "last-one" in words(lifts(reps=reps, tempo=Tempo(up=up, down=up)))


def test_fast_reps_counted_at_their_start_are_counted_as_each_begins() -> None:
    said = heard(lifts(reps=12, tempo=Tempo(up=1, down=1)), count="start")
    assert [(at, word) for at, word in said if word in ("two", "four", "six") and at > 5] == [
        (7.0, "two"), (11.0, "four"), (15.0, "six"),
    ]  # fmt: skip


def test_a_number_has_300_ms_before_the_next_word_where_there_is_room() -> None:
    sounds = scheduled(build_timeline(Preset(name="T", prepare=5, blocks=(lifts(reps=9),))), "voice")
    numbers = [sound for sound in sounds if sound.sounds[0] in ("four", "five", "seven")]
    assert len(numbers) == 3
    for number in numbers:
        following = next(sound for sound in sounds if sound.start > number.start)
        assert following.start - number.stop >= 0.3 * RATE - 1


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
    said = scheduled(timeline, "voice", Coaching(level="few", count=count))
    assert all(earlier.stop <= later.start for earlier, later in pairwise(said))
    assert [word.sounds for word in said if word.stop > sample_at(timeline.duration)] == [("done",)]


@settings(max_examples=80, deadline=None)
@given(timelines)
@example(
    build_timeline(
        Preset(name="Any", prepare=0, blocks=(lifts(reps=1, tempo=Tempo(up=0.562, down=0.465), first="down"),))
    )
)
def test_each_phase_word_that_fits_is_said_at_the_first_sample_of_its_phase(timeline: Timeline) -> None:
    """It is missing only if the phase is shorter than the word, or if a count was said there instead."""
    sounds = scheduled(timeline, "voice", Coaching(level="few"))
    said = {sound.start: sound.sounds[0] for sound in sounds}
    for segment in timeline.segments:
        start = sample_at(segment.start)
        word = {"work": "go"}.get(segment.kind, segment.kind)
        available = sample_at(segment.end) - start
        if word in ("up", "down", "rest", "go") and available >= len(LIBRARY.samples(word)):
            if start in said:
                others = (f"{segment.side}-{word}", segment.side)
                assert said[start] in (word, *others) or "more" in said[start] or _is_count(said[start])
            else:
                assert any(sound.start < start + len(LIBRARY.samples(word)) and sound.stop > start for sound in sounds)


def _is_count(word: str) -> bool:
    return word == "last-one" or word in {spoken_stem(spoken_number(number)) for number in range(1, 201)}


@settings(max_examples=80, deadline=None)
@given(timelines, st.sampled_from(STYLES))
def test_each_sound_starts_in_the_segment_it_is_scheduled_for(timeline: Timeline, style: Style) -> None:
    schedule = Schedule(timeline, LIBRARY, [style])
    for index, segment in enumerate(timeline.segments):
        for sound in schedule.starting_in(index):
            assert sample_at(segment.start) <= sound.start
            assert sound.start < sample_at(segment.end) or sound.sounds in (("done",), ("end-of-workout",))
            assert sound.start < sound.stop
