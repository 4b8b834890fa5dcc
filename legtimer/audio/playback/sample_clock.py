"""Which sample sounds when."""

from typing import NamedTuple

NS = 1_000_000_000


class SampleClock(NamedTuple):
    """Sample `sample`, of `rate` a second, sounds at `at` (`time.monotonic_ns()`), the rest accordingly."""

    sample: int
    at: int
    rate: int

    def due(self, now: int) -> int:
        """The sample due at `now` (monotonic nanoseconds); may lie before the track or beyond its end."""
        return self.sample + round((now - self.at) * self.rate / NS)

    def time_of(self, sample: int) -> int:
        """When `sample` is due, in monotonic nanoseconds."""
        return self.at + round((sample - self.sample) * NS / self.rate)

    def earlier(self, seconds: float) -> "SampleClock":
        """The same track, every sample `seconds` sooner."""
        return self._replace(at=self.at - round(seconds * NS))
