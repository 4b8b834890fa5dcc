"""What a person does in the editor."""

from pathlib import Path

from legtimer.tui.screens.editor import EditorScreen
from legtimer.tui.screens.picker import PickerScreen
from legtimer.tui.widgets.form_row import FormRow
from tests.tui.stage import Stage

MINE = """\
# a comment of mine
schema = 1
name = "Mine"  # what I call it
level = 5
sets = 2  # for now
reps = 3
tempo = "4-0-2-0"

[cues]
form = [
  "back down",  # always
]
"""


def own(stage: Stage, text: str = MINE) -> Path:
    path = stage.locations.own_presets / "mine.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


async def edit(stage: Stage, *keys: str) -> EditorScreen:
    """Open the editor from the picker."""
    await stage.press(*keys, "e")
    await stage.until(lambda: isinstance(stage.app.screen, EditorScreen))
    screen = stage.app.screen
    assert isinstance(screen, EditorScreen)
    return screen


async def closed(stage: Stage) -> None:
    """Wait until the picker lists what was saved."""
    await stage.until(lambda: isinstance(stage.app.screen, PickerScreen) and stage.finished("files", "history"))


async def save(stage: Stage) -> None:
    """Save, and wait until the picker lists what was saved."""
    await stage.press("ctrl+s")
    await closed(stage)


async def type_into(stage: Stage, key: str, *keys: str) -> None:
    """Empty a field (of the exercise, where both have one) and type into it."""
    rows = [row for row in stage.app.screen.query(FormRow) if row.field.key == key and row.display]
    row = rows[-1]
    row.control.focus()
    await stage.press("home", "shift+end", "delete", *keys)
