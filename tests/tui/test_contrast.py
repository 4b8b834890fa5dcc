"""Every text on every screen can be read in every theme, measured in the cells that a terminal shows."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES
from textual.widgets import OptionList

from legtimer.core.preset import Block, Cues, Preset
from legtimer.core.session import Back, Session, SetRecord, Tension
from legtimer.core.settings import Settings
from legtimer.core.tempo import Tempo
from legtimer.tui.graphics.figure import ARM, BALL, BODY, FAR, GEAR, LEVELS, WORKING, Ink
from legtimer.tui.screens.dialogs import ExportScreen
from legtimer.tui.screens.editor import EditorScreen
from legtimer.tui.screens.history import HistoryScreen
from legtimer.tui.screens.session import SessionScreen
from legtimer.tui.screens.summary import SummaryScreen
from legtimer.tui.themes import THEMES
from legtimer.tui.widgets.figure import Figure
from tests.tui.cells import Cell, cells, contrast
from tests.tui.stage import PRESET, STARTED, Stage

TEXT, LARGE = 4.5, 3.0  # WCAG 2.2, success criterion 1.4.3
IN_OTHER_THEMES = 4.0
ROUTINE = Preset(
    name="Routine",
    prepare=10,
    blocks=(
        Block(
            name="Side plank", variation="side-plank", sets=1, work=10, sides="each", switch=6, rest_after=20,
            cues=Cues(setup=("Elbow under the shoulder",), form=("Hips up",), caution="Stop if it hurts."),
        ),
        Block(name="Lift", variation="ball", sets=1, reps=2, tempo=Tempo(up=2, top=3, down=4), rest_after=15, load=2.5),
        Block(name="Hold", variation="other", sets=1, work="max"),
    ),
)  # fmt: skip
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
        await stage.press("escape", "escape")
        await stage.until(lambda: isinstance(stage.app.screen, HistoryScreen))
        await stage.press("x")
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


async def every_state(home: Path, theme: str) -> AsyncIterator[tuple[str, list[Cell]]]:
    """The cells of the workout screen in every state that `every_screen` does not come by, with the state's name."""
    async with Stage(home, ROUTINE, settings=Settings(theme=theme, resume_lead=3)).open() as stage:
        await stage.press("t")
        yield "trial", list(cells(stage))
        await stage.press("x", "enter")
        for state, seconds in (("soon", 8), ("left", 4), ("turn", 10), ("turn, soon", 2), ("right", 3), ("next", 10)):
            await stage.wait(seconds)
            yield state, list(cells(stage))
        stage.sound.notice = "no sound"
        await stage.wait(20)
        await stage.press("9")
        yield "answer and notice", list(cells(stage))
        await stage.press("question_mark")
        yield "help", list(cells(stage))
        await stage.press("escape")
        yield "lead-in", list(cells(stage))
        await stage.wait(3 + 2)
        yield "hold", list(cells(stage))
        await stage.press("f")
        await stage.wait(15 + 4)
        yield "max", list(cells(stage))
        await stage.press("f")
        await stage.until(lambda: isinstance(stage.app.screen, SummaryScreen))
        await stage.press("pagedown", "full_stop", "p")
        yield "ended", list(cells(stage))


async def faint_cells(states: AsyncIterator[tuple[str, list[Cell]]]) -> list[str]:
    """The texts with too little contrast for the themes of legtimer."""
    faint = set()
    async for name, drawn in states:
        for cell in drawn:
            limit = TEXT if cell.is_text else LARGE if cell.in_letters else 0
            if cell.contrast < limit:
                faint.add(f"{name}: {cell.contrast:.1f} {cell.where}")
    return sorted(faint)


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
@pytest.mark.parametrize("states", [every_screen, every_state])
async def test_in_the_themes_of_legtimer_every_text_has_enough_contrast(
    theme: str, states: Callable[[Path, str], AsyncIterator[tuple[str, list[Cell]]]], tmp_path: Path
) -> None:
    faint = await faint_cells(states(tmp_path, theme))
    assert not faint, "\n".join(faint)


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_the_parts_of_a_figure_stand_out_from_the_screen_and_from_each_other(theme: str, tmp_path: Path) -> None:
    async with Stage(tmp_path, ROUTINE, settings=Settings(theme=theme)).open() as stage:
        await stage.press("enter")
        figure = stage.app.screen.query_one(Figure)
        screen = figure.background_colors[1]
        for phase, seconds in (("ready", 1), ("soon", 8), ("work", 3)):
            await stage.wait(seconds)
            seen = {part: color_of(figure, part) for part in (WORKING, BALL, ARM, BODY, FAR, GEAR)}
            assert contrast(seen[GEAR], screen) > 1.4, phase
            for part, least in ((WORKING, 3), (BALL, 3), (ARM, 7), (BODY, 4.5), (FAR, 2)):
                assert contrast(seen[part], screen) > least, (phase, part)
            for one, other in ((ARM, BODY), (BODY, FAR), (FAR, GEAR), (WORKING, FAR)):
                assert contrast(seen[one], seen[other]) > 1.2, (phase, one, other)


def color_of(figure: Figure, part: str) -> Color:
    """The full colour of a part of the figure."""
    colour = figure.style_of(Ink(part, LEVELS)).color
    assert colour is not None
    return Color.from_rich_color(colour)


@pytest.mark.slow
@pytest.mark.parametrize("theme", OTHER_THEMES)
async def test_in_the_themes_of_textual_99_of_100_letters_have_enough_contrast(theme: str, tmp_path: Path) -> None:
    homes = [tmp_path / "screens", tmp_path / "states"]
    letters: list[tuple[str, Cell]] = []
    for home, states in zip(homes, (every_screen, every_state), strict=True):
        home.mkdir()
        letters += [(name, cell) async for name, drawn in states(home, theme) for cell in drawn if cell.is_text]
    faint = [f"{name}: {cell.contrast:.1f} {cell.where}" for name, cell in letters if cell.contrast < IN_OTHER_THEMES]
    assert len(faint) * 100 <= len(letters), "\n".join(sorted(set(faint)))
