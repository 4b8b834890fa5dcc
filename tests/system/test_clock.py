"""The clock of a workout."""

import time

import pytest

from legtimer.system.clock import milliseconds_now
from tests import needs

HOUR = 3600 * 1_000_000_000  # nanoseconds


@needs.boot_clock
def test_the_clock_includes_the_time_the_machine_sleeps(monkeypatch: pytest.MonkeyPatch) -> None:
    awake = time.monotonic_ns
    monkeypatch.setattr(time, "clock_gettime_ns", lambda clock: awake() + HOUR * (clock == time.CLOCK_BOOTTIME))
    assert milliseconds_now() >= (awake() + HOUR) // 1_000_000 - 1000
