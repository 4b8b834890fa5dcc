"""A workout performed: whatever is pressed and however the clock is read, position and record add up."""

from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legtimer.core.preset import Block, Preset
from legtimer.core.session import Tension
from legtimer.core.tempo import Tempo
from legtimer.core.timeline import Segment
from legtimer.core.workout import SLEPT, Event, SegmentStarted, SetEnded, SleepDetected, State, Workout, WorkoutEnded
from tests.core.strategies import presets

TWO_SETS = Preset(
    name="p", prepare=5, blocks=(Block(name="b", sets=2, reps=2, rest=10, tempo=Tempo(up=2, down=4, bottom=1)),)
)


class Run:
    """Performs a workout by looking at it, at times of the test's choosing."""

    def __init__(self, preset: Preset, start: int = 0) -> None:
        self.workout = Workout(preset)
        self.now = start
        self.events: list[Event] = []
        self.workout.start(self.now)

    def wait(self, duration: int, step: int = 500) -> None:
        end = self.now + duration
        while self.now < end:
            self.now = min(end, self.now + step)
            self.events += self.workout.advance(self.now)

    def do(self, action: Callable[[Workout, int], None]) -> None:
        action(self.workout, self.now)
        self.events += self.workout.advance(self.now)

    def finish(self, steps: Iterable[int] = ()) -> None:
        for step in steps:
            self.wait(step, step)
        while self.workout.state is State.RUNNING:
            self.wait(1000, 1000)

    @property
    def entered(self) -> list[Segment]:
        return [event.segment for event in self.events if isinstance(event, SegmentStarted)]

    @property
    def tension(self) -> float:
        return sum(record.tension.total for record in self.workout.sets)


@given(presets, st.lists(st.integers(1, SLEPT), max_size=60))
def test_irregular_looks_report_every_segment_once_and_in_order(preset: Preset, steps: list[int]) -> None:
    run = Run(preset)
    run.finish(steps)
    assert run.entered == list(run.workout.timeline.segments)
    assert run.workout.state is State.COMPLETED
    assert run.tension * 1000 == pytest.approx(preset.tension)


@given(presets, st.lists(st.tuples(st.integers(1, 5000), st.integers(1, 10**7)), max_size=10))
def test_pauses_leave_tension_and_reps_as_planned(preset: Preset, pauses: list[tuple[int, int]]) -> None:
    run = Run(preset)
    for after, length in pauses:
        run.wait(after)
        run.do(Workout.pause)
        run.wait(length, length)
        run.do(Workout.resume)
    run.finish()
    assert run.entered == list(run.workout.timeline.segments)
    assert run.tension * 1000 == pytest.approx(preset.tension)
    assert all(record.ended == "done" for record in run.workout.sets)


@given(presets, st.data())
def test_whatever_keys_are_pressed_the_record_adds_up(preset: Preset, data: st.DataObject) -> None:
    run = Run(preset)
    actions = st.sampled_from([Workout.pause, Workout.resume, Workout.skip, Workout.back])
    waited = 0
    for action, wait in data.draw(st.lists(st.tuples(actions, st.integers(0, 3000)), max_size=30)):
        run.do(action)
        run.wait(wait)
        waited += wait
    run.do(Workout.stop)
    sets = run.workout.sets
    spent = sum(record.tension.total + record.rest + record.paused for record in sets)
    assert spent * 1000 <= waited + 1
    assert all(0 <= record.reps <= record.reps_planned for record in sets)
    assert [(r.block, r.set) for r in sets] == sorted({(r.block, r.set) for r in sets})


def test_a_whole_workout_is_recorded_set_by_set() -> None:
    run = Run(TWO_SETS)
    run.finish()
    first, second = run.workout.sets
    assert (first.reps, first.ended, first.rest) == (2, "done", 10.0)
    assert first.tension == Tension(up=4, down=8, bottom=2)
    assert (second.reps, second.ended, second.rest) == (2, "done", 0.0)
    assert [type(event) for event in run.events if not isinstance(event, SegmentStarted)] == [
        SetEnded,
        SetEnded,
        WorkoutEnded,
    ]


def test_a_set_is_in_the_record_as_soon_as_it_is_over_and_not_before() -> None:
    run = Run(TWO_SETS)
    run.wait(5000 + 13_999)
    assert run.workout.sets == ()
    run.wait(1)
    assert len(run.workout.sets) == 1


def test_pause_goes_on_from_the_very_millisecond() -> None:
    run = Run(TWO_SETS)
    run.wait(5777, 7)
    run.do(Workout.pause)
    run.wait(3_600_000, 60_000)
    assert run.workout.position == 5777
    run.do(Workout.resume)
    run.wait(100)
    assert run.workout.position == 5877
    run.finish()
    assert run.workout.sets[0].paused == 3600


def test_a_sleeping_machine_pauses_at_the_last_look() -> None:
    run = Run(TWO_SETS)
    run.wait(6000)
    run.now += SLEPT + 1
    run.events += run.workout.advance(run.now)
    assert (run.workout.state, run.workout.position) == (State.PAUSED, 6000)
    assert isinstance(run.events[-1], SleepDetected)


def test_a_clock_that_goes_back_changes_nothing() -> None:
    run = Run(TWO_SETS, start=50_000)
    run.wait(6000)
    run.workout.advance(20_000)
    assert run.workout.position == 6000
    run.wait(1000)
    assert run.workout.position == 7000


def test_skipping_the_last_phase_of_a_rep_leaves_it_uncounted() -> None:
    run = Run(TWO_SETS)
    run.wait(5000 + 7000 + 2000 + 1000)  # one second into the second rep's down
    run.do(Workout.skip)  # to the bottom hold
    run.do(Workout.skip)  # to the rest
    record = run.workout.sets[0]
    assert (record.reps, record.ended) == (1, "skipped")
    assert record.tension == Tension(up=4, down=5, bottom=1)


def test_a_rep_gone_back_to_is_counted_once() -> None:
    run = Run(TWO_SETS)
    run.wait(5000 + 7000 + 1000)
    run.do(Workout.back)
    assert run.workout.frame.segment.kind == "bottom"
    run.finish()
    assert run.workout.sets[0].reps == 2
    assert run.workout.sets[0].ended == "done"


def test_going_back_from_the_rest_opens_the_set_again() -> None:
    run = Run(TWO_SETS)
    run.wait(5000 + 14_000 + 1000)
    assert run.workout.sets[0].reps == 2
    run.do(Workout.back)
    assert [*run.workout.sets] == []
    run.finish()
    assert run.workout.sets[0].ended == "done"


def test_stopping_keeps_what_was_done() -> None:
    run = Run(TWO_SETS)
    run.wait(5000 + 8000)
    run.do(Workout.stop)
    (record,) = run.workout.sets
    assert (record.reps, record.ended) == (1, "stopped")
    assert record.tension.total == 8
    run.do(Workout.resume)
    run.wait(5000)
    assert run.workout.state is State.STOPPED


def test_stopping_in_the_rest_leaves_the_finished_set_done() -> None:
    run = Run(TWO_SETS)
    run.wait(5000 + 14_000 + 3000)
    run.do(Workout.stop)
    (record,) = run.workout.sets
    assert (record.ended, record.rest) == ("done", 3.0)


def test_skipping_through_everything_ends_the_workout() -> None:
    run = Run(TWO_SETS)
    for _ in run.workout.timeline.segments:
        run.do(Workout.skip)
    assert run.workout.state is State.COMPLETED
    assert [(record.reps, record.ended) for record in run.workout.sets] == [(0, "skipped")] * 2


def test_the_frame_says_what_comes_next() -> None:
    run = Run(TWO_SETS)
    run.wait(5500)
    frame = run.workout.frame
    assert (frame.segment.kind, frame.elapsed, frame.remaining, frame.progress) == ("up", 500, 1500, 0.25)
    assert frame.next is not None
    assert frame.next.kind == "down"


def test_a_form_break_ends_the_set_at_the_last_clean_rep() -> None:
    run = Run(TWO_SETS)
    run.wait(5000 + 7000 + 3000)
    run.do(Workout.break_form)
    assert run.workout.frame.segment.kind == "rest"
    (record,) = run.workout.sets
    assert (record.reps, record.ended, record.tension.total) == (1, "form", 10.0)
    assert SetEnded(1, 1) in run.events


def test_a_form_break_in_the_last_set_ends_the_workout() -> None:
    run = Run(TWO_SETS)
    run.wait(5000 + 14_000 + 10_000 + 1000)
    run.do(Workout.break_form)
    assert run.workout.state is State.COMPLETED
    assert [record.ended for record in run.workout.sets] == ["done", "form"]


def test_slower_lowering_begins_with_the_next_rep_and_stays() -> None:
    run = Run(TWO_SETS)
    run.wait(5000 + 3000)
    run.do(lambda workout, now: workout.change_down(now, 500))
    assert run.workout.frame.block.tempo == Tempo(up=2, down=4.5, bottom=1), "it is said at once"
    run.finish()
    first, second = run.workout.sets
    assert (first.tension.down, second.tension.down) == (8.5, 9.0)
    assert first.changes == ("down 4 to 4.5 s from rep 2",)
    assert second.changes == ()


def test_lowering_stays_within_the_limits_of_a_tempo() -> None:
    run = Run(TWO_SETS)
    for _ in range(20):
        run.do(lambda workout, now: workout.change_down(now, -500))
    downs = {segment.duration for segment in run.workout.timeline.segments if segment.kind == "down"}
    assert downs == {300}


def test_the_rest_grows_and_shrinks_but_never_ends_before_now() -> None:
    run = Run(TWO_SETS)
    run.wait(5000 + 14_000 + 3000)
    run.do(lambda workout, now: workout.change_rest(now, 10_000))
    assert run.workout.frame.remaining == 17_000
    for _ in range(5):
        run.do(lambda workout, now: workout.change_rest(now, -10_000))
    assert run.workout.frame.remaining == 1
    run.finish()
    assert run.workout.sets[0].rest == pytest.approx(3.0, abs=0.01)


def test_in_a_set_the_coming_rest_is_changed() -> None:
    run = Run(TWO_SETS)
    run.wait(6000)
    run.do(lambda workout, now: workout.change_rest(now, 10_000))
    run.finish()
    assert run.workout.sets[0].rest == 20


def test_reps_are_corrected_in_the_rest_only() -> None:
    run = Run(TWO_SETS)
    run.wait(6000)
    run.do(lambda workout, now: workout.correct_reps(now, -1))
    run.wait(5000 + 14_000 + 1000 - 6000)
    run.do(lambda workout, now: workout.correct_reps(now, -1))
    run.finish()
    assert [record.reps for record in run.workout.sets] == [1, 2]


def test_waiting_holds_every_set_until_it_is_resumed() -> None:
    run = Run(TWO_SETS)
    run.workout.wait = True
    run.wait(60_000)
    assert (run.workout.state, run.workout.position) == (State.WAITING, 5000)
    run.do(Workout.resume)
    run.wait(14_000 + 60_000)
    assert (run.workout.state, run.workout.frame.segment.set) == (State.WAITING, 2)
    run.do(Workout.skip)
    assert run.workout.state is State.RUNNING
    run.finish()
    assert [record.ended for record in run.workout.sets] == ["done", "done"]


@given(presets, st.data())
def test_no_change_on_the_way_tears_the_timeline(preset: Preset, data: st.DataObject) -> None:
    run = Run(preset)
    slower, faster = (lambda w, n: w.change_down(n, 500)), (lambda w, n: w.change_down(n, -500))
    longer, shorter = (lambda w, n: w.change_rest(n, 10_000)), (lambda w, n: w.change_rest(n, -10_000))
    actions = st.sampled_from([slower, faster, longer, shorter, Workout.break_form, Workout.back, Workout.skip])
    for action, wait in data.draw(st.lists(st.tuples(actions, st.integers(0, 3000)), max_size=20)):
        run.do(action)
        run.wait(wait)
        frame = run.workout.frame
        assert 0 <= frame.elapsed <= frame.segment.duration
        segments = run.workout.timeline.segments
        assert all(one.end == other.start and one.duration > 0 for one, other in pairwise(segments))
