"""Every terminal gets what it can show, at the pace it can take, and the workout ends on time."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal
from tests.end_to_end.two_exercises import preset, the_session, wait_for_second

pytestmark = pytest.mark.slow

SHORT = """
schema = 1
name = "Kürbis ⚽ short"
variation = "lying"
sets = 1
reps = 2
prepare = 0.5
[tempo]
up = 0.5
top = 0.0
down = 1.0
bottom = 0.0
"""


@pytest.mark.parametrize(
    ("environment", "ascii_only"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "", "LANG": "C"}, True),
        ({"TERM": "linux", "COLORTERM": ""}, True),
        ({"TERM": "xterm-16color", "COLORTERM": ""}, False),
        ({"NO_COLOR": "1"}, False),
    ],
    ids=str,
)
def test_a_workout_in_a_terminal(environment: dict[str, str], ascii_only: bool, tmp_path: Path) -> None:
    path = tmp_path / "short.toml"
    path.write_text(SHORT)
    with Terminal(tmp_path, "run", str(path), environment=environment) as terminal:
        terminal.wait_for("in your history")
        while terminal.process.poll() is None:  # a key that comes while the screen changes may be lost
            terminal.press("\r")
            terminal.read(1)
        assert terminal.process.returncode == 0
        terminal.read()
        assert terminal.left_behind == []
        assert terminal.transcript.isascii() is ascii_only
        if "COLORTERM" in environment:
            assert b"8;2;" not in terminal.transcript, "24-bit colours where there are none"
    assert the_session(tmp_path)["status"] == "completed"


@pytest.mark.parametrize("command", [[], ["run", "taster"]], ids=["app", "run"])
def test_a_terminal_without_a_screen_is_told_so(command: list[str], tmp_path: Path) -> None:
    with Terminal(tmp_path, *command, environment={"TERM": "dumb"}) as terminal:
        assert terminal.wait_for_end() == 2
        terminal.read()
        assert terminal.transcript.count(b"\n") == 1
        assert b"TERM" in terminal.transcript
        assert b"\x1b" not in terminal.transcript


@pytest.mark.parametrize("command", [[], ["run", "taster"]], ids=["app", "run"])
def test_what_is_no_terminal_is_told_so(command: list[str], tmp_path: Path) -> None:
    environment = {**os.environ, "LEGTIMER_CONFIG_DIR": str(tmp_path / "c"), "LEGTIMER_DATA_DIR": str(tmp_path / "d")}
    done = subprocess.run(
        [sys.executable, "-m", "legtimer", *command],
        stdin=subprocess.DEVNULL, capture_output=True, env=environment, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert done.stdout == b""
    assert not list(tmp_path.iterdir())


def test_errors_may_go_to_a_file_while_the_app_is_on_the_screen(tmp_path: Path) -> None:
    errors = tmp_path / "errors"
    with Terminal(tmp_path, "run", preset(tmp_path), stderr=errors) as terminal:
        wait_for_second(terminal)
        terminal.press("\x03")
        assert terminal.wait_for_end() == 130
        terminal.read()
        assert terminal.left_behind == []
    assert errors.read_text() == ""


def test_a_slow_line_drops_frames_and_the_workout_ends_on_time(tmp_path: Path) -> None:
    """2000 bytes a second are taken: what is drawn then is of now, not of long ago."""
    path = tmp_path / "short.toml"
    path.write_text(SHORT.replace("reps = 2", "reps = 6"))
    with Terminal(tmp_path, "run", str(path), "--mute") as terminal:
        deadline = time.monotonic() + 60
        while not (session := tmp_path / "data" / "history").exists() or "completed" not in _text(session):
            assert time.monotonic() < deadline
            terminal.take(200)
            time.sleep(0.1)
        assert len(terminal.transcript) < 100_000
        session_ = the_session(tmp_path)
        assert (session_["ended"] - session_["started"]).total_seconds() == pytest.approx(9.5, abs=1)
        assert session_["sets"][0]["paused"] == 0
        terminal.press("\r")
        pressed = time.monotonic()
        while terminal.process.poll() is None:
            assert time.monotonic() < pressed + 20, "what was queued took too long"
            terminal.take(200)
            time.sleep(0.1)
        assert terminal.process.returncode == 0
        terminal.read()
        assert terminal.left_behind == []


def test_a_line_that_takes_nothing_any_more_does_not_keep_it_from_ending(tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", preset(tmp_path), columns=200, rows=60) as terminal:
        wait_for_second(terminal)
        time.sleep(3)  # nobody reads meanwhile
        terminal.process.terminate()
        assert terminal.process.wait(timeout=20) == 143
    assert the_session(tmp_path)["status"] == "stopped"


def _text(history: Path) -> str:
    return "".join(path.read_text() for path in history.rglob("*.toml"))
