"""The clock of a workout."""

import time


def milliseconds_now() -> int:
    """Return whole milliseconds of a monotonic clock that includes the time the machine sleeps, where there is one."""
    # On Linux the ordinary monotonic clock stops while the machine sleeps.
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
    return time.monotonic_ns() // 1_000_000
