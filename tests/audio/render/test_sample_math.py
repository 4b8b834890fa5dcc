"""Many samples at once come to the same as one by one."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from legtimer.audio.render.sample_math import added, quartered

samples = st.integers(-32_768, 32_767)
halves = st.integers(-16_384, 16_383)


@given(st.lists(st.tuples(halves, halves)))
def test_adding(pairs: list[tuple[int, int]]) -> None:
    first, second = array("h", [one for one, _ in pairs]), array("h", [two for _, two in pairs])
    assert list(added(first, second)) == [one + two for one, two in pairs]


def test_adding_up_to_full_scale() -> None:
    assert list(added(array("h", [32_767, -32_768, -1]), array("h", [0, 0, 1]))) == [32_767, -32_768, 0]


@given(st.lists(samples))
def test_quartering(values: list[int]) -> None:
    assert list(quartered(array("h", values))) == [value >> 2 for value in values]
