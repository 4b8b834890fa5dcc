"""What a routine shows in a real terminal, from the first rep to the last line on the shell: as a person reads it."""

from pathlib import Path

import pytest

from legtimer.core.preset import Block, Cues, Preset
from legtimer.core.tempo import Tempo
from tests.big_letters import find_big
from tests.end_to_end.terminal import Terminal
from tests.end_to_end.workouts import written

pytestmark = pytest.mark.slow

TEMPO = Tempo(up=1.5, top=0, down=2.5, bottom=0)
SETS = Preset(name="Lift", prepare=5, blocks=(Block(name="Lift", sets=3, reps=2, rest=6, tempo=TEMPO),))
ROUTINE = Preset(
    name="Day",
    prepare=3,
    blocks=(
        Block(name="Lift", sets=1, reps=1, rest_after=7, tempo=TEMPO),
        Block(name="Ball", variation="ball", sets=1, reps=1, tempo=TEMPO, cues=Cues(setup=("Ball between the feet",))),
        Block(name="Hold", variation="plank", sets=1, work=3.0),
    ),
)
SPACE, RIGHT = " ", "\x1b[C"
HELD = "rings instead"  # from the message about missing sound, which must wait until the workout is over


def see(terminal: Terminal, *large: str, small: tuple[str, ...] = ()) -> None:
    """Wait until all of this is on the screen at the same time, and no message covers it."""

    def is_seen() -> bool:
        assert HELD not in terminal.text, terminal.text
        return all(text in terminal.text for text in small) and all(
            find_big(terminal.screen.display, text) for text in large
        )

    terminal.wait_until(is_seen, f"{large} in big letters with {small}")


def test_each_set_says_what_to_do_for_how_long_and_where_one_is(tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", written(tmp_path, SETS), "--no-save") as terminal:
        see(terminal, "READY", "4", "1/3", "SET", small=("Lift",))
        for seconds in "321":
            see(terminal, "READY", seconds)
        see(terminal, "UP", "EXHALE", "1/2", "SET 1/3")
        see(terminal, "DOWN", "INHALE", "2", "1/2", "SET 1/3")
        see(terminal, "UP", "2/2")
        see(terminal, "REST", "5", "2/3", "SET", small=("2 of 2 reps done",))
        for seconds in "321":
            see(terminal, "READY", seconds, "2/3")
        see(terminal, "UP", "1/2", "SET 2/3")


def test_a_routine_announces_the_next_exercise_and_ends_with_three_numbers(tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", written(tmp_path, ROUTINE), "--no-save", columns=120, rows=36) as terminal:
        see(terminal, "UP", small=("Lift", "exercise 1 of 3", "Day"))
        see(terminal, "NEXT", "BALL", "6", small=("exercise 2 of 3", "Day", "Ball between the feet"))
        for seconds in "321":
            see(terminal, "READY", seconds, small=("exercise 2 of 3",))
        see(terminal, "UP", small=("exercise 2 of 3",))
        see(terminal, "WORK", "2", small=("exercise 3 of 3",))
        see(terminal, "DONE", "2/2", "3/3", small=("reps", "under tension", "sets"))


def test_every_key_answers_in_big_letters_and_going_on_is_counted_down(tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", written(tmp_path, SETS), "--no-save") as terminal:
        see(terminal, "READY")
        for key, answer in (("9", "VOLUME 90%"), ("m", "MUTED"), ("[", "DOWN 3 S"), ("+", "REST +10")):
            terminal.press(key)
            see(terminal, answer)
        see(terminal, "UP")
        terminal.press(RIGHT)
        see(terminal, "DOWN", "SKIPPED")
        terminal.press(SPACE)
        see(terminal, "PAUSED")
        terminal.press(SPACE)
        for seconds in "321":
            see(terminal, "READY", seconds, "1/2")
        see(terminal, "DOWN")
        terminal.press("f")
        see(terminal, "REST", "FORM")


def test_ctrl_c_says_on_the_shell_what_was_kept(tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", written(tmp_path, SETS)) as terminal:
        see(terminal, "UP", "2/2")
        terminal.press("\x03")
        terminal.wait_for("Saved: Lift, 1 set, 1 of 6 reps.")
        terminal.wait_for_end()
