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
from tests.processes import player_processes

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


# The keys that open each screen from the first one.
SCREENS = {
    "picker": "", "history": "h", "calendar": "hc", "settings": "s", "help": "?", "editor": "e", "search": "/",
    "trial": "t", "overview": "\ro", "workout": "\r",
}  # fmt: skip
EVENTS = (signal.SIGHUP, signal.SIGCONT, signal.SIGTERM, signal.SIGCONT, None)  # None: the window is closed
STORMS = int(os.environ.get("LEGTIMER_STORMS", "12"))  # `make storm` sets 300
SPACING = 0.5  # seconds, at most, between two events


@pytest.mark.parametrize("number", range(STORMS))
def test_signals_and_a_closed_window_in_any_order_leave_no_process(number: int, tmp_path: Path) -> None:
    chance = random.Random(SEED + number)
    screen = list(SCREENS)[number % len(SCREENS)]
    with Terminal(tmp_path, controlling=chance.random() < 0.8) as terminal:
        terminal.wait_for("Lying leg lift")
        for key in SCREENS[screen]:
            terminal.press(key)
            terminal.read(0.3)
        for event in chance.sample(EVENTS, len(EVENTS)):
            if event is None:
                terminal.hang_up()
            else:
                send(terminal, event)
            time.sleep(chance.choice((0.0, chance.uniform(0, SPACING))))
        terminal.process.wait(PATIENCE)
        assert player_processes(terminal.process.pid) == []
