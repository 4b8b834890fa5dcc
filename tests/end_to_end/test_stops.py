"""After a stop of the process in mid-set the workout is paused, and no time is lost or counted twice."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.end_to_end import resized_while_read
from tests.end_to_end.resized_while_read import FIRST, LAST
from tests.end_to_end.terminal import Terminal
from tests.end_to_end.two_exercises import DISTURBED, assert_kept, wait_for_second
from tests.end_to_end.workouts import the_session, written

pytestmark = pytest.mark.slow

# How the process is stopped, and for how many seconds. SIGSTOP cannot be caught: only a gap longer than on a busy
# machine shows it.
STOPS = [("ctrl-z", 0.3), (signal.SIGTSTP, 0.3), (signal.SIGSTOP, 2.5)]


def is_stopped(terminal: Terminal) -> bool:
    """Whether the process is stopped."""
    state = Path(f"/proc/{terminal.process.pid}/stat").read_text().rpartition(")")[2].split()[0]
    return state == "T"


@pytest.mark.parametrize(("stop", "away"), STOPS, ids=str)
def test_a_stopped_process_is_paused_and_skips_nothing(stop: str | signal.Signals, away: float, tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", written(tmp_path, DISTURBED), "--mute") as terminal:
        wait_for_second(terminal)
        terminal.wait_for("Inhale")  # something of it is done: a set without is not recorded, nor is its pause
        if isinstance(stop, signal.Signals):
            terminal.process.send_signal(stop)
        else:
            terminal.press("\x1a")
        terminal.wait_until(lambda: is_stopped(terminal), "the stop")
        terminal.read()
        if stop != signal.SIGSTOP:
            assert [left for left in terminal.left_behind if left != "line discipline"] == []
        time.sleep(away)  # real seconds in which the process does not run
        terminal.screen.reset()
        terminal.process.send_signal(signal.SIGCONT)
        terminal.wait_for("goes on")
        terminal.press(" ")
        terminal.wait_until(lambda: "goes on" not in terminal.text, "going on")
        terminal.press("\x03")
        assert terminal.wait_for_end() == 130
        terminal.read()
        assert terminal.left_behind == []
    session = the_session(tmp_path)
    tension = sum(sum(record["tension"].values()) for record in session["sets"])
    paused = sum(record["paused"] for record in session["sets"])
    whole = (session["ended"] - session["started"]).total_seconds()
    assert paused >= away
    assert tension + paused <= whole + 1  # both ends are in whole seconds


@pytest.mark.parametrize("stop", [signal.SIGTSTP, signal.SIGSTOP], ids=["SIGTSTP", "SIGSTOP"])
def test_after_a_stop_a_screen_without_changes_is_drawn_again(stop: signal.Signals, tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.wait_for("Lying leg lift")
        terminal.press("h")
        terminal.wait_for("No sessions yet")
        drawn, since = 0, time.monotonic()

        def settled() -> bool:
            """Whether nothing has been drawn for a second, and no notification is shown."""
            nonlocal drawn, since
            if len(terminal.drawing) != drawn:
                drawn, since = len(terminal.drawing), time.monotonic()
            return time.monotonic() - since > 1 and "legtimer doctor" not in terminal.text

        terminal.wait_until(settled, "a second without a change")
        terminal.process.send_signal(stop)
        terminal.wait_until(lambda: is_stopped(terminal), "the stop")
        terminal.read()
        terminal.screen.reset()
        terminal.process.send_signal(signal.SIGCONT)
        terminal.wait_for("No sessions yet")
        terminal.press("\x03")
        assert terminal.wait_for_end() == 130
        terminal.read()
        assert terminal.left_behind == []


def test_after_300_quick_resizes_the_last_size_is_used(tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", written(tmp_path, DISTURBED), "--mute") as terminal:
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


def test_a_resize_while_the_size_is_being_read_is_not_lost(tmp_path: Path) -> None:
    words = [sys.executable, "-m", resized_while_read.__name__]
    with Terminal(tmp_path, words=words) as terminal:
        terminal.wait_for("80 columns")
        terminal.resize(FIRST, 24)
        terminal.wait_for(f"{LAST[0]} columns")
