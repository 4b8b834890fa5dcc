"""A screen may be left while a worker of it is still reading."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest

from legtimer.core.coach import suggest
from legtimer.core.suggestion import Suggestion
from legtimer.tui import workout_flow
from legtimer.tui.screens.help import HelpScreen
from legtimer.tui.screens.picker import PickerScreen
from legtimer.tui.screens.summary import SummaryScreen
from legtimer.tui.screens.workout import WorkoutScreen
from tests.tui.stage import Stage


async def test_advice_that_arrives_after_the_summary_was_closed_is_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, may_answer = threading.Event(), threading.Event()

    def suggest_late(*arguments: Any) -> Suggestion:
        asked.set()
        assert may_answer.wait(20)
        return suggest(*arguments)

    async def answer_now(screen: SummaryScreen) -> None:
        """Let the advice arrive when the widgets have been removed."""
        may_answer.set()
        while any(worker.is_running for worker in screen.workers if worker.node is screen):
            await asyncio.sleep(0.01)

    monkeypatch.setattr(workout_flow, "suggest", suggest_late)
    monkeypatch.setattr(SummaryScreen, "on_unmount", answer_now, raising=False)
    stage = Stage(tmp_path)
    async with stage.open():
        await stage.press("enter")
        await stage.wait(39)
        await stage.until(asked.is_set)
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, PickerScreen))
        assert may_answer.is_set()


@pytest.mark.parametrize("how", ["message", "worker"])
async def test_a_widget_that_is_missing_because_the_app_ends_is_not_an_error(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A screen that opens while the app ends never gets its widgets."""

    async def look(screen: WorkoutScreen) -> None:
        screen.query_one("#not-there")

    def end(screen: WorkoutScreen) -> None:
        screen.app.exit()
        if how == "worker":
            screen.run_worker(look(screen))
        else:
            screen.call_next(look, screen)

    monkeypatch.setattr(WorkoutScreen, "on_mount", end)
    stage = Stage(tmp_path)
    async with stage.open():
        await stage.press("enter")
        await stage.until(lambda: not stage.app.is_running)
    assert stage.app.errors == []


async def test_ctrl_c_ends_the_app_in_a_dialog_too(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    async with stage.open():
        await stage.press("question_mark")
        assert isinstance(stage.app.screen, HelpScreen)
        await stage.pilot.press("ctrl+c")
        await stage.until(lambda: not stage.app.is_running)
    assert stage.app.return_code == 130
