"""Which sample sounds when."""

from hypothesis import given
from hypothesis import strategies as st

from legtimer.audio.anchor import NS, Anchor

anchors = st.builds(
    Anchor,
    sample=st.integers(0, 10**9),
    at=st.integers(0, 10**17),
    rate=st.sampled_from([8_000, 22_050, 44_100, 48_000]),
)


@given(anchors, st.integers(-(10**9), 10**9))
def test_a_sample_is_due_at_its_time(anchor: Anchor, offset: int) -> None:
    sample = anchor.sample + offset
    assert abs(anchor.due(anchor.time_of(sample)) - sample) <= 1


@given(anchors)
def test_the_anchored_sample_is_due_at_the_anchor(anchor: Anchor) -> None:
    assert anchor.due(anchor.at) == anchor.sample
    assert anchor.time_of(anchor.sample) == anchor.at
    assert anchor.due(anchor.at + NS) == anchor.sample + anchor.rate


@given(anchors, st.floats(0, 1))
def test_earlier_moves_every_sample_by_as_much(anchor: Anchor, seconds: float) -> None:
    assert anchor.time_of(77) - anchor.earlier(seconds).time_of(77) == round(seconds * NS)
