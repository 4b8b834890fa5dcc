"""The part of a track that is still to be heard."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from legtimer.audio.playback.remaining import FADE, RemainingSamples

TRACK = array("h", range(1, 1001))


def heard(first: int, start: int, count: int) -> list[int]:
    return list(array("h", RemainingSamples(memoryview(TRACK), first).samples(start, count)))


@given(first=st.integers(-500, 1500), start=st.integers(-2000, 2000), count=st.integers(0, 700))
def test_every_sample_is_in_its_place_and_silence_around_them(first: int, start: int, count: int) -> None:
    samples = heard(first, start, count)
    assert len(samples) == count
    for number, sample in enumerate(samples, start):
        if number < max(first, 0) or number >= len(TRACK):
            assert sample == 0
        elif first <= 0 or number >= first + FADE:
            assert sample == TRACK[number]
        else:
            assert sample == TRACK[number] * (number - first) // FADE


@given(first=st.integers(0, 900), cut=st.integers(1, 400))
def test_pieces_join_to_the_whole(first: int, cut: int) -> None:
    assert heard(first, first - 10, cut) + heard(first, first - 10 + cut, 500) == heard(first, first - 10, cut + 500)
