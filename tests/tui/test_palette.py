"""The palette (ctrl+p) finds every command, preset, setting and theme, and nothing that makes no sense here."""

from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.widgets import OptionList

from legtimer.tui.screens.history import HistoryScreen
from legtimer.tui.screens.overview import OverviewScreen
from legtimer.tui.screens.settings import SettingsScreen
from legtimer.tui.screens.workout import WorkoutScreen
from tests.tui.stage import Stage

GATHERING = "--textual-command-palette-gather-commands"  # the worker that looks for matches


async def find(stage: Stage, words: str) -> list[str]:
    """Open the palette, type words, and return the lines that it finds."""
    await stage.press("ctrl+p")
    await stage.until(lambda: isinstance(stage.app.screen, CommandPalette))
    await stage.press(*("space" if letter == " " else letter for letter in words))
    found = stage.app.screen.query_one(OptionList)
    await stage.until(lambda: found.option_count > 0 and stage.finished(GATHERING))
    return [str(option.prompt) for option in found.options]


async def choose(stage: Stage, words: str) -> None:
    await find(stage, words)
    await stage.press("enter")


async def test_a_preset_is_started_by_its_name(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await choose(stage, "start short")
        await stage.until(lambda: isinstance(stage.app.screen, WorkoutScreen))


async def test_a_setting_is_opened_with_the_cursor_on_its_line(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await choose(stage, "setting: clicks")
        await stage.until(lambda: isinstance(stage.app.screen, SettingsScreen))
        await stage.press("right")
        assert stage.saved_settings == {"clicks": 0.9}


async def test_a_theme_is_chosen_by_its_name(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await choose(stage, "legtimer-light")
        await stage.until(lambda: stage.app.theme == "legtimer-light")


@pytest.mark.parametrize(("words", "screen"), [("history", HistoryScreen), ("show the year", OverviewScreen)])
async def test_the_history_and_the_year_are_opened_from_the_presets(
    tmp_path: Path, words: str, screen: type[object]
) -> None:
    async with Stage(tmp_path).open() as stage:
        await choose(stage, words)
        await stage.until(lambda: isinstance(stage.app.screen, screen))


async def test_during_a_workout_only_its_commands_and_the_themes_are_offered(tmp_path: Path) -> None:
    async with Stage(tmp_path).open((120, 60)) as stage:
        await stage.press("enter")
        await stage.wait(6)
        offered = await find(stage, "")
        assert any(line.startswith("Pause or resume") for line in offered)
        assert not [line for line in offered if line.startswith(("Start ", "Setting: "))]
        await stage.press("escape")
        await stage.wait(1)
        assert isinstance(stage.app.screen, WorkoutScreen)


@pytest.mark.parametrize("words", ["screenshot", "maximize"])
async def test_textuals_own_commands_are_not_offered(tmp_path: Path, words: str) -> None:
    async with Stage(tmp_path).open() as stage:
        assert not [line for line in await find(stage, words) if words in line.lower()]


async def test_only_lines_with_every_typed_word_are_found(
    tmp_path: Path,
) -> None:
    async with Stage(tmp_path).open((120, 36)) as stage:
        found = await find(stage, "hist")
        assert found[0].startswith("Show the history of your sessions")
        assert all("hist" in line.lower() for line in found)


async def test_a_wide_window_names_the_key_of_the_palette(tmp_path: Path) -> None:
    async with Stage(tmp_path).open((120, 36)) as stage:
        assert "n new  ctrl+p commands  ? help" in stage.text.split("\n")[-1]
