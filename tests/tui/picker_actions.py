"""What the tests of the picker do and wait for."""

from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from legtimer.core.session import Session, SetRecord, Tension
from legtimer.storage.history import History
from legtimer.tui.screens.editor import EditorScreen
from legtimer.tui.screens.picker import PickerScreen
from tests.tui.stage import PRESET, STARTED, Stage

MINE = """\
# a comment of mine
schema = 1
name = "Mine"  # what I call it
level = 5
sets = 2
reps = 3
tempo = "4-0-2-0"
"""


def own(stage: Stage, name: str = "mine.toml", text: str = MINE) -> Path:
    path = stage.locations.own_presets / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def picker(stage: Stage) -> PickerScreen:
    screen = stage.app.screen
    assert isinstance(screen, PickerScreen)
    return screen


async def settled(stage: Stage) -> str:
    """What is on the screen once all files that a key has asked for are read and written."""
    await stage.until(lambda: stage.finished("files", "history"))
    return stage.text


async def press(stage: Stage, *keys: str) -> str:
    """What is on the screen after each of the keys has done its work on the disk."""
    for key in keys:
        await stage.press(key)
        await settled(stage)
    return stage.text


async def refreshed(stage: Stage) -> str:
    """What is on the screen after the preset files were checked and the history was read."""
    await picker(stage).refresh_from_disk()
    return await settled(stage)


def moving(stage: Stage) -> int:
    """How many figures of the picker move."""
    return sum(worker.group == "motion" and not worker.is_finished for worker in stage.app.workers)


def record(stage: Stage, **changes: object) -> None:
    done = Session(
        id="", preset="preset-1", name=PRESET.name, status="completed", started=STARTED, blocks=PRESET.blocks
    )
    History(stage.locations).start_session(replace(done, **changes)).close()


def record_two_clean_sessions(stage: Stage, preset: str = "preset-1") -> None:
    """Record what makes the coach suggest a harder version."""
    sets = tuple(
        SetRecord(block=1, set=number, reps_planned=2, reps=2, ended="done", tension=Tension(up=4.0, down=8.0))
        for number in (1, 2)
    )
    for hours in range(2):
        started = STARTED - timedelta(hours=hours)
        record(stage, preset=preset, sets=sets, back="fine", effort=5, started=started)


async def settled_or_editing(stage: Stage) -> None:
    """Wait until the editor is open, or nothing that was asked for is being read or written any more."""
    await stage.until(lambda: isinstance(stage.app.screen, EditorScreen) or stage.finished("files", "history"))
