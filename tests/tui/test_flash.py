"""The screen flashes at each phase if asked to, and changes before each set: without shades, only a part of it does."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.color import Color
from rich.style import Style

from legtimer.core.settings import Settings
from legtimer.tui.app import LegtimerApp
from legtimer.tui.terminal.capabilities import TerminalCapabilities
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


YELLOW = Color.from_ansi(3)
FEW, NONE = TerminalCapabilities(few_colours=True), TerminalCapabilities(no_colours=True)


@pytest.mark.parametrize("capabilities", [FEW, NONE])
async def test_without_shades_the_last_three_seconds_before_a_set_light_the_upper_part_and_move_nothing(
    tmp_path: Path, capabilities: TerminalCapabilities
) -> None:
    stage = Stage(tmp_path, settings=Settings(theme=PLAIN.name))
    stage.services = replace(stage.services, capabilities=capabilities)
    stage.app = LegtimerApp(stage.services)

    def lit() -> list[int]:
        styles = [[part.style or Style.null() for part in strip] for strip in stage.strips]
        return [y for y, row in enumerate(styles) if all(each.reverse or each.bgcolor == YELLOW for each in row)]

    async with stage.open() as stage:
        await stage.press("enter")
        await stage.wait(1)
        word, set_ = (stage.app.screen.query_one(name).region for name in ("#word", "#set"))
        assert not lit()
        await stage.wait(1.5)
        assert (stage.app.screen.query_one("#word").region, stage.app.screen.query_one("#set").region) == (word, set_)
        breath = stage.app.screen.query_one("#breath-row").region
        assert lit() == list(range(breath.bottom))
        assert set(stage.text.split("\n")[breath.bottom]) == {"▀"}, "half a row below the letters"
