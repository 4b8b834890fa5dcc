"""The computer is kept awake for as long as a workout lasts, and not a moment longer."""

import os
import subprocess
import sys
import time
from pathlib import Path

from legtimer.system.keep_awake import keep_awake

PROGRAM = """
import os, sys, time
from legtimer.system.keep_awake import keep_awake
with keep_awake(lambda: ["sh", "-c", "echo $$ > {pid}; exec cat"]):
    time.sleep(60)
"""


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"


def wait_until_gone(pid: int) -> None:
    deadline = time.monotonic() + 20
    while alive(pid):
        assert time.monotonic() < deadline, "the helper lives on"
        time.sleep(0.01)


def pid_in(path: Path) -> int:
    deadline = time.monotonic() + 20
    while not (path.exists() and path.read_text().strip()):
        assert time.monotonic() < deadline, "the helper did not start"
        time.sleep(0.01)
    return int(path.read_text())


def test_the_helper_runs_meanwhile_and_no_longer(tmp_path: Path) -> None:
    with keep_awake(lambda: ["sh", "-c", f"echo $$ > {tmp_path}/pid; exec cat"]):
        pid = pid_in(tmp_path / "pid")
        assert alive(pid)
    wait_until_gone(pid)


def test_the_helper_dies_with_an_app_that_is_killed(tmp_path: Path) -> None:
    app = subprocess.Popen([sys.executable, "-c", PROGRAM.format(pid=tmp_path / "pid")])
    pid = pid_in(tmp_path / "pid")
    app.kill()
    app.wait()
    wait_until_gone(pid)


def test_without_a_way_the_workout_goes_on() -> None:
    with keep_awake(lambda: None):
        pass
    with keep_awake(lambda: ["/nowhere/at/all"]):
        pass
