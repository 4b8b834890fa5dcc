"""The samples a backend hands to the sound card."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from legtimer.audio.playback.audible import FADE_IN, audible_samples

SAMPLES = array("h", range(1, 1001))


def audible(first: int, start: int, count: int) -> list[int]:
    return list(array("h", audible_samples(memoryview(SAMPLES), first, start, count)))


@given(first=st.integers(-500, 1500), start=st.integers(-2000, 2000), count=st.integers(0, 700))
def test_each_sample_is_at_its_place_with_silence_before_the_first_and_after_the_last(
    first: int, start: int, count: int
) -> None:
    samples = audible(first, start, count)
    assert len(samples) == count
    for number, sample in enumerate(samples, start):
        if number < max(first, 0) or number >= len(SAMPLES):
            assert sample == 0
        elif first <= 0 or number >= first + FADE_IN:
            assert sample == SAMPLES[number]
        else:
            assert sample == SAMPLES[number] * (number - first) // FADE_IN


@given(first=st.integers(0, 900), cut=st.integers(1, 400))
def test_two_adjacent_requests_return_the_same_as_one(first: int, cut: int) -> None:
    assert audible(first, first - 10, cut) + audible(first, first - 10 + cut, 500) == audible(
        first, first - 10, cut + 500
    )
