"""The computer is kept awake for as long as a workout lasts, and not a moment longer."""

import ctypes
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from legtimer.system.keep_awake import keep_awake
from tests import needs

PROGRAM = """
import time
from legtimer.system.keep_awake import keep_awake
with keep_awake():
    time.sleep(60)
"""


@pytest.fixture
def helper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file with the process id of the helper, a program in place of the system's."""
    pid = tmp_path / "pid"
    for name in ("caffeinate", "systemd-inhibit"):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\necho $$ > {pid}\nexec cat\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return pid


def alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


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


@needs.shell
def test_the_helper_runs_meanwhile_and_no_longer(helper: Path) -> None:
    with keep_awake():
        pid = pid_in(helper)
        assert alive(pid)
    wait_until_gone(pid)


@needs.shell
def test_the_helper_dies_with_an_app_that_is_killed(helper: Path) -> None:
    app = subprocess.Popen([sys.executable, "-c", PROGRAM])
    pid = pid_in(helper)
    app.kill()
    app.wait()
    wait_until_gone(pid)


@needs.execution_state
def test_the_system_is_told_that_it_and_the_screen_are_needed_meanwhile() -> None:
    set_state = getattr(ctypes, "windll").kernel32.SetThreadExecutionState  # noqa: B009 - not defined on other systems
    continuous, system, screen = 0x80000000, 0x1, 0x2
    with keep_awake():
        assert set_state(continuous | system | screen) & 0xFFFFFFFF == continuous | system | screen, (
            "returns the one before"
        )
    assert set_state(continuous) & 0xFFFFFFFF == continuous


def test_without_a_way_the_workout_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    with keep_awake():
        pass
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with keep_awake():
        pass


@needs.shell
def test_a_helper_that_cannot_be_started_does_not_stop_the_workout(helper: Path) -> None:
    for name in ("caffeinate", "systemd-inhibit"):
        (helper.parent / name).write_bytes(b"\0")
    with keep_awake():
        pass
    assert not helper.exists()
