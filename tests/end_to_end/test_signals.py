"""Whatever signal ends or stops it in mid-set: what was done is kept, the terminal is as it was, the status tells."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal
from tests.end_to_end.two_exercises import assert_kept, preset, the_session, wait_for_second

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT], ids=str)
def test_a_signal_ends_it_well(number: signal.Signals, tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", preset(tmp_path)) as terminal:
        wait_for_second(terminal)
        terminal.process.send_signal(number)
        assert terminal.wait_for_end() == 128 + number
        terminal.read()
        assert terminal.left_behind == []
    assert_kept(tmp_path)


def test_ctrl_c_ends_it_well(tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", preset(tmp_path)) as terminal:
        wait_for_second(terminal)
        terminal.press("\x03")
        assert terminal.wait_for_end() == 130
        terminal.read()
        assert terminal.left_behind == []
    assert_kept(tmp_path)


@pytest.mark.parametrize("controlling", [True, False], ids=["told", "not told"])
def test_a_window_that_is_closed_ends_it(controlling: bool, tmp_path: Path) -> None:
    """Also where no signal comes: then a write that fails has to do."""
    with Terminal(tmp_path, "run", preset(tmp_path), controlling=controlling) as terminal:
        wait_for_second(terminal)
        terminal.hang_up()
        assert terminal.process.wait(timeout=20) == 129
    assert_kept(tmp_path)


def test_a_window_that_is_closed_over_the_list_ends_it(tmp_path: Path) -> None:
    with Terminal(tmp_path, controlling=False) as terminal:
        terminal.wait_for("start")
        terminal.hang_up()
        assert terminal.process.wait(timeout=20) == 129


@pytest.mark.parametrize("stop", ["ctrl-z", signal.SIGTSTP, signal.SIGSTOP], ids=str)
def test_a_stop_and_a_return_pause_it_and_nothing_is_jumped(stop: str | signal.Signals, tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", preset(tmp_path)) as terminal:
        wait_for_second(terminal)
        if isinstance(stop, signal.Signals):
            terminal.process.send_signal(stop)
        else:
            terminal.press("\x1a")
        terminal.wait_until_stopped()
        terminal.read()
        if stop != signal.SIGSTOP:
            assert terminal.left_behind == []
        stopped = time.monotonic()
        time.sleep(3)  # this is what is tested: real seconds during which nothing runs
        terminal.screen.reset()
        terminal.process.send_signal(signal.SIGCONT)
        terminal.wait_for("goes on")
        away = time.monotonic() - stopped
        terminal.press(" ")
        terminal.wait_until(lambda: "goes on" not in terminal.text, "going on")
        terminal.press("\x03")
        assert terminal.wait_for_end() == 130
        terminal.read()
        assert terminal.left_behind == []
    session = the_session(tmp_path)
    assert away >= 3
    tension = sum(sum(record["tension"].values()) for record in session["sets"])
    paused = sum(record["paused"] for record in session["sets"])
    whole = (session["ended"] - session["started"]).total_seconds()
    assert paused >= 3
    assert tension <= whole - paused


def test_a_storm_of_resizes_ends_and_the_last_size_counts(tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", preset(tmp_path)) as terminal:
        wait_for_second(terminal)
        for i in range(300):
            terminal.resize(40 + i % 90, 12 + i % 37)
            os.kill(terminal.process.pid, signal.SIGWINCH)
            terminal.read(0)
        terminal.resize(100, 30)
        terminal.wait_until(lambda: "q end" in terminal.screen.display[29], "the key line in the last row")
        terminal.press("\x03")
        assert terminal.wait_for_end() == 130
        terminal.read()
        assert terminal.left_behind == []
    assert_kept(tmp_path)
