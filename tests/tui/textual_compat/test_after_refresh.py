"""A function that is called after a refresh finds the widgets of its screen."""

import asyncio
from pathlib import Path

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from legtimer.tui.screens.settings import SettingsScreen
from legtimer.tui.textual_compat.after_refresh import after_refresh
from tests.tui.stage import Stage
from tests.tui.textual_compat.test_base_app import RecordingApp


class AskingScreen(Screen[None]):
    """Looks for its widget after each of its refreshes."""

    found = 0

    def compose(self) -> ComposeResult:
        yield Static(id="here")

    def on_mount(self) -> None:
        after_refresh(self, self._ask)

    def _ask(self) -> None:
        self.query_one("#here")
        AskingScreen.found += 1


async def test_it_is_not_called_once_the_screen_has_been_closed() -> None:
    app = RecordingApp()
    async with app.run_test() as pilot:
        for turns in range(60):
            app.push_screen(AskingScreen())
            for _ in range(turns):
                await asyncio.sleep(0)
            app.pop_screen()
            await pilot.pause()
        app.push_screen(AskingScreen())
        await pilot.pause()
        assert AskingScreen.found
        assert app.errors == []


async def test_settings_closed_soon_after_they_are_opened_are_no_error(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        for turns in range(0, 36, 3):
            stage.app.action_settings()
            for _ in range(turns):
                await asyncio.sleep(0)
            assert isinstance(stage.app.screen, SettingsScreen)
            stage.app.pop_screen()
            await stage.pilot.pause()
        assert stage.app.errors == []
