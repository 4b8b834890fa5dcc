"""Every setting can be changed, takes effect at once and is saved."""

import asyncio
import re
from pathlib import Path

import pytest

from legtimer.core.settings import Settings
from legtimer.tui.screens.picker import PickerScreen
from legtimer.tui.screens.settings import GROUPS, ROWS, SettingsScreen
from tests.tui.stage import Stage


async def test_changing_a_setting_takes_effect_at_once_and_is_saved(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("s")
        assert isinstance(stage.app.screen, SettingsScreen)
        for row in ROWS:
            assert row.label in stage.text
            assert row.help in stage.text
            before = getattr(stage.app.settings, row.name)
            await stage.press("left" if before == 1.0 else "right")
            after = getattr(stage.app.settings, row.name)
            assert after != before, row.name
            assert stage.saved_settings[row.name] == after
            assert getattr(stage.sound.settings, row.name) == after
            await stage.press("down")
        await stage.press("escape")
        assert isinstance(stage.app.screen, PickerScreen)


async def test_a_volume_stays_between_0_and_100_percent(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("s", *["left"] * 12)
        assert stage.app.settings.master == 0.0
        await stage.press(*["right"] * 12)
        assert stage.app.settings.master == 1.0


async def test_a_volume_from_the_file_moves_to_the_next_tenth(tmp_path: Path) -> None:
    async with Stage(tmp_path, settings=Settings(master=0.37)).open() as stage:
        await stage.press("s", "right")
        assert stage.app.settings.master == 0.5
        assert "50 %" in stage.text


async def test_values_are_shown_in_words_and_start_again_after_the_last(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("s", *["down"] * 8)
        shown = []
        for _ in range(3):
            line = next(line for line in stage.text.splitlines() if "Counts a rep" in line)
            shown.append(line.partition("Counts a rep")[2].strip(" ‹›│▁█"))
            await stage.press("right")
        assert shown == ["when it is done", "when it starts", "when it is done"]


async def test_how_much_the_coach_says_is_shown_in_words(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        assert stage.app.settings.coach == "some"
        await stage.press("s", *["down"] * 7, "right")
        assert stage.saved_settings["coach"] == "few"
        assert "only the numbers" in stage.text


async def test_a_theme_is_applied_at_once(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        before = stage.app.theme
        await stage.press("s", *["down"] * 9, "enter")
        assert stage.app.theme != before
        assert stage.saved_settings["theme"] == stage.app.theme


async def test_a_countdown_of_one_second_is_shown_as_a_number(tmp_path: Path) -> None:
    async with Stage(tmp_path, settings=Settings(resume_lead=1)).open(size=(80, 30)) as stage:
        await stage.press("s")
        line = next(line for line in stage.text.splitlines() if "Countdown" in line)
        assert line.split() == ["Countdown", "1"]


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 36), (200, 55)], ids=str)
async def test_the_help_for_the_line_under_the_cursor_is_beside_it_at_every_size(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with Stage(tmp_path).open(size) as stage:
        await stage.press("s")
        for row in ROWS:
            lines = stage.text.splitlines()
            (at,) = (number for number, line in enumerate(lines) if re.search(rf"(^   |│ ){row.label} ", line))
            shown = " ".join(" ".join(lines[at : at + 4]).split())
            assert row.help in shown
            await stage.press("down")


async def test_a_volume_is_heard_when_it_is_changed_and_other_settings_are_not(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("s", "down", "down", "right")
        assert stage.sound.asked[-1] == ("sample", "glide")
        before = len(stage.sound.asked)
        await stage.press(*["down"] * 8, "right")
        assert stage.saved_settings["flash"] is True
        assert len(stage.sound.asked) == before


async def test_in_a_wide_window_the_groups_stand_side_by_side_and_the_cursor_goes_through_all_of_them(
    tmp_path: Path,
) -> None:
    async with Stage(tmp_path).open(size=(200, 55)) as stage:
        await stage.press("s")
        titles = {title: next(line for line in stage.text.splitlines() if f" {title} " in line) for title in GROUPS}
        assert titles["Sound"] == titles["Screen"]
        cursors = {}
        for row in ROWS:
            cursors[row.name] = stage.app.cursor_position
            await stage.press("down")
        assert cursors["theme"].y == cursors["master"].y < cursors["voice"].y
        assert cursors["theme"].x > cursors["voice"].x == cursors["master"].x
        await stage.press("end", "right")
        assert stage.saved_settings == {"units": "lb"}
        await stage.press("down", "left")
        assert stage.saved_settings["master"] == 0.9


async def test_a_click_on_a_setting_changes_it(tmp_path: Path) -> None:
    async with Stage(tmp_path).open(size=(200, 55)) as stage:
        await stage.press("s")
        y, line = next((y, line) for y, line in enumerate(stage.text.splitlines()) if "Wait before" in line)
        await stage.pilot.click(offset=(line.index("Wait before"), y))
        assert stage.saved_settings == {"wait": True}
        await stage.press("down", "right")
        assert stage.saved_settings["resume_lead"] == 3


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
