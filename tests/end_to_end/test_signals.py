"""Whatever signal ends it in mid-set: what was done is kept, the terminal is as it was, the exit status tells."""

import signal
from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal
from tests.end_to_end.two_exercises import DISTURBED, assert_kept, wait_for_second
from tests.end_to_end.workouts import written

pytestmark = pytest.mark.slow


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
