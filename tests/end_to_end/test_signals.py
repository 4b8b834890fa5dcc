"""Whatever signal ends it in mid-set: what was done is kept, the terminal is as it was, the exit status tells."""

import signal
from pathlib import Path
from threading import Timer

import pytest

from tests.end_to_end.terminal import Terminal, command
from tests.end_to_end.two_exercises import DISTURBED, assert_kept, wait_for_second
from tests.end_to_end.workouts import written

pytestmark = pytest.mark.slow

LATE = 0.5  # seconds: an answer from far away


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT], ids=str)
def test_a_signal_ends_it_well(number: signal.Signals, tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", written(tmp_path, DISTURBED)) as terminal:
        wait_for_second(terminal)
        terminal.process.send_signal(number)
        assert terminal.wait_for_end() == 128 + number
        terminal.read()
        assert terminal.left_behind == []
    assert_kept(tmp_path)


def test_ctrl_c_ends_it_well(tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", written(tmp_path, DISTURBED)) as terminal:
        wait_for_second(terminal)
        terminal.press("\x03")
        assert terminal.wait_for_end() == 130
        terminal.read()
        assert terminal.left_behind == []
    assert_kept(tmp_path)


def test_what_only_some_terminals_know_is_put_back_too(tmp_path: Path) -> None:
    """Updates held back until they are whole, sizes told by the terminal itself, a mouse that counts pixels."""
    with Terminal(tmp_path, "run", written(tmp_path, DISTURBED)) as terminal:
        wait_for_second(terminal)
        terminal.press("\x1b[?2026;2$y\x1b[?2048;2$y")  # the answers of such a one
        terminal.wait_until(lambda: b"\x1b[?1016h" in terminal.drawing, "the mouse in pixels")
        terminal.press("\x03")
        assert terminal.wait_for_end() == 130
        terminal.read()
        assert terminal.left_behind == []


def test_no_answer_that_comes_late_is_taken_for_keys_by_the_shell(tmp_path: Path) -> None:
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
