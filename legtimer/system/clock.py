"""The clock of a workout."""

import sys
import time

if sys.platform == "linux":

    def milliseconds_now() -> int:
        """Return whole milliseconds of a monotonic clock that includes the time the machine sleeps."""
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000

else:

    def milliseconds_now() -> int:
        """Return whole milliseconds of a monotonic clock. On Windows it includes the time the machine sleeps."""
        return time.monotonic_ns() // 1_000_000
