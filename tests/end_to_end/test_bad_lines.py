"""Slow, stuck and cut lines: the workout keeps its time, the session is saved, and the app ends."""

import re
import signal
import time
from pathlib import Path

import pytest

from tests.end_to_end.terminal import PATIENCE, Terminal
from tests.end_to_end.two_exercises import DISTURBED, assert_kept, wait_for_second
from tests.end_to_end.workouts import the_session, written

pytestmark = pytest.mark.slow

SHORT = """
schema = 1
name = "Short lift"
variation = "lying"
sets = 1
reps = 3
prepare = 1.0
[tempo]
up = 1.0
top = 0.0
down = 2.0
bottom = 0.0
"""
SLOW = 10_000  # bytes a second


def test_a_slow_line_shows_the_current_time_and_the_workout_keeps_its_duration(tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", _short(tmp_path, reps=2), "--mute") as terminal:
        ends: dict[int, float] = {}  # when the workout should end, by each time left when it is first shown
        begun = time.monotonic()
        while "your back?" not in terminal.text:
            assert time.monotonic() < begun + PATIENCE
            terminal.take(SLOW // 10)
            time.sleep(0.1)
            if clock := re.search(r"0:(\d\d) left", terminal.text):
                ends.setdefault(int(clock[1]), time.monotonic() + int(clock[1]))
        over = time.monotonic()
        assert len(ends) >= 2
        session = the_session(tmp_path)
        assert session["status"] == "completed"
        assert session["sets"][0]["tension"] == {"up": 2, "top": 0, "down": 4, "bottom": 0}
        assert (session["ended"] - session["started"]).total_seconds() == pytest.approx(7, abs=1.5)
        # Queued frames would be later and later.
        assert max(ends.values()) - min(ends.values()) < 4
        assert over - min(ends.values()) < 5

        terminal.press("\r")
        while terminal.process.poll() is None:
            assert time.monotonic() < over + PATIENCE
            terminal.take(SLOW // 10)
            time.sleep(0.1)
        assert time.monotonic() - over < 8
        assert terminal.process.returncode == 0
        terminal.read()
        assert terminal.left_behind == []


def test_a_workout_on_a_stuck_line_ends_on_time_and_is_saved(tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", _short(tmp_path, reps=1), "--mute", rows=60, columns=200) as terminal:
        terminal.wait_for("left")  # from now on nothing reads the output
        _wait_for_status(tmp_path, "completed")
        session = the_session(tmp_path)
        assert (session["ended"] - session["started"]).total_seconds() == pytest.approx(4, abs=1.5)
        assert session["sets"][0]["paused"] == 0
        terminal.process.terminate()
        assert terminal.process.wait(PATIENCE) == 128 + signal.SIGTERM


def test_a_signal_ends_the_app_on_a_stuck_line(tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", written(tmp_path, DISTURBED), rows=60, columns=200, answering=False) as terminal:
        wait_for_second(terminal)
        time.sleep(1.5)  # nothing reads the output, until all buffers are full
        terminal.process.terminate()
        assert terminal.process.wait(PATIENCE) == 128 + signal.SIGTERM
    assert_kept(tmp_path)


@pytest.mark.parametrize("controlling", [True, False], ids=["with SIGHUP", "without"])
def test_a_closed_terminal_ends_the_app_and_the_session_is_saved(controlling: bool, tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", written(tmp_path, DISTURBED), controlling=controlling) as terminal:
        wait_for_second(terminal)
        terminal.hang_up()
        assert terminal.process.wait(PATIENCE) == 128 + signal.SIGHUP
    assert_kept(tmp_path)
    assert not (tmp_path / "data" / "legtimer.log").exists()


def test_a_closed_terminal_ends_the_app_while_nothing_is_drawn(tmp_path: Path) -> None:
    with Terminal(tmp_path, controlling=False) as terminal:
        terminal.wait_for("Lying leg lift")
        terminal.press("h")
        terminal.wait_for("No sessions yet")  # a screen on which nothing moves
        terminal.hang_up()
        assert terminal.process.wait(PATIENCE) == 128 + signal.SIGHUP


def _short(home: Path, reps: int) -> str:
    path = home / "short.toml"
    path.write_text(SHORT.replace("reps = 3", f"reps = {reps}"))
    return str(path)


def _wait_for_status(home: Path, status: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not list((home / "data" / "history").rglob("2*.toml")) or the_session(home)["status"] != status:
        assert time.monotonic() < deadline, f"the session was not {status}"
        time.sleep(0.1)
