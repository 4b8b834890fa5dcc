"""What is read of the style sheets, and when."""

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
    """The sheets that were read, with their rank, which is part of what is made of them."""
    sheets: list[Sheet] = []

    def note(scope: str, css: str, read_from: CSSLocation, **options: Any) -> Any:
        sheets.append((read_from, options["tie_breaker"]))
        return parse.parse(scope, css, read_from, **options)

    monkeypatch.setattr(stylesheet, "parse", note)
    return sheets


async def test_no_sheet_is_read_twice_however_many_screens_open(tmp_path: Path, read: list[Sheet]) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("h")
        assert isinstance(stage.app.screen, HistoryScreen)
        await stage.press("question_mark")
        await stage.press("escape", "escape")
    assert len(read) == len(set(read))


async def test_another_theme_has_every_sheet_read_anew(tmp_path: Path, read: list[Sheet]) -> None:
    async with Stage(tmp_path).open() as stage:
        before = stage.app.screen.styles.background
        known = {sheet for sheet, _ in read}
        read.clear()
        stage.app.theme = THEMES[1].name
        await stage.pilot.pause()
        assert stage.app.screen.styles.background != before
    assert known <= {sheet for sheet, _ in read}
