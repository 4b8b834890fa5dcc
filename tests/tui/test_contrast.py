"""Every text on every screen can be read in every theme, measured in the cells that a terminal shows."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest
from textual.theme import BUILTIN_THEMES
from textual.widgets import OptionList

from legtimer.core.session import Back, Session, SetRecord, Tension
from legtimer.core.settings import Settings
from legtimer.tui.screens.dialogs import ExportScreen
from legtimer.tui.screens.editor import EditorScreen
from legtimer.tui.screens.history import HistoryScreen
from legtimer.tui.screens.session import SessionScreen
from legtimer.tui.screens.summary import SummaryScreen
from legtimer.tui.themes import THEMES
from tests.tui.cells import Cell, cells
from tests.tui.stage import PRESET, STARTED, Stage

TEXT, LARGE = 4.5, 3.0  # WCAG 2.2, success criterion 1.4.3
IN_OTHER_THEMES = 4.0
# Textual's own themes, but those that have the terminal's colours: what these are is not known.
OTHER_THEMES = sorted(name for name, theme in BUILTIN_THEMES.items() if not theme.ansi)


def past(days: int, back: Back) -> Session:
    """A session of so many days ago."""
    record = SetRecord(block=1, set=1, reps_planned=2, reps=1, ended="form", tension=Tension(up=2, down=4))
    return Session(
        id="",
        preset="preset-1",
        name="Short lift",
        status="completed" if back == "fine" else "stopped",
        started=STARTED - timedelta(days=days),
        effort=9,
        back=back,
        note="long",
        blocks=PRESET.blocks,
        sets=(record,),
    )


async def every_screen(home: Path, theme: str) -> AsyncIterator[tuple[str, list[Cell]]]:
    """The cells of every screen, with the screen's name."""
    stage = Stage(home, settings=Settings(theme=theme))
    for days, back in enumerate(get_args(Back), 1):
        stage.history.add(past(days, back))
    async with stage.open((120, 36)) as stage:
        await stage.until(lambda: "Last" in stage.text or "last" in stage.text)
        yield "picker", list(cells(stage))
        await stage.press("slash")
        yield "search", list(cells(stage))
        await stage.press("escape", "question_mark")
        yield "help", list(cells(stage))
        await stage.press("escape", "ctrl+p")
        await stage.until(lambda: stage.app.screen.query_one(OptionList).option_count > 0)
        yield "palette", list(cells(stage))
        await stage.press("escape", "s")
        yield "settings", list(cells(stage))
        await stage.press("escape", "e")
        await stage.until(lambda: isinstance(stage.app.screen, EditorScreen))
        yield "editor", list(cells(stage))
        await stage.press("escape", "h")
        await stage.until(lambda: isinstance(stage.app.screen, HistoryScreen) and "Short lift" in stage.text)
        yield "history", list(cells(stage))
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, SessionScreen))
        yield "session", list(cells(stage))
        await stage.press("n")
        yield "note", list(cells(stage))
        await stage.press("escape", "escape", "x")
        await stage.until(lambda: isinstance(stage.app.screen, ExportScreen))
        yield "export", list(cells(stage))
        await stage.press("escape", "c")
        await stage.pilot.pause(0.3)
        yield "overview", list(cells(stage))
        await stage.press("escape", "escape", "enter")
        for phase, seconds in (("READY", 1), ("UP", 5), ("DOWN", 2), ("REST", 10)):
            await stage.wait(seconds)
            yield phase, list(cells(stage))
        await stage.press("space")
        yield "paused", list(cells(stage))
        await stage.press("q")
        yield "question", list(cells(stage))
        await stage.press("n", "space")
        await stage.wait(30)
        assert isinstance(stage.app.screen, SummaryScreen)
        await stage.press("7", "t", "pagedown")
        await stage.until(lambda: "Coach" in stage.text)
        yield "summary", list(cells(stage))


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_in_the_themes_of_legtimer_every_text_has_enough_contrast(theme: str, tmp_path: Path) -> None:
    faint = []
    async for name, drawn in every_screen(tmp_path, theme):
        for cell in drawn:
            limit = TEXT if cell.is_text else LARGE if cell.in_letters else 0
            if cell.contrast < limit:
                faint.append(f"{name}: {cell.contrast:.1f} {cell.where}")
    assert not faint, "\n".join(sorted(set(faint)))


@pytest.mark.slow
@pytest.mark.parametrize("theme", OTHER_THEMES)
async def test_in_the_themes_of_textual_99_of_100_letters_have_enough_contrast(theme: str, tmp_path: Path) -> None:
    letters = [(name, cell) async for name, drawn in every_screen(tmp_path, theme) for cell in drawn if cell.is_text]
    faint = [f"{name}: {cell.contrast:.1f} {cell.where}" for name, cell in letters if cell.contrast < IN_OTHER_THEMES]
    assert len(faint) * 100 <= len(letters), "\n".join(sorted(set(faint)))
