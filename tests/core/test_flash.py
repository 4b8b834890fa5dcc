"""The screen flashes at each phase, but never so often that it could harm."""

from hypothesis import given
from hypothesis import strategies as st

from legtimer.core.flash import DARK, FLASH, Flashes


def test_a_flash_begins_with_a_phase_and_lasts_a_fifth_of_a_second() -> None:
    flashes = Flashes()
    assert [flashes.bright("up", now, now) for now in (0, 100, 199, 200, 1000)] == [True, True, True, False, False]
    assert flashes.bright("down", 0, 2000)


def test_a_phase_that_is_entered_in_its_middle_has_no_flash() -> None:
    assert not Flashes().bright("up", 500, 500)


def test_a_phase_that_is_paused_as_it_begins_flashes_once() -> None:
    flashes = Flashes()
    assert [flashes.bright("up", 100, now) for now in (100, 400, 700, 1000)] == [True, False, False, False]


@given(st.lists(st.integers(1, 700), min_size=1, max_size=80), st.integers(1, 90))
def test_no_flash_comes_within_334_milliseconds_of_the_last(phases: list[int], frame: int) -> None:
    flashes, lit = Flashes(), []
    for number, begin in enumerate(sum(phases[:index]) for index in range(len(phases))):
        for now in range(begin, begin + phases[number], frame):
            lit.append((now, flashes.bright(number, now - begin, now)))
    ends: list[int] = []
    for (_, before), (now, bright) in zip([(0, False), *lit], lit, strict=False):
        if before and not bright:
            ends.append(now)
        if bright and not before:
            assert all(now - end >= DARK - frame for end in ends)
            assert not ends or now - ends[-1] + FLASH >= DARK
