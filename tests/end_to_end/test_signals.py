"""A signal in mid-set ends the app: the session is saved, the terminal restored, the exit status 128 + n."""

import re
import signal
import time
from pathlib import Path
from threading import Timer

import pytest

from tests.end_to_end.terminal import Terminal, command
from tests.end_to_end.two_exercises import DISTURBED, assert_kept, wait_for_second
from tests.end_to_end.workouts import written

pytestmark = pytest.mark.slow

LATE = 0.5  # seconds: a terminal with high latency


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT], ids=str)
def test_a_signal_in_a_set_saves_the_session_and_restores_the_terminal(number: signal.Signals, tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", written(tmp_path, DISTURBED)) as terminal:
        wait_for_second(terminal)
        terminal.process.send_signal(number)
        assert terminal.wait_for_end() == 128 + number
        terminal.read()
        assert terminal.left_behind == []
    assert_kept(tmp_path)


def test_ctrl_c_in_a_set_saves_the_session_and_restores_the_terminal(tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", written(tmp_path, DISTURBED)) as terminal:
        wait_for_second(terminal)
        terminal.press("\x03")
        assert terminal.wait_for_end() == 130
        terminal.read()
        assert terminal.left_behind == []
        assert re.search(r"Saved: Disturbed, [12] sets?, \d+ of 101 reps\.", terminal.text)
    assert_kept(tmp_path)


def test_ctrl_c_before_the_first_set_leaves_no_session_and_says_nothing(tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", "lying-leg-lift", "--mute") as terminal:
        files = tmp_path / "data" / "history"
        terminal.wait_until(lambda: any(files.rglob("2*.toml")), "the session's file")
        terminal.press("\x03")
        assert terminal.wait_for_end() == 130
        terminal.read()
        assert "Saved" not in terminal.text
    assert not list((tmp_path / "data" / "history").rglob("*.toml"))


def test_a_message_at_the_start_never_covers_a_workout_and_is_printed_at_its_end(tmp_path: Path) -> None:
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "settings.toml").write_text("master = 'loud'\n")
    with Terminal(tmp_path, "run", written(tmp_path, DISTURBED), "--mute") as terminal:
        wait_for_second(terminal)
        end = time.monotonic() + 1.5
        while time.monotonic() < end:
            terminal.read()
            assert "settings.toml" not in terminal.text
        terminal.press("\x03")
        assert terminal.wait_for_end() == 130
        terminal.read()
        assert "settings.toml" in terminal.text


def test_modes_that_only_some_terminals_have_are_restored(tmp_path: Path) -> None:
    """Synchronised updates, in-band sizes, and mouse reports in pixels."""
    with Terminal(tmp_path, "run", written(tmp_path, DISTURBED)) as terminal:
        wait_for_second(terminal)
        terminal.press("\x1b[?2026;2$y\x1b[?2048;2$y")  # the answers of such a terminal
        terminal.wait_until(lambda: b"\x1b[?1016h" in terminal.drawing, "the mouse in pixels")
        terminal.press("\x03")
        assert terminal.wait_for_end() == 130
        terminal.read()
        assert terminal.left_behind == []


def test_late_answers_of_the_terminal_are_not_typed_into_the_shell(tmp_path: Path) -> None:
    typed = tmp_path / "typed"
    legtimer = " ".join(command("run", written(tmp_path, DISTURBED)))
    shell = f'{legtimer}; echo given back; IFS= read -r typed; printf %s "$typed" >{typed}'
    with Terminal(tmp_path, words=["sh", "-c", shell]) as terminal:
        on_the_way: list[Timer] = []

        def answer_late(data: str) -> None:
            on_the_way.append(Timer(LATE, terminal.press, [data]))
            on_the_way[-1].start()

        terminal.screen.write_process_input = answer_late  # type: ignore[method-assign]
        wait_for_second(terminal)
        terminal.press("\x03")
        terminal.wait_for("given back")
        for answer in on_the_way:
            answer.join()
        terminal.press("\r")
        assert terminal.wait_for_end() == 0
    assert typed.read_text() == ""
