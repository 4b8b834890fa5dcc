"""Every screen from 40 to 300 columns: what it is about is in sight, its keys are offered, and nothing sticks out."""

from pathlib import Path

import pytest
from msgspec import Struct

from tests.tui.picker_actions import own
from tests.tui.stage import PRESET, Stage
from tests.tui.test_layouts import SIZES, past, resize, words

MINE = 'schema = 1\nname = "Mine"\nlevel = 7\nsets = 2\nreps = 3\ntempo = "4-0-2-0"\n'


class Case(Struct, frozen=True):
    """The keys that open a screen from the presets, words that it shows, and the last of its key hints.

    A key that opens another screen has the name of that screen after a colon.
    """

    keys: str
    shows: str
    last_hint: str = ""


CASES = {
    "presets": Case("", "Short lift", "q quit"),
    "no presets found": Case("slash z z", "No presets match.", "esc show all"),
    "a file with errors": Case("end", "! broken", "q quit"),
    "add a workout": Case("a:EntryScreen", "esc cancel"),
    "editor": Case("e:EditorScreen", "Short lift", "F1 help"),
    "question": Case("e:EditorScreen x escape:ConfirmScreen", "y yes n no"),
    "settings": Case("s:SettingsScreen", "Volume", "esc back"),
    "last setting": Case("s:SettingsScreen end", "Shown so; typed or imported without a unit.", "esc back"),
    "help": Case("question_mark:HelpScreen", "/ search esc close"),
    "search in the help": Case("question_mark:HelpScreen slash", "/ search esc close"),
    "no keys found": Case("question_mark:HelpScreen slash z z", "No keys match."),
    "palette": Case("ctrl+p:Palette", "Start the workout"),
    "history": Case("h:HistoryScreen", "This week", "q quit"),
    "no sessions found": Case("h:HistoryScreen slash z z", "No sessions match.", "esc show all"),
    "session": Case("h:HistoryScreen enter:SessionScreen", "Under tension", "esc list"),
    "note": Case("h:HistoryScreen enter:SessionScreen n:NoteScreen", "enter save esc cancel"),
    "what was done": Case("h:HistoryScreen enter:SessionScreen e:EntryScreen", "What was done: Short lift"),
    "a file that cannot be read": Case(
        "h:HistoryScreen end enter:UnreadableScreen", "leaves this file alone", "esc back"
    ),
    "export": Case("h:HistoryScreen x:ExportScreen", "c CSV j JSON esc cancel"),
    "year": Case("h:HistoryScreen c:OverviewScreen", "Year", "esc list"),
}


async def open_screen(stage: Stage, keys: str) -> None:
    """Press keys, and wait for the screens that they open."""
    for step in keys.split():
        key, _, screen = step.partition(":")
        await stage.press(key)
        if screen:
            await stage.until(lambda: type(stage.app.screen).__name__ == screen)  # noqa: B023 - awaited here
            await stage.until(lambda: stage.finished("reading", "preview"))


@pytest.mark.parametrize("name", CASES)
async def test_every_screen_fits_into_windows_of_every_size(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    stage = Stage(tmp_path, PRESET)
    own(stage, "broken.toml", MINE.replace("sets = 2", "sets = 0"))
    for days in (1, 2):
        stage.history.add(past(days))
    (stage.locations.history / "2026" / "2026-11-01T10-00-00.toml").write_text("?")
    async with stage.open(SIZES[0]):
        await stage.until(lambda: "last yesterday" in words(stage.text))
        await open_screen(stage, case.keys)
        for size in SIZES:
            await resize(stage, size)
            await stage.until(lambda: case.shows in words(stage.text))
            assert stage.text.split("\n")[-1].rstrip().endswith(case.last_hint), size
            for widget in stage.app.screen.query("KeyHints, .dialog, .pane, Input"):
                assert widget.region.right <= size[0], f"{widget} sticks out at {size}"
