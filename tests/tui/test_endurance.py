"""The real app for hours of a clock that runs as fast as the machine allows: no leak, no drift."""

import asyncio
import gc
import mmap
import os
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import replace
from textual import events
from textual.worker import NoActiveWorker, get_current_worker

from legtimer.core.preset import Block, Preset
from legtimer.core.tempo import Tempo
from legtimer.tui.app import LegtimerApp
from legtimer.tui.screens.picker import PickerScreen
from legtimer.tui.screens.summary import SummaryScreen
from legtimer.tui.screens.workout import WorkoutScreen
from tests.tui.stage import Stage

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("endurance"),  # the longest of all: groups start first
    pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc"),
]

MOST_GROWTH = 5.0  # MiB, in four hours
MOST_KEPT = 80.0  # KiB a workout; leaked objects are counted, which is more exact
WARMING_UP, MEASURED = 50, 100  # workouts; the caches of Textual are full after the first
SIZE = (40, 12)  # columns and rows: little to draw
FRAME = 1900  # milliseconds; a longer gap means that the machine slept
PATIENCE = 120  # seconds for one workout
TEMPO = Tempo(up=20, top=2, down=40)
FOUR_HOURS = Preset(
    name="Long", prepare=0, blocks=(Block(name="Long", variation="lying", sets=16, reps=14, rest=30, tempo=TEMPO),)
)
SHORT = Preset(
    name="Short",
    prepare=0,
    blocks=(Block(name="Short", variation="lying", sets=1, reps=1, tempo=Tempo(up=0.3, down=0.3)),),
)


class Held(Struct, frozen=True):
    """The resources of this process besides memory."""

    tasks: int
    threads: int
    descriptors: int

    @classmethod
    def now(cls) -> "Held":
        gc.collect()
        return cls(
            tasks=len(asyncio.all_tasks()),
            threads=sum(not thread.name.startswith("asyncio_") for thread in threading.enumerate()),
            descriptors=len(os.listdir("/proc/self/fd")),  # noqa: PTH208
        )


def objects() -> Counter[str]:
    """How many objects of each of legtimer's own classes exist, without drawings: some of these are cached."""
    gc.collect()
    names = Counter(f"{type(each).__module__}.{type(each).__qualname__}" for each in gc.get_objects())
    return Counter(
        {
            name: number
            for name, number in names.items()
            if name.startswith("legtimer.") and not name.startswith("legtimer.tui.graphics.")
        }
    )


def memory() -> float:
    """The resident memory of this process in MiB."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * mmap.PAGESIZE / 2**20


class Fast(Stage):
    """A stage whose clock advances by itself, as soon as the app has handled everything."""

    def __init__(self, home: Path, preset: Preset) -> None:
        super().__init__(home, preset)
        self.app = LegtimerApp(replace(self.services, sleep=self._sleep))

    async def _sleep(self, seconds: float) -> None:
        try:
            of_workout = isinstance(get_current_worker().node, WorkoutScreen)
        except NoActiveWorker:
            of_workout = False
        if not of_workout:
            await asyncio.Event().wait()
        await asyncio.sleep(0)
        # Otherwise the messages of hours would pile up.
        while any(node.message_queue_size for node in self.app.screen.walk_children(with_self=True)):
            await asyncio.sleep(0)
        self.now += round(seconds * 1000)

    async def perform(self, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Perform one workout, from the key that starts it to the key that closes its summary."""
        self.app.post_message(events.Key("enter", "\r"))
        await self._until(lambda: isinstance(self.app.screen, SummaryScreen) and self.app.screen.saved, meanwhile)
        self.app.post_message(events.Key("enter", "\r"))
        await self._until(lambda: isinstance(self.app.screen, PickerScreen) and not self.app.performing)

    async def held(self, expected: Held | None = None) -> Held:
        """The resources once threads have had time to end."""
        end = time.monotonic() + 10
        await self.pilot.pause()
        while (now := Held.now()) != expected and expected is not None and time.monotonic() < end:
            await asyncio.sleep(0.05)
        return now

    async def _until(self, there: Callable[[], bool], meanwhile: Callable[[], None] = lambda: None) -> None:
        end = time.monotonic() + PATIENCE
        while not there():
            assert time.monotonic() < end, self.text
            assert not self.app.errors
            meanwhile()
            await asyncio.sleep(0.001)


async def test_a_workout_of_four_hours_leaks_nothing_and_does_not_drift(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("legtimer.tui.screens.workout.FRAME", FRAME)
    stage = Fast(tmp_path, FOUR_HOURS)
    async with stage.open(size=SIZE):
        before, began, early = await stage.held(), stage.now, 0.0

        def measure_after_half_an_hour() -> None:
            nonlocal early
            if not early and stage.now - began > 30 * 60_000:
                early = memory()

        await stage.perform(measure_after_half_an_hour)
        grown = memory() - early
        assert early
        assert grown < MOST_GROWTH
        assert await stage.held(before) == before
    session = stage.session
    assert session.status == "completed"
    assert session.ended is not None
    assert (session.ended - session.started).total_seconds() == 16 * 14 * 62 + 15 * 30
    for record in session.sets:
        assert (record.reps, record.ended) == (14, "done")
        assert (record.tension.up, record.tension.top, record.tension.down) == (280, 28, 560)


async def test_a_hundred_workouts_in_a_row_leak_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legtimer.tui.screens.workout.FRAME", FRAME)
    stage = Fast(tmp_path, SHORT)

    async def perform(workouts: int) -> None:
        for _ in range(workouts):
            await stage.perform()
            assert stage.session.status == "completed"
            stage.history.delete(stage.session.id)  # a long history would be slow to read

    async with stage.open(size=SIZE):
        await perform(WARMING_UP)
        early, before, existed = memory(), await stage.held(), objects()
        await perform(MEASURED)
        kept = (memory() - early) * 1024 / MEASURED
        assert kept < MOST_KEPT
        assert await stage.held(before) == before
        assert (objects() - existed).total() < MEASURED / 2
