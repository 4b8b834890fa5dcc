"""The lists of presets and of sessions, used with the mouse and beyond their ends."""

from pathlib import Path

from msgspec.structs import replace

from legtimer.tui.screens.history import HistoryScreen
from legtimer.tui.screens.picker import PickerScreen
from legtimer.tui.screens.session import SessionScreen
from legtimer.tui.screens.workout import WorkoutScreen
from legtimer.tui.widgets.preset_list import PresetList
from legtimer.tui.widgets.session_list import SessionList
from tests.tui.picker_actions import own
from tests.tui.stage import PRESET, Stage
from tests.tui.test_contrast import past

OTHER = replace(PRESET, name="Another lift", level=5, blocks=(replace(PRESET.blocks[0], name="Another lift"),))


async def test_beyond_each_end_of_the_presets_the_cursor_goes_to_the_other_end(tmp_path: Path) -> None:
    async with Stage(tmp_path, PRESET, OTHER).open() as stage:
        presets = stage.app.screen.query_one(PresetList)
        first = presets.stem
        await stage.press("up")
        assert presets.stem != first
        await stage.press("down")
        assert presets.stem == first


async def test_a_click_on_a_heading_does_nothing_and_one_on_a_preset_starts_it(tmp_path: Path) -> None:
    async with Stage(tmp_path, PRESET, OTHER).open() as stage:
        await stage.pilot.click(PresetList, offset=(4, 2))
        assert isinstance(stage.app.screen, PickerScreen)
        await stage.pilot.click(PresetList, offset=(4, 3))
        await stage.until(lambda: isinstance(stage.app.screen, WorkoutScreen))
        assert "Another lift" in stage.text


async def test_a_click_on_a_session_selects_it_and_another_opens_it(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    for days in (1, 2):
        stage.history.add(replace(past(days, "fine"), name=f"Days {days}"))
    async with stage.open():
        await stage.press("h")
        await stage.until(lambda: isinstance(stage.app.screen, HistoryScreen) and "Days 2" in stage.text)
        sessions = stage.app.screen.query_one(SessionList)
        newest = sessions.current
        row = next(y for y, line in enumerate(stage.text.split("\n")) if "Days 2" in line) - sessions.region.y
        await stage.pilot.click(SessionList, offset=(10, row))
        assert sessions.current != newest
        assert isinstance(stage.app.screen, HistoryScreen)
        await stage.pilot.click(SessionList, offset=(10, row))
        await stage.until(lambda: isinstance(stage.app.screen, SessionScreen))


async def test_the_row_under_the_mouse_has_another_background(tmp_path: Path) -> None:
    async with Stage(tmp_path, PRESET, OTHER).open() as stage:
        presets = stage.app.screen.query_one(PresetList)
        before = presets.render_line(3)
        await stage.pilot.hover(PresetList, offset=(4, 3))
        assert presets.render_line(3) != before
        await stage.pilot.hover(PresetList, offset=(4, 2))
        assert presets.render_line(3) == before


async def test_the_line_that_no_preset_matches_is_not_selected(tmp_path: Path) -> None:
    async with Stage(tmp_path, PRESET).open() as stage:
        await stage.press("slash", "z")
        presets = stage.app.screen.query_one(PresetList)
        await stage.until(lambda: "No presets match" in stage.text)
        backgrounds = {segment.style.bgcolor for y in (0, 1) for segment in presets.render_line(y) if segment.style}
        assert len(backgrounds) == 1
        assert presets.selected_row == 0


async def test_the_list_opens_at_its_first_row_if_the_preset_it_opens_on_fits(tmp_path: Path) -> None:
    stage = Stage(tmp_path, *[replace(PRESET, name=f"Lift {number}", level=1 + number // 3) for number in range(21)])
    own(stage, "taster.toml", 'schema = 1\nname = "Taster"\nlevel = 2\nsets = 1\nreps = 2\ntempo = "4-0-2-0"\n')
    async with stage.open():
        presets = stage.app.screen.query_one(PresetList)
        assert presets.stem == "taster"
        assert (presets.selected_row, presets.scroll_offset.y) == (8, 0)
