"""The workout screen can be read from three metres: letter heights are measured on the rendered screen."""

from pathlib import Path

import pytest
from textual.widgets import Label

from legtimer.storage.locations import Locations
from legtimer.storage.preset_library import PresetLibrary
from legtimer.tui.screens.workout import WorkoutScreen
from legtimer.tui.widgets.big_text import BigText
from tests.tui.stage import Stage

SIZES = [(80, 24), (100, 30), (120, 36), (160, 45), (200, 60), (300, 100), (80, 40), (200, 24)]
MOMENTS = {"READY": 1, "UP": 6, "DOWN": 8, "REST": 18}


def letter_rows(stage: Stage, name: str) -> int:
    """Return how many rows the letters of a widget fill."""
    region = stage.app.screen.query_one(f"#{name}", BigText).region
    lines = stage.text.split("\n")[region.y : region.bottom]
    return sum(bool(line[region.x : region.right].strip()) for line in lines)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_word_seconds_and_rep_are_each_a_sixth_of_the_height(tmp_path: Path, size: tuple[int, int]) -> None:
    async with Stage(tmp_path).open(size) as stage:
        await stage.press("enter")
        elapsed = 0
        for word, moment in MOMENTS.items():
            await stage.wait(moment - elapsed)
            elapsed = moment
            counts = () if word == "READY" else ("fraction", "set")
            for name in ("word", "seconds", *counts):
                share = 10 if name == "set" else 6
                assert letter_rows(stage, name) * share >= size[1], f"{name} in {word}"


@pytest.mark.parametrize("size", [(40, 12), (60, 18), (80, 24), (300, 100)], ids=str)
async def test_word_seconds_reps_figure_and_progress_are_visible_at_every_size(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with Stage(tmp_path).open(size) as stage:
        await stage.press("enter")
        await stage.wait(6)
        screen = stage.app.screen
        for name in ("word", "seconds", "fraction", "figure", "progress"):
            region = screen.query_one(f"#{name}").region
            assert region.area > 0, name
            assert screen.region.contains_region(region), name
        assert stage.big("set") == "SET 1/2"


async def test_a_terminal_that_is_too_small_shows_a_message_and_the_workout_goes_on(tmp_path: Path) -> None:
    async with Stage(tmp_path).open((30, 8)) as stage:
        await stage.press("enter")
        await stage.wait(6)
        assert "too small" in stage.text
        await stage.pilot.resize_terminal(80, 24)
        await stage.wait(0.5)
        assert "too small" not in stage.text
        assert isinstance(stage.app.screen, WorkoutScreen)
        assert "Exhale" in stage.text


async def test_how_to_get_into_position_is_never_cut_off(tmp_path: Path) -> None:
    longest = PresetLibrary(Locations(tmp_path, tmp_path)).find("lying-leg-lift").preset
    assert longest is not None
    async with Stage(tmp_path, longest).open(SIZES[0]) as stage:
        await stage.press("enter")
        for seconds in (1, longest.prepare - 2):  # with its name above it in large letters, and with THEN UP
            await stage.wait(seconds)
            for size in [(80, 24), (40, 12), (60, 24), (100, 30), (120, 36), (40, 30), (200, 55)]:
                await stage.pilot.resize_terminal(*size)
                setup = stage.app.screen.query_one("#setup", Label)
                lines = setup.visual.get_height({}, setup.content_size.width)
                assert 0 < lines <= setup.content_size.height, size
