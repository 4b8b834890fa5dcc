"""The clock of a workout."""

import time


def milliseconds_now() -> int:
    """Whole milliseconds of a clock that nobody can set and that, where the platform has one, goes on during sleep."""
    return _nanoseconds() // 1_000_000


def _nanoseconds() -> int:
    # Linux's monotonic clock stands still while the machine sleeps: a nap in mid-set would go unnoticed.
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    return time.monotonic_ns()
