"""At which time each sample is heard."""

from hypothesis import given
from hypothesis import strategies as st

from legtimer.audio.playback.sample_clock import NS, SampleClock
from legtimer.audio.samples import RATE

clocks = st.builds(SampleClock, sample=st.integers(0, 10**9), at=st.integers(0, 10**17))


@given(clocks, st.integers(-(10**9), 10**9))
def test_the_sample_due_at_the_time_of_a_sample_is_that_sample(clock: SampleClock, offset: int) -> None:
    sample = clock.sample + offset
    assert abs(clock.sample_due(clock.time_of(sample)) - sample) <= 1


@given(clocks)
def test_the_reference_sample_is_due_at_the_reference_time_and_a_second_later_rate_more_are(clock: SampleClock) -> None:
    assert clock.sample_due(clock.at) == clock.sample
    assert clock.time_of(clock.sample) == clock.at
    assert clock.sample_due(clock.at + NS) == clock.sample + RATE
