"""Tempo, rests and counted reps can be changed during a workout; nothing else changes with them."""

import pytest

from legtimer.core.frame import State
from legtimer.core.preset import Block, Preset
from legtimer.core.tempo import Tempo
from legtimer.core.workout import Workout
from tests.core.test_workout import TWO_SETS, Run


def slower(workout: Workout, now: int) -> None:
    workout.change_down(now, 500)


def durations(run: Run) -> list[tuple[str, int]]:
    return [(segment.kind, segment.duration) for segment in run.workout.timeline.segments]


def test_a_slower_lowering_applies_from_the_next_rep_to_the_end() -> None:
    run = Run(TWO_SETS)
    run.wait(5000 + 3000)
    run.do(lambda workout, now: workout.change_down(now, 500))
    assert run.workout.frame.block.tempo == Tempo(up=2, down=4.5, bottom=1), "shown at once"
    run.finish()
    first, second = run.workout.sets
    assert (first.tension.down, second.tension.down) == (8.5, 9.0)
    assert first.changes == ("down 4 to 4.5 s from rep 2",)
    assert second.changes == ()


def test_the_lowering_cannot_be_made_shorter_than_the_shortest_move() -> None:
    run = Run(TWO_SETS)
    for _ in range(20):
        run.do(lambda workout, now: workout.change_down(now, -500))
    downs = {segment.duration for segment in run.workout.timeline.segments if segment.kind == "down"}
    assert downs == {300}


def test_the_current_rest_can_be_changed_but_not_to_end_in_the_past() -> None:
    run = Run(TWO_SETS)
    run.wait(5000 + 14_000 + 3000)
    run.do(lambda workout, now: workout.change_rest(now, 10_000))
    assert run.workout.frame.remaining == 17_000
    for _ in range(5):
        run.do(lambda workout, now: workout.change_rest(now, -10_000))
    assert run.workout.frame.remaining == 1
    run.finish()
    assert run.workout.sets[0].rest == pytest.approx(3.0, abs=0.01)


def test_changing_the_rest_during_a_set_changes_the_next_rest() -> None:
    run = Run(TWO_SETS)
    run.wait(6000)
    run.do(lambda workout, now: workout.change_rest(now, 10_000))
    run.finish()
    assert run.workout.sets[0].rest == 20


def test_a_changed_rest_is_at_least_a_second_and_changes_nothing_else() -> None:
    run = Run(TWO_SETS)
    before = [segment.duration for segment in run.workout.timeline.segments]
    run.do(lambda workout, now: workout.change_rest(now, -60_000))
    after = [segment.duration for segment in run.workout.timeline.segments]
    assert after == [1000 if duration == 10_000 else duration for duration in before]


def test_reps_can_be_corrected_only_in_the_rest() -> None:
    run = Run(TWO_SETS)
    run.wait(6000)
    run.do(lambda workout, now: workout.correct_reps(now, 1))
    assert run.workout.frame.reps == 0
    run.wait(5000 + 14_000 + 1000 - 6000)
    run.do(lambda workout, now: workout.correct_reps(now, -1))
    run.finish()
    assert [record.reps for record in run.workout.sets] == [1, 2]


def test_going_back_into_a_set_forgets_that_its_reps_were_corrected() -> None:
    run = Run(TWO_SETS)
    run.wait(5000 + 14_000 + 1000)  # in the rest after the first set
    run.do(lambda workout, now: workout.correct_reps(now, -1))
    run.do(Workout.step_back)
    run.finish()
    assert [record.reps for record in run.workout.sets] == [2, 2]


def test_a_slower_lowering_changes_nothing_else() -> None:
    run = Run(TWO_SETS)
    before = durations(run)
    run.do(slower)
    assert durations(run) == [(kind, 4500 if kind == "down" else duration) for kind, duration in before]


def test_the_lowering_of_the_very_last_rep_can_be_changed() -> None:
    run = Run(Preset(name="p", prepare=5, blocks=(Block(name="b", sets=1, reps=1, tempo=Tempo(up=2, down=4)),)))
    run.do(slower)
    assert durations(run) == [("prepare", 5000), ("up", 2000), ("down", 4500)]
    run.wait(11_000)
    run.do(slower)
    assert durations(run)[-1] == ("down", 4500), "it has begun"


def test_a_slower_lowering_is_that_of_the_exercise_at_hand() -> None:
    first = Block(name="first", sets=1, reps=1, rest_after=5, tempo=Tempo(up=1, down=2))
    second = Block(name="second", sets=1, reps=2, tempo=Tempo(up=2, down=4))
    run = Run(Preset(name="p", prepare=0, blocks=(first, second)))
    run.wait(9000)
    run.do(slower)
    assert run.workout.frame.block.tempo == Tempo(up=2, down=4.5)
    run.finish()
    assert [record.tension.down for record in run.workout.sets] == [2, 8.5]


def test_going_back_from_the_countdown_begins_it_again() -> None:
    run = Run(TWO_SETS)
    run.wait(3000)
    run.do(Workout.step_back)
    assert (run.workout.frame.segment.kind, run.workout.position) == ("prepare", 0)


def test_the_only_set_waits_for_its_key_without_a_countdown_before_it() -> None:
    run = Run(Preset(name="p", prepare=0, blocks=(Block(name="b", sets=1, work=5),)), wait=True)
    run.wait(3000)
    assert (run.workout.state, run.workout.position) == (State.WAITING, 0)
