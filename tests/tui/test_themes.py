"""Every theme of legtimer has enough contrast for text (WCAG 2.2, success criterion 1.4.3: at least 4.5)."""

import re
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

import legtimer.tui.screens
from legtimer.core.settings import Settings
from legtimer.tui.themes import PLAIN, THEMES
from tests.tui.cells import contrast
from tests.tui.stage import Stage

SHEETS = Path(legtimer.tui.screens.__path__[0])


@pytest.mark.parametrize("background", ["background", "surface"])
@pytest.mark.parametrize("name", ["foreground", "primary", "secondary", "accent", "success", "warning", "error"])
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_colour_has_enough_contrast(theme: Theme, name: str, background: str) -> None:
    assert contrast(Color.parse(getattr(theme, name)), Color.parse(getattr(theme, background))) >= 4.5


@pytest.mark.parametrize("key", ["home", "s"])
async def test_in_the_colours_of_the_terminal_the_selected_row_is_reversed_as_a_whole(tmp_path: Path, key: str) -> None:
    async with Stage(tmp_path, settings=Settings(theme=PLAIN.name)).open() as stage:
        await stage.press(key)
        row = "  Short lift  " if key == "home" else "Volume  "
        strip = next(strip for strip in stage.strips if row in strip.text)
        start = strip.text.index(row)
        selected = strip.crop(start, start + 30)
        assert all(segment.style is not None and segment.style.reverse for segment in selected)


@pytest.mark.parametrize("sheet", sorted(SHEETS.glob("*.tcss")), ids=lambda path: path.stem)
def test_every_rule_of_a_screen_names_the_screen_or_a_widget(sheet: Path) -> None:
    """Textual applies all sheets that are loaded to all screens, so an id alone would change other screens too."""
    rules = re.sub(r"/\*.*?\*/|\{[^}]*\}", ";", sheet.read_text(encoding="utf-8"), flags=re.S)
    selectors = [selector.strip() for selector in re.split("[;,]", rules) if selector.strip()]
    assert [selector for selector in selectors if not re.match(r"[A-Z]|\.coloured", selector)] == []
