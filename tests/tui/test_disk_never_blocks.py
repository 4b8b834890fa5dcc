"""On every screen, no key waits for the disk: storage is never called in the thread of the event loop."""

import inspect
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from legtimer.core.workout import Workout
from legtimer.runtime.session_writer import SessionWriter
from legtimer.storage.history import History
from legtimer.storage.preset_library import PresetLibrary
from tests.tui.stage import PRESET, STARTED, Stage

SLOW = 0.05  # seconds that each call takes
IN_MEMORY = {"path_of"}  # public methods that do not read or write

# What is pressed on each screen.
PATHS: dict[str, list[str]] = {
    "start and workout": ["enter", "right", "f", "m", "0", "v", "question_mark", "escape"],
    "end and summary": ["enter", "right", "right", "q", "y", "5", "f", "enter"],
    "trial": ["t", "space"],
    "history": ["h", "slash", "escape", "escape"],
    "history repeated": ["h", "r"],
    "session": ["h", "enter", "7", "t", "escape"],
    "overview": ["h", "c", "left", "escape"],
    "export": ["h", "x", "j"],
    "deletion in the history": ["h", "d", "u"],
    "settings": ["s", "right", "down", "right", "escape"],
    "editor": ["e", "up", "ctrl+s"],
    "copy, delete, undo": ["n", "d", "u"],
}


class Disk:
    """Makes every call of storage slow, and notes those in the thread of the event loop."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.in_event_loop: list[str] = []
        self.thread: int | None = None
        for class_ in (History, PresetLibrary):
            for name, method in inspect.getmembers(class_, inspect.isfunction):
                if not name.startswith("_") and name not in IN_MEMORY:
                    monkeypatch.setattr(class_, name, self.slow(f"{class_.__name__}.{name}", method))

    def slow(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def generate(*arguments: Any, **options: Any) -> Iterator[Any]:
            for each in method(*arguments, **options):
                self.note(name)
                yield each

        def call(*arguments: Any, **options: Any) -> Any:
            self.note(name)
            return method(*arguments, **options)

        return generate if inspect.isgeneratorfunction(method) else call

    def note(self, name: str) -> None:
        if threading.get_ident() == self.thread:
            self.in_event_loop.append(name)
        else:
            time.sleep(SLOW)


def save_past_session(stage: Stage, tmp_path: Path) -> None:
    workout = Workout(PRESET)
    writer = SessionWriter(
        "preset-1", PRESET, stage.history.start_session, lambda _: tmp_path, lambda: STARTED, lambda: 0
    )
    workout.start(0)
    for now in range(0, 60_000, 500):
        workout.advance(now)
    writer.save(workout)
    writer.close()
    writer.settle()


@pytest.mark.parametrize("path", PATHS)
async def test_storage_is_not_called_in_the_event_loop(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(tmp_path)
    save_past_session(stage, tmp_path)
    disk = Disk(monkeypatch)
    stage.on_settings_written = lambda _: disk.note("settings")
    async with stage.open():
        disk.thread = threading.get_ident()  # the picker reads the presets before there is a screen
        for key in PATHS[path]:
            await stage.press(key)
            await stage.pilot.pause(2 * SLOW)
        await stage.wait(1)
        disk.thread = None
    assert disk.in_event_loop == []
