"""The screen flashes at each phase if asked to; where there are no shades, only a border does."""

from pathlib import Path

import pytest

from legtimer.core.settings import Settings
from legtimer.tui.themes import PLAIN, THEMES
from tests.tui.stage import Stage


@pytest.mark.parametrize("theme", [THEMES[0].name, PLAIN.name])
async def test_a_flash_lights_the_screen_or_without_shades_a_border_and_moves_nothing(
    tmp_path: Path, theme: str
) -> None:
    async with Stage(tmp_path, settings=Settings(flash=True, theme=theme)).open() as stage:
        await stage.press("enter")
        await stage.wait(4)
        screen = stage.app.screen
        assert not screen.has_class("-flash")
        dark, dark_place = screen.styles.background, screen.query_one("#word").region
        await stage.wait(1)
        assert screen.has_class("-flash")
        bright, bright_place = screen.styles.background, screen.query_one("#word").region
        assert bright_place == dark_place
        if theme == PLAIN.name:
            assert bright == dark
            edges = [screen.get_widget_at(x, y)[0].id for x in (0, 79) for y in range(24)]
            assert set(edges) == {"left-edge", "right-edge"}
            assert {screen.query_one(f"#{edge}").styles.background.ansi for edge in edges} == {6}  # cyan
        else:
            assert bright != dark
        await stage.wait(0.5)
        assert not screen.has_class("-flash")
