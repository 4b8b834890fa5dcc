"""Which sample sounds when."""

from hypothesis import given
from hypothesis import strategies as st

from legtimer.audio.playback.sample_clock import NS, SampleClock

anchors = st.builds(
    SampleClock,
    sample=st.integers(0, 10**9),
    at=st.integers(0, 10**17),
    rate=st.sampled_from([8_000, 22_050, 44_100, 48_000]),
)


@given(anchors, st.integers(-(10**9), 10**9))
def test_a_sample_is_due_at_its_time(sample_clock: SampleClock, offset: int) -> None:
    sample = sample_clock.sample + offset
    assert abs(sample_clock.due(sample_clock.time_of(sample)) - sample) <= 1


@given(anchors)
def test_the_anchored_sample_is_due_at_the_anchor(sample_clock: SampleClock) -> None:
    assert sample_clock.due(sample_clock.at) == sample_clock.sample
    assert sample_clock.time_of(sample_clock.sample) == sample_clock.at
    assert sample_clock.due(sample_clock.at + NS) == sample_clock.sample + sample_clock.rate


@given(anchors, st.floats(0, 1))
def test_earlier_moves_every_sample_by_as_much(sample_clock: SampleClock, seconds: float) -> None:
    assert sample_clock.time_of(77) - sample_clock.earlier(seconds).time_of(77) == round(seconds * NS)
