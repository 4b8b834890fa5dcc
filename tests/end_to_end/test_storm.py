"""Signals and a closed window in any order, at any moment of the end: no process is left."""

import os
import random
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal
from tests.end_to_end.two_exercises import DISTURBED
from tests.end_to_end.workouts import written

pytestmark = pytest.mark.slow

PATIENCE = 20  # seconds until the process has ended
STORM = 1.5  # seconds, longer than an end takes
INTERVAL = 0.004  # seconds between two SIGCONT
SEED = 13


def send(terminal: Terminal, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(terminal.process.pid, number)


def assert_ends_during_sigconts(terminal: Terminal) -> None:
    """The process ends although it is continued every few milliseconds."""
    end = time.monotonic() + STORM
    while time.monotonic() < end and terminal.process.poll() is None:
        send(terminal, signal.SIGCONT)
        time.sleep(INTERVAL)
    terminal.process.wait(PATIENCE)


@pytest.mark.parametrize("attempt", range(5))
@pytest.mark.parametrize("controlling", [True, False], ids=["with SIGHUP", "without"])
def test_a_closed_window_ends_the_app_while_sigconts_arrive(controlling: bool, attempt: int, tmp_path: Path) -> None:
    with Terminal(tmp_path, "run", written(tmp_path, DISTURBED), "--mute", controlling=controlling) as terminal:
        terminal.wait_for("Second")
        terminal.hang_up()
        assert_ends_during_sigconts(terminal)


@pytest.mark.parametrize("attempt", range(3))
def test_quitting_ends_the_app_while_sigconts_arrive(attempt: int, tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.wait_for("Lying leg lift")
        terminal.press("\x03")
        end = time.monotonic() + STORM
        while time.monotonic() < end and terminal.process.poll() is None:
            send(terminal, signal.SIGCONT)
            terminal.read(INTERVAL)
        assert terminal.wait_for_end() == 130
        terminal.read()
        assert terminal.left_behind == []


SCREENS = {"picker": "", "history": "h", "settings": "s", "help": "?", "trial": "t", "workout": "\r"}


@pytest.mark.parametrize("screen", SCREENS)
def test_signals_and_a_closed_window_in_any_order_leave_no_process(screen: str, tmp_path: Path) -> None:
    chance = random.Random(f"{SEED} {screen}")
    with Terminal(tmp_path) as terminal:
        terminal.wait_for("Lying leg lift")
        terminal.press(SCREENS[screen])
        terminal.read(0.5)
        events = [signal.SIGHUP, signal.SIGCONT, signal.SIGTERM, signal.SIGCONT, None]
        chance.shuffle(events)
        for event in events:
            if event is None:
                terminal.hang_up()
            else:
                send(terminal, event)
            time.sleep(chance.uniform(0, 0.5))
        terminal.process.wait(PATIENCE)
