"""`legtimer run --plain`: the line for each phase, and what each key does."""

from collections.abc import Iterator

from msgspec.structs import replace

from legtimer.cli.plain_lines import KEYS, act, line, moment
from legtimer.core.preset import Block, Cues, Preset
from legtimer.core.tempo import Tempo
from legtimer.core.workout import Workout
from legtimer.runtime.controller import WorkoutController
from legtimer.runtime.session_writer import NullSessionWriter
from tests.silent_sound import SilentSoundtrack

LIFT = Block(name="Lift", sets=2, reps=2, rest=20.0, tempo=Tempo(up=2, top=1, down=4))


def lines_of(preset: Preset) -> Iterator[str]:
    """Every line of a workout that nobody interrupts."""
    workout, said = Workout(preset), None
    workout.start(0)
    for now in range(0, preset.duration + 100, 100):
        workout.advance(now)
        if moment(workout.frame) != said:
            said = moment(workout.frame)
            yield line(workout.frame)


def test_each_phase_is_a_line() -> None:
    assert list(lines_of(Preset(name="Lift", prepare=5, blocks=(LIFT,)))) == [
        "prepare 5 s, Lift, 2 sets of 2 reps, 20 s rest",
        "set 1 rep 1 up 2 s exhale",
        "set 1 rep 1 top 1 s hold",
        "set 1 rep 1 down 4 s inhale",
        "set 1 rep 2 up 2 s exhale",
        "set 1 rep 2 top 1 s hold",
        "set 1 rep 2 down 4 s inhale",
        "rest 20 s, then set 2 of 2",
        *[
            f"set 2 rep {rep} {phase}"
            for rep in (1, 2)
            for phase in ("up 2 s exhale", "top 1 s hold", "down 4 s inhale")
        ],
        "done",
    ]


def test_a_routine_names_round_exercise_side_and_set_up() -> None:
    hold = Block(name="Hold", sets=1, work=20.0, sides="each", cues=Cues(setup=("Lie on your side",)))
    taps = replace(LIFT, name="Taps", sets=1, reps=1, rest_after=30.0, sides="alternate")
    lines = list(lines_of(Preset(name="Circuit", prepare=5, rounds=2, round_rest=60, blocks=(taps, hold))))
    assert lines[1] == "round 1 Taps set 1 rep 1 left up 2 s exhale"
    assert "rest 30 s, then round 1 Hold set 1 of 1 left, Lie on your side" in lines
    assert "round 1 Hold set 1 left work 20 s breathe evenly" in lines
    assert "switch 5 s, then round 1 Hold set 1 of 1 right" in lines
    assert "rest 60 s, then round 2 Taps set 1 of 1 left" in lines


def test_a_set_begins_with_the_sound_that_a_key_started() -> None:
    workout = Workout(Preset(name="Lift", prepare=0, blocks=(LIFT,)), wait=True)
    workout.start(0)
    lines = [line(workout.frame)]
    workout.resume(100)
    workout.delay(100, 1100)
    for now in (100, 1100, 1200):
        workout.advance(now)
        lines.append(line(workout.frame))
    assert lines == ["set 1 begins with space", "set 1 begins", "set 1 begins", "set 1 rep 1 up 2 s exhale"]


def controller(preset: Preset, now: list[int]) -> WorkoutController:
    workout = Workout(preset, resume_lead=3000)
    made = WorkoutController(
        workout,
        clock=lambda: now[0],
        sleep=lambda _: None,  # type: ignore[arg-type,return-value]
        soundtrack=SilentSoundtrack(),
        session_writer=NullSessionWriter(),
    )
    made.start(lambda _: None, lambda: None)
    return made


def test_keys_do_what_they_do_on_the_screen() -> None:
    now = [0]
    made = controller(Preset(name="Lift", prepare=5, blocks=(LIFT,)), now)
    act("n", made)
    assert line(made.workout.frame) == "set 1 rep 1 up 2 s exhale"
    assert act("[", made) == "down 4.5 s from the next rep on"
    act(" ", made)
    assert line(made.workout.frame) == "paused, space goes on"
    act(" ", made)
    assert line(made.workout.frame) == "going on in 3 s"
    now[0] += 3000
    made.tick()
    act("f", made)
    assert line(made.workout.frame) == "rest 20 s, then set 2 of 2"
    assert act("u", made) == "1 reps"
    assert act("+", made) == "rest +10 s"
    assert line(made.workout.frame) == "rest 30 s, then set 2 of 2"
    act("b", made)
    assert line(made.workout.frame).startswith("set 1 rep 2 down")
    assert act("?", made) == KEYS
    assert act("x", made) is None
