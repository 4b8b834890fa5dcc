"""A workout being performed: position and record are right whatever is pressed and however often time is read."""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legtimer.core.frame import Event, SegmentStarted, SetEnded, SleepDetected, State, WorkoutEnded
from legtimer.core.plan import set_plans
from legtimer.core.preset import Block, Preset
from legtimer.core.session import Tension
from legtimer.core.tempo import Tempo
from legtimer.core.timeline import Segment
from legtimer.core.workout import SLEEP_GAP, Workout
from tests.core.strategies import planned_presets, presets

TWO_SETS = Preset(
    name="p", prepare=5, blocks=(Block(name="b", sets=2, reps=2, rest=10, tempo=Tempo(up=2, down=4, bottom=1)),)
)


class Run:
    """Performs a workout with a clock that the test moves."""

    def __init__(self, preset: Preset, start: int = 0, **options: Any) -> None:
        self.workout = Workout(preset, **options)
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


@given(planned_presets, st.lists(st.integers(1, SLEEP_GAP), max_size=60))
def test_advancing_at_irregular_times_reports_every_segment_once_and_in_order(preset: Preset, steps: list[int]) -> None:
    run = Run(preset)
    run.finish(steps)
    assert run.entered == list(run.workout.timeline.segments)
    assert run.workout.state is State.COMPLETED
    assert run.tension * 1000 == pytest.approx(preset.tension)


@given(planned_presets, st.lists(st.tuples(st.integers(1, 5000), st.integers(1, 10**7)), max_size=10))
def test_pauses_do_not_change_tension_or_reps(preset: Preset, pauses: list[tuple[int, int]]) -> None:
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
def test_after_any_actions_the_recorded_time_does_not_exceed_the_elapsed_time(
    preset: Preset, data: st.DataObject
) -> None:
    run = Run(preset)
    actions = st.sampled_from([Workout.pause, Workout.resume, Workout.skip, Workout.step_back])
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
    planned = [plan.key for plan in set_plans(preset.blocks, preset.rounds)]
    recorded = [record.key for record in sets]
    assert recorded == [key for key in planned if key in recorded]


def test_a_completed_workout_is_recorded_set_by_set() -> None:
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


def test_a_set_is_recorded_at_the_millisecond_it_ends() -> None:
    run = Run(TWO_SETS)
    run.wait(5000 + 13_999)
    assert run.workout.sets == ()
    run.wait(1)
    assert len(run.workout.sets) == 1


def test_resuming_continues_at_the_millisecond_of_the_pause() -> None:
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


def test_a_gap_longer_than_two_seconds_pauses_where_the_workout_was_before_it() -> None:
    run = Run(TWO_SETS)
    run.wait(6000)
    run.now += SLEEP_GAP + 1
    run.events += run.workout.advance(run.now)
    assert (run.workout.state, run.workout.position) == (State.PAUSED, 6000)
    assert isinstance(run.events[-1], SleepDetected)


def test_a_clock_that_goes_back_does_not_move_the_workout() -> None:
    run = Run(TWO_SETS, start=50_000)
    run.wait(6000)
    run.workout.advance(20_000)
    assert run.workout.position == 6000
    run.wait(1000)
    assert run.workout.position == 7000


def test_a_rep_whose_last_phase_is_skipped_is_not_counted() -> None:
    run = Run(TWO_SETS)
    run.wait(5000 + 7000 + 2000 + 1000)  # one second into the second rep's down
    run.do(Workout.skip)  # to the bottom hold
    run.do(Workout.skip)  # to the rest
    record = run.workout.sets[0]
    assert (record.reps, record.ended) == (1, "skipped")
    assert record.tension == Tension(up=4, down=5, bottom=1)


def test_a_repeated_rep_is_counted_once() -> None:
    run = Run(TWO_SETS)
    run.wait(5000 + 7000 + 1000)
    run.do(Workout.step_back)
    assert run.workout.frame.segment.kind == "bottom"
    run.finish()
    assert run.workout.sets[0].reps == 2
    assert run.workout.sets[0].ended == "done"


def test_going_back_from_the_rest_reopens_the_set() -> None:
    run = Run(TWO_SETS)
    run.wait(5000 + 14_000 + 1000)
    assert run.workout.sets[0].reps == 2
    run.do(Workout.step_back)
    assert [*run.workout.sets] == []
    run.finish()
    assert run.workout.sets[0].ended == "done"


def test_stopping_in_a_set_records_what_was_done_and_is_final() -> None:
    run = Run(TWO_SETS)
    run.wait(5000 + 8000)
    run.do(Workout.stop)
    (record,) = run.workout.sets
    assert (record.reps, record.ended) == (1, "stopped")
    assert record.tension.total == 8
    run.do(Workout.resume)
    run.wait(5000)
    assert run.workout.state is State.STOPPED


def test_stopping_in_the_rest_leaves_the_set_before_it_done() -> None:
    run = Run(TWO_SETS)
    run.wait(5000 + 14_000 + 3000)
    run.do(Workout.stop)
    (record,) = run.workout.sets
    assert (record.ended, record.rest) == ("done", 3.0)


def test_skipping_every_segment_completes_the_workout_with_no_reps() -> None:
    run = Run(TWO_SETS)
    for _ in run.workout.timeline.segments:
        run.do(Workout.skip)
    assert run.workout.state is State.COMPLETED
    assert [(record.reps, record.ended) for record in run.workout.sets] == [(0, "skipped")] * 2


def test_the_frame_has_progress_and_the_next_segment() -> None:
    run = Run(TWO_SETS)
    run.wait(5500)
    frame = run.workout.frame
    assert (frame.segment.kind, frame.elapsed, frame.remaining, frame.progress) == ("up", 500, 1500, 0.25)
    assert frame.next is not None
    assert frame.next.kind == "down"


def test_a_form_break_ends_the_set_at_its_last_complete_rep() -> None:
    run = Run(TWO_SETS)
    run.wait(5000 + 7000 + 3000)
    run.do(Workout.break_form)
    assert run.workout.frame.segment.kind == "rest"
    (record,) = run.workout.sets
    assert (record.reps, record.ended, record.tension.total) == (1, "form", 10.0)
    assert run.events.count(SetEnded()) == 1


def test_a_form_break_in_the_last_set_completes_the_workout() -> None:
    run = Run(TWO_SETS)
    run.wait(5000 + 14_000 + 10_000 + 1000)
    run.do(Workout.break_form)
    assert run.workout.state is State.COMPLETED
    assert [record.ended for record in run.workout.sets] == ["done", "form"]


def test_with_wait_each_set_begins_only_when_resumed_or_skipped() -> None:
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


def test_a_delay_counts_neither_as_time_nor_as_pause() -> None:
    run = Run(TWO_SETS)
    run.wait(6000)
    run.workout.delay(run.now, 500)
    assert run.workout.delay_left(run.now + 200) == 300
    run.wait(400, 100)
    assert (run.workout.position, run.workout.delay_left(run.now)) == (6000, 100)
    run.wait(600, 100)
    assert (run.workout.position, run.workout.delay_left(run.now)) == (6500, 0)
    run.finish()
    assert [record.paused for record in run.workout.sets] == [0, 0]


def test_a_set_that_a_key_starts_begins_when_the_delay_is_over() -> None:
    run = Run(TWO_SETS)
    run.workout.wait = True
    run.wait(6000)
    run.do(Workout.resume)
    run.workout.delay(run.now, 1100)
    assert run.workout.frame.begins_in == 1000, "no more than a second is shown"
    run.wait(600, 100)
    assert (run.workout.frame.begins_in, run.workout.frame.elapsed) == (500, 0)
    run.wait(600, 100)
    assert (run.workout.frame.begins_in, run.workout.frame.elapsed) == (0, 100)


def test_a_rest_that_waits_for_the_sound_is_no_set_that_begins() -> None:
    run = Run(TWO_SETS)
    run.wait(6000)
    run.do(Workout.break_form)
    run.workout.delay(run.now, 500)
    assert (run.workout.frame.segment.kind, run.workout.frame.begins_in) == ("rest", 0)


def test_a_set_that_goes_on_after_a_pause_at_its_start_is_counted_down() -> None:
    run = Run(TWO_SETS)
    run.wait(5000)
    run.do(Workout.pause)
    run.workout.resume_lead = 3000
    run.do(Workout.resume)
    run.workout.delay(run.now, 300)
    assert run.workout.countdown == run.workout.frame.lead_in == 3000
    assert run.workout.frame.begins_in == 0


def test_without_a_rest_to_come_changing_the_rest_does_nothing() -> None:
    run = Run(TWO_SETS)
    run.wait(5000 + 14_000 + 10_000 + 1000)
    timeline = run.workout.timeline
    run.do(lambda workout, now: workout.change_rest(now, 10_000))
    assert run.workout.timeline is timeline


def test_in_the_last_rep_changing_the_lowering_does_nothing() -> None:
    run = Run(TWO_SETS)
    run.wait(5000 + 14_000 + 10_000 + 7000 + 1000)
    timeline = run.workout.timeline
    run.do(lambda workout, now: workout.change_down(now, 500))
    assert run.workout.timeline is timeline


@given(presets, st.data())
def test_after_any_changes_the_timeline_has_no_gaps(preset: Preset, data: st.DataObject) -> None:
    run = Run(preset)
    slower, faster = (lambda w, n: w.change_down(n, 500)), (lambda w, n: w.change_down(n, -500))
    longer, shorter = (lambda w, n: w.change_rest(n, 10_000)), (lambda w, n: w.change_rest(n, -10_000))
    actions = st.sampled_from([slower, faster, longer, shorter, Workout.break_form, Workout.step_back, Workout.skip])
    for action, wait in data.draw(st.lists(st.tuples(actions, st.integers(0, 3000)), max_size=20)):
        run.do(action)
        run.wait(wait)
        frame = run.workout.frame
        assert 0 <= frame.elapsed <= frame.segment.duration
        segments = run.workout.timeline.segments
        assert all(one.end == other.start and one.duration > 0 for one, other in pairwise(segments))
