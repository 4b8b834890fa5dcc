"""The sound test of `legtimer doctor`."""

from array import array

import pytest

from legtimer.audio.sound_test import play


@pytest.mark.usefixtures("no_sound_card")
async def test_without_a_sound_card_the_sound_test_returns_the_reason() -> None:
    reason = await play(array("h", [0]) * 100)
    assert reason is not None
    assert "no sound" in reason


@pytest.mark.usefixtures("fake_backend")
async def test_a_sound_test_that_works_returns_no_reason() -> None:
    assert await play(array("h", [0]) * 4410) is None


@pytest.mark.usefixtures("fake_backend")
async def test_a_sound_test_that_fails_returns_the_first_failure() -> None:
    assert await play(array("h", [3]) * 44_100) == "the cable was pulled"
