"""Operations on many samples at once give the same result as one by one."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legtimer.audio.render.sample_operations import DUCK_RAMP, add_sound, amplified, duck, fade_in, fade_out

samples = st.integers(-32_768, 32_767)
halves = st.integers(-16_384, 16_383)


@given(st.lists(halves), st.lists(halves), st.integers(-10, 10))
def test_adding_a_sound_adds_each_sample_and_drops_what_falls_outside(
    samples: list[int], sound: list[int], start: int
) -> None:
    result = array("h", samples)
    add_sound(result, start, array("h", sound))
    shifted = {start + index: value for index, value in enumerate(sound)}
    assert list(result) == [value + shifted.get(index, 0) for index, value in enumerate(samples)]


def test_adding_up_to_full_scale_does_not_overflow() -> None:
    result = array("h", [32_767, -32_768, -1])
    add_sound(result, 0, array("h", [0, 0, 1]))
    assert list(result) == [32_767, -32_768, 0]


@given(st.lists(samples, min_size=1, max_size=9), st.integers(1, 50), st.integers(-30, 60))
def test_ducking_quarters_every_sample_between_the_ramps_and_leaves_the_rest(
    pattern: list[int], count: int, start: int
) -> None:
    values = (pattern * 3 * DUCK_RAMP)[: 3 * DUCK_RAMP]
    result = array("h", values)
    duck(result, start, start + count)
    first, last = max(0, start), max(0, start + count)
    assert list(result[first:last]) == [value >> 2 for value in values[first:last]]
    assert list(result[last + DUCK_RAMP :]) == values[last + DUCK_RAMP :]
    assert all(abs(after) <= abs(before) + 1 for before, after in zip(values, result, strict=True))


def test_a_word_is_amplified_up_to_full_scale_and_never_beyond() -> None:
    driven = amplified(array("h", [-32_768, -100, 0, 100, 8_000, 32_767]), 0.5, 3.0)
    assert list(driven[1:4]) == [-149, 0, 149]
    assert driven == array("h", [-driven[-1], *driven[1:]])
    assert 11_000 < driven[4] < 12_000
    assert 16_000 < driven[5] <= 16_384
    assert list(amplified(array("h", [-4, 4]), 0.5)) == [-2, 2]


@pytest.mark.parametrize("length", [0, 1, 5])
def test_fades_rise_from_and_fall_to_silence_and_touch_nothing_else(length: int) -> None:
    rising, falling = array("h", [1000] * 5), array("h", [1000] * 5)
    fade_in(rising, length)
    fade_out(falling, length)
    assert rising == falling[::-1]
    assert list(rising) == [1000 * step // length for step in range(length)] + [1000] * (5 - length)
