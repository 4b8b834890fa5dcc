"""The real app for hours, by a clock that runs as fast as the machine allows: nothing grows, nothing drifts."""

import asyncio
import gc
import os
import resource
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.worker import NoActiveWorker, get_current_worker

from legtimer.core.library import Entry
from legtimer.core.preset import Block, Preset
from legtimer.core.tempo import Tempo
from legtimer.tui.app import LegtimerApp
from legtimer.tui.screens.summary import SummaryScreen
from legtimer.tui.screens.workout import WorkoutScreen
from tests.tui.stage import Stage

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is looked up in /proc"),
]

MIB = 1024 * 1024
FOUR_HOURS = Preset(
    name="Long",
    prepare=0,
    blocks=(
        Block(
            name="Long", variation="lying", sets=16, reps=145, rest=30,
            tempo=Tempo(up=2, top=0.1, down=4, bottom=0),
        ),
    ),
)  # fmt: skip
SHORT = Preset(
    name="Short",
    prepare=0,
    blocks=(
        Block(name="Short", variation="lying", sets=1, reps=1, rest=0, tempo=Tempo(up=1, top=0, down=1, bottom=0)),
    ),
)


def memory() -> int:
    """Bytes this process holds in memory."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def held() -> tuple[int, int]:
    """How many tasks there are, and how many descriptors are open."""
    return len(asyncio.all_tasks()), len(os.listdir("/proc/self/fd"))  # noqa: PTH208


class Fast(Stage):
    """A stage whose clock goes on by itself: a conductor that sleeps wakes at once, and it is later."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.app = LegtimerApp(replace(self.app._parts, sleep=self._sleep))
        self.looks = 0

    async def _sleep(self, seconds: float) -> None:
        try:
            of_workout = isinstance(get_current_worker().node, WorkoutScreen)
        except NoActiveWorker:
            of_workout = False
        if not of_workout:
            await asyncio.Event().wait()
        await asyncio.sleep(0)
        self.now += round(seconds * 1000)
        self.looks += 1

    async def perform(self, preset: Preset, meanwhile: Callable[[], None] = lambda: None) -> None:
        """One workout, from the first moment until its summary has been closed."""
        self.app._perform(Entry(stem="x", source="own", path=Path("x"), preset=preset))
        while not isinstance(self.app.screen, SummaryScreen):
            await asyncio.sleep(0.002)
            meanwhile()
        self.app.screen.action_close()
        while isinstance(self.app.screen, SummaryScreen):
            await asyncio.sleep(0)


async def test_four_hours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legtimer.tui.screens.workout.FRAME", 400)
    stage = Fast(tmp_path)
    async with stage.open():
        began, before, early = stage.now, held(), 0

        def look_after_a_minute() -> None:
            nonlocal early
            if not early and stage.now - began > 20 * 60_000:
                early = memory()

        await stage.perform(FOUR_HOURS, look_after_a_minute)
        grown = memory() - early
        await stage.pilot.pause()
        assert held() == before
    assert early
    assert grown < 5 * MIB, f"grown by {grown / MIB:.1f} MiB in {stage.looks} looks"
    session = stage.session
    assert session.status == "completed"
    assert session.ended is not None
    duration = (session.ended - session.started).total_seconds()
    assert duration == 16 * 145 * 6.1 + 15 * 30
    for record in session.sets:
        assert (record.reps, record.ended) == (145, "done")
        assert (record.tension.up, record.tension.down) == (290.0, 580.0)


async def test_five_hundred_workouts_in_a_row(tmp_path: Path) -> None:
    stage = Fast(tmp_path)
    async with stage.open():
        for _ in range(50):
            await stage.perform(SHORT)
        early, before = memory(), held()
        for _ in range(450):
            await stage.perform(SHORT)
        await stage.pilot.pause()
        grown = memory() - early
        assert held() == before
    assert grown < 5 * MIB, f"grown by {grown / MIB:.1f} MiB"
    sessions, unreadable = stage.history.read_all()
    assert not unreadable
    assert [session.status for session in sessions] == ["completed"] * 500
