"""Style sheets are parsed once, and again when the theme changes."""

from pathlib import Path
from typing import Any

import pytest
from textual.css import parse, stylesheet
from textual.css.types import CSSLocation

from legtimer.tui.screens.history import HistoryScreen
from legtimer.tui.themes import THEMES
from tests.tui.stage import Stage

Sheet = tuple[CSSLocation, int]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Sheet]:
    """The style sheets that were parsed, with their rank, of which the result depends."""
    sheets: list[Sheet] = []

    def note(scope: str, css: str, read_from: CSSLocation, **options: Any) -> Any:
        sheets.append((read_from, options["tie_breaker"]))
        return parse.parse(scope, css, read_from, **options)

    monkeypatch.setattr(stylesheet, "parse", note)
    return sheets


async def test_opening_screens_parses_no_style_sheet_twice(tmp_path: Path, read: list[Sheet]) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("h")
        assert isinstance(stage.app.screen, HistoryScreen)
        await stage.press("question_mark")
        await stage.press("escape", "escape")
    assert len(read) == len(set(read))


async def test_another_theme_parses_every_style_sheet_again(tmp_path: Path, read: list[Sheet]) -> None:
    async with Stage(tmp_path).open() as stage:
        before = stage.app.screen.styles.background
        known = {sheet for sheet, _ in read}
        read.clear()
        stage.app.theme = THEMES[1].name
        await stage.pilot.pause()
        assert stage.app.screen.styles.background != before
    assert known <= {sheet for sheet, _ in read}
