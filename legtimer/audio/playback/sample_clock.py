"""At which time each sample is heard."""

import time
from typing import NamedTuple

from legtimer.audio.samples import RATE

NS = 1_000_000_000  # nanoseconds per second
WARM_UP_S = 1.0  # a sound card is opened this long before the first sample is due


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


def wait_to_open(clock: SampleClock) -> None:
    """Wait until it is time to open the sound card: a card that is open plays silence, and may admit no other user."""
    time.sleep(max(0.0, (clock.at - time.monotonic_ns()) / NS - WARM_UP_S))
