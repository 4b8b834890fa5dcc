"""The terminal's cursor stands on the selected row, where screen readers and magnifiers look for it."""

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from legtimer.tui.screens.history import HistoryScreen
from legtimer.tui.widgets.preset_list import PresetList
from tests.tui.stage import PRESET, STARTED, Stage
from tests.tui.test_contrast import past


def row(stage: Stage) -> str:
    """The text from the cursor to the right."""
    x, y = stage.app.cursor_position
    return stage.text.split("\n")[y][x:]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=str)
async def test_in_the_list_of_presets_the_cursor_stands_on_the_selected_one(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    others = [replace(PRESET, name=f"Lift {number:02}") for number in range(40)]
    async with Stage(tmp_path, *others).open(size) as stage:
        seen = set()
        for key in ("g", "j", "G", "k"):
            await stage.press(key)
            stem = stage.app.screen.query_one(PresetList).stem
            preset = stage.library.find(stem or "").preset
            assert preset is not None
            assert preset.name in row(stage)
            seen.add(stem)
        assert len(seen) == 4


async def test_in_the_settings_the_cursor_stands_on_the_selected_one_and_its_help(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("s", "j", "j")
        assert row(stage).lstrip().startswith("Gliding tone")
        await stage.press("right")
        assert row(stage).lstrip().startswith("Gliding tone")


async def test_in_the_history_the_cursor_stands_on_the_selected_session(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    for days in (1, 2, 30):
        stage.history.add(replace(past(days, "fine"), name=f"Days {days}"))
    async with stage.open((120, 36)):
        await stage.press("h")
        await stage.until(lambda: isinstance(stage.app.screen, HistoryScreen) and "Days 30" in stage.text)
        for key, days in (("j", 2), ("j", 30), ("k", 2)):
            await stage.press(key)
            assert f"Days {days}" in row(stage), STARTED - timedelta(days=days)


async def test_in_the_editor_the_cursor_stands_in_the_field(tmp_path: Path) -> None:
    async with Stage(tmp_path).open((120, 50)) as stage:
        await stage.press("e")
        await stage.until(lambda: "Figure" in stage.text)
        await stage.press("f6", "up")
        await stage.press(*["down"] * 8)
        screen = stage.app.screen
        assert screen.focused is not None
        assert screen.focused.region.contains(*stage.app.cursor_position)
