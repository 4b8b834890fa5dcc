"""The line of keys at the bottom of a screen can be clicked."""

from pathlib import Path

import pytest

from legtimer.core.frame import State
from legtimer.core.settings import Settings
from legtimer.tui.screens.dialogs import ConfirmScreen
from legtimer.tui.screens.history import HistoryScreen
from legtimer.tui.screens.workout import WorkoutScreen
from tests.tui.stage import Stage


async def click(stage: Stage, text: str) -> None:
    """Click the first letter of a text in the last line of the screen."""
    line = stage.text.split("\n")[-1]
    await stage.pilot.click(offset=(line.index(text), stage.app.size.height - 1))
    await stage.settle()


@pytest.mark.parametrize("text", ["h history", "history"])
async def test_a_click_on_a_hint_of_one_key_presses_it(tmp_path: Path, text: str) -> None:
    async with Stage(tmp_path).open() as stage:
        await click(stage, text)
        await stage.until(lambda: isinstance(stage.app.screen, HistoryScreen))


async def test_a_click_on_a_hint_of_the_workout_does_not_pause_it(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter")
        await stage.wait(1)
        await click(stage, "mute")
        assert stage.settings.current.mute
        screen = stage.app.screen
        assert isinstance(screen, WorkoutScreen)
        assert screen.controller.workout.state is State.RUNNING
        await click(stage, "? help")
        await stage.press("escape")
        await click(stage, "q end")
        assert isinstance(stage.app.screen, ConfirmScreen)


async def test_in_a_hint_of_two_keys_a_click_on_a_key_presses_that_one(tmp_path: Path) -> None:
    async with Stage(tmp_path, settings=Settings(resume_lead=0)).open() as stage:
        await stage.press("enter")
        await stage.wait(1)
        await click(stage, "→")
        assert (stage.big("word"), stage.big("breath")) == ("UP", "SKIPPED")
        await click(stage, "←")
        assert (stage.big("word"), stage.big("breath")) == ("READY", "BACK")
