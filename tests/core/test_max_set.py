"""Sets that go on until a key ends them, and sets for each side, as they are performed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from legtimer.core.frame import State
from legtimer.core.preset import LONGEST_MAX, MOST_REPS, Block, Preset
from legtimer.core.tempo import Tempo
from legtimer.core.workout import Workout
from tests.core.test_workout import Run

TEMPO = Tempo(up=2, down=4)
LIFTS = Preset(name="p", prepare=0, blocks=(Block(name="b", sets=2, reps="max", rest=30, tempo=TEMPO),))
HOLD = Preset(name="p", prepare=0, blocks=(Block(name="b", sets=1, work="max"),))
EACH = Preset(name="p", prepare=0, blocks=(Block(name="b", sets=1, reps=2, sides="each", switch=5, tempo=TEMPO),))
end_keys = pytest.mark.parametrize("end", [Workout.break_form, Workout.skip])


@end_keys
def test_reps_go_on_past_the_guess_until_a_key_ends_the_set_which_counts_as_done(end: object) -> None:
    run = Run(LIFTS)
    run.wait(13 * 6000 + 3000)
    run.do(end)  # type: ignore[arg-type]
    (record,) = run.workout.sets
    assert (record.reps, record.reps_planned, record.ended, record.max) == (13, 13, "done", True)
    assert run.workout.frame.segment.kind == "rest"
    assert run.workout.frame.best == 13


@end_keys
def test_a_hold_goes_on_past_the_guess_until_a_key_ends_it(end: object) -> None:
    run = Run(HOLD)
    run.wait(95_500)
    run.do(end)  # type: ignore[arg-type]
    (record,) = run.workout.sets
    assert (record.tension.work, record.ended) == (95.5, "done")
    assert run.workout.state is State.COMPLETED
    assert run.workout.position == run.workout.timeline.duration == 95_500


@end_keys
@pytest.mark.parametrize("seconds", [7, 95])
def test_a_hold_after_a_countdown_lasts_as_long_as_it_was_held(end: object, seconds: int) -> None:
    run = Run(replace(HOLD, prepare=5))
    run.wait(5000 + 1000 * seconds)
    run.do(end)  # type: ignore[arg-type]
    assert run.workout.sets[0].tension.work == seconds
    assert run.workout.timeline.duration == run.workout.position == 5000 + 1000 * seconds
    assert run.workout.timeline.segments[0].duration == 5000


@pytest.mark.parametrize("preset", [LIFTS, HOLD])
def test_a_set_of_which_nothing_was_done_is_skipped(preset: Preset) -> None:
    run = Run(preset)
    run.wait(500)
    run.do(Workout.skip)
    assert run.workout.sets[0].ended == "skipped"
    assert not run.workout.bests


def test_a_set_ends_by_itself_at_the_limit() -> None:
    hold, lifts = Run(HOLD), Run(LIFTS)
    hold.wait(2 * LONGEST_MAX, 1000)
    lifts.wait(MOST_REPS * 6000 + 1000, 1000)
    assert hold.workout.sets[0].tension.work * 1000 == LONGEST_MAX
    assert (lifts.workout.sets[0].reps, lifts.workout.sets[0].ended) == (MOST_REPS, "done")


@given(st.integers(1, 150_000), st.integers(1, 30))
def test_at_any_moment_enough_is_planned_and_after_the_end_the_timeline_is_what_was_done(at: int, best: int) -> None:
    run = Run(LIFTS, bests={1: best})
    run.wait(at)
    frame = run.workout.frame
    assert frame.segment.plan.set == 1
    assert frame.next is not None
    assert frame.segment.rep == at // 6000 + 1
    run.do(Workout.break_form)
    assert run.workout.sets[0].reps == at // 6000
    assert run.workout.position == 6000 * max(1, at // 6000)
    assert run.workout.bests == {1: max(best, at // 6000)}


def test_stepping_back_after_the_end_goes_on_with_the_last_rep() -> None:
    run = Run(LIFTS)
    run.wait(4 * 6000 + 1000)
    run.do(Workout.break_form)
    run.do(Workout.step_back)
    assert (run.workout.frame.segment.rep, run.workout.frame.segment.kind) == (4, "down")
    run.wait(12 * 6000)
    run.do(Workout.break_form)
    assert run.workout.sets[0].reps == 15


def test_reps_past_the_guess_have_the_tempo_of_their_own_exercise() -> None:
    quick = Block(name="q", sets=1, reps=1, tempo=Tempo(up=1, down=1))
    run = Run(replace(LIFTS, blocks=(quick, *LIFTS.blocks)))
    run.wait(2000 + 13 * 6000)
    assert (run.workout.frame.segment.rep, run.workout.frame.segment.kind) == (14, "up")


def test_a_corrected_count_is_the_best() -> None:
    run = Run(LIFTS)
    run.wait(6 * 6000)
    run.do(Workout.break_form)
    run.do(lambda workout, now: workout.correct_reps(now, -2))
    assert run.workout.bests == {1: 4}
    assert run.workout.sets[0].reps_planned == 4


def test_a_count_is_corrected_to_zero_at_least() -> None:
    run = Run(LIFTS)
    run.wait(2 * 6000)
    run.do(Workout.break_form)
    run.do(lambda workout, now: workout.correct_reps(now, -300))
    assert run.workout.sets[0].reps == 0


def test_a_changed_tempo_holds_for_the_reps_that_are_planned_later() -> None:
    run = Run(LIFTS)
    run.do(lambda workout, now: workout.change_down(now, 1000))
    run.wait(6000 + 20 * 7000)
    downs = [s.duration for s in run.workout.timeline.segments if s.kind == "down"]
    assert downs == [4000, *[5000] * (len(downs) - 1)]


def test_each_side_has_its_record_and_the_switch_is_the_rest_of_the_left() -> None:
    run = Run(EACH)
    run.finish()
    left, right = run.workout.sets
    assert (left.side, left.reps, left.rest) == ("left", 2, 5.0)
    assert (right.side, right.reps, right.rest) == ("right", 2, 0.0)


def test_the_reps_of_the_left_side_can_be_corrected_and_the_switch_made_longer_while_turning() -> None:
    run = Run(EACH)
    run.wait(12_000 + 1000)
    run.do(lambda workout, now: workout.correct_reps(now, -1))
    run.do(lambda workout, now: workout.change_rest(now, 10_000))
    assert run.workout.sets[0].reps == 1
    assert run.workout.sets[0].changes == ("switch 5 to 15 s",)


def test_a_set_carries_its_round() -> None:
    block = Block(name="b", sets=1, work=1, rest_after=2)
    run = Run(Preset(name="p", prepare=0, rounds=2, round_rest=3, blocks=(block, block)))
    run.finish()
    assert [(r.round, r.block, r.rest) for r in run.workout.sets] == [(1, 1, 2), (1, 2, 3), (2, 1, 2), (2, 2, 0)]


def test_waiting_for_the_key_counts_as_rest_and_is_shown_as_overtime() -> None:
    block = Block(name="b", sets=2, work=5, rest=10)
    run = Run(Preset(name="p", prepare=0, blocks=(block,)), wait=True)
    run.wait(3000)  # before the first set: no rest
    run.do(Workout.resume)
    run.wait(5000 + 10_000 + 7000)
    assert run.workout.state is State.WAITING
    assert run.workout.frame.overtime == 7000
    run.do(Workout.resume)
    run.finish()
    first, second = run.workout.sets
    assert (first.rest, first.paused, second.paused) == (17.0, 0.0, 0.0)
    assert run.workout.frame.overtime == 0


def test_a_set_in_which_the_workout_was_stopped_is_not_done_and_no_best() -> None:
    run = Run(LIFTS)
    run.wait(3 * 6000 + 1000)
    run.do(Workout.stop)
    (record,) = run.workout.sets
    assert (record.reps, record.ended) == (3, "stopped")
    assert run.workout.bests == {}
