"""At which time each sample is heard."""

from typing import NamedTuple

from legtimer.audio.samples import RATE

NS = 1_000_000_000  # nanoseconds per second


class SampleClock(NamedTuple):
    """Sample number `sample` is heard at `at` (`time.monotonic_ns()`), the others at RATE before and after it."""

    sample: int
    at: int

    def sample_due(self, now: int) -> int:
        """The number of the sample due at `now` (monotonic nanoseconds); may be negative or beyond the last one."""
        return self.sample + round((now - self.at) * RATE / NS)

    def time_of(self, sample: int) -> int:
        """When `sample` is due, in monotonic nanoseconds."""
        return self.at + round((sample - self.sample) * NS / RATE)
