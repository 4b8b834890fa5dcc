"""Every setting can be changed, holds at once and is kept."""

from pathlib import Path

from legtimer.tui.screens.picker import PickerScreen
from legtimer.tui.screens.settings import CHOICES, SettingsScreen
from tests.tui.stage import Stage


async def test_every_choice_can_be_changed_holds_at_once_and_is_kept(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("s")
        assert isinstance(stage.app.screen, SettingsScreen)
        for choice in CHOICES:
            assert choice.label in stage.text
            before = getattr(stage.app.settings, choice.name)
            await stage.press("left" if before == 1.0 else "right")
            after = getattr(stage.app.settings, choice.name)
            assert after != before, choice.name
            assert stage.saved_settings[choice.name] == after
            assert getattr(stage.sound.settings, choice.name) == after
            await stage.press("down")
        await stage.press("escape")
        assert isinstance(stage.app.screen, PickerScreen)


async def test_a_volume_stops_at_its_ends(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("s", "down", *["left"] * 12)
        assert stage.app.settings.master == 0.0
        await stage.press(*["right"] * 12)
        assert stage.app.settings.master == 1.0


async def test_a_theme_is_seen_at_once(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        before = stage.app.theme
        await stage.press("s", "enter")
        assert stage.app.theme != before
        assert stage.saved_settings["theme"] == stage.app.theme
