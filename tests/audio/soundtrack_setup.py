"""A soundtrack with a player that records what it is asked to play, and a clock that only the test moves."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

from legtimer.audio import soundtrack as module
from legtimer.audio.playback.player import Player
from legtimer.audio.render.renderer import render
from legtimer.audio.render.sections import Section
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.samples import Samples
from legtimer.audio.soundtrack import Soundtrack
from legtimer.core.preset import Block, Preset
from legtimer.core.settings import Settings
from legtimer.core.tempo import Tempo
from legtimer.core.timeline import Timeline, build_timeline
from legtimer.core.workout import Workout
from legtimer.runtime.controller import WorkoutController
from legtimer.runtime.session_writer import NullSessionWriter

SOUNDS = Path(__file__).parents[2] / "sounds"
LIBRARY = SoundLibrary(SOUNDS)
BLOCK = Block(name="b", sets=3, reps=2, rest=5, tempo=Tempo(up=1, down=2))
PRESET = Preset(name="p", prepare=4, blocks=(BLOCK,))
TIMELINE = build_timeline(PRESET)  # 0 prepare, 4 set 1, 10 rest, 15 set 2, 21 rest, 26 set 3, 32 end
SECTIONS = [Section(0, 10_000), Section(10_000, 21_000), Section(21_000, 32_000)]
S = 1_000_000_000  # nanoseconds
MS = 1_000_000  # nanoseconds


class Order(NamedTuple):
    """What the player was asked to play: `first` and `at` as in `Player.play`, and when it was asked."""

    samples: Samples
    first: int
    at: int
    ordered_at: int


class FakePlayer(Player):
    """A player that plays nothing and records what it was asked for."""

    unavailable = False
    lead = 0.3

    def __init__(self) -> None:
        super().__init__()
        self.orders: list[Order] = []
        self.stops = 0
        self.opened = 0
        self.now = 1_000 * S

    async def open(self) -> None:
        self.opened += 1

    async def close(self) -> None:
        self.stop()

    def play(self, samples: Samples, first: int, at: int) -> None:
        self.orders.append(Order(samples, first, at, self.now))

    def stop(self) -> None:
        self.stops += 1


class Setup:
    """A fake player, an executor that a test can block, and a clock that only the test moves."""

    def __init__(self) -> None:
        self.player = FakePlayer()
        self.bells = 0
        self.executor = ThreadPoolExecutor(1)

    def soundtrack(self, *, wait: bool = False) -> Soundtrack:
        workout = Workout(PRESET, wait=wait)
        return Soundtrack(self.player, LIBRARY, workout, Settings(), self.executor, self.ring_bell)

    def performed(self, workout: Workout) -> "Performance":
        """A workout whose sound the fake player is asked for, with the test's clock."""
        return Performance(self, workout)

    async def settled(self) -> list[Order]:
        """All orders, once everything is rendered."""
        await self.wait_until_rendered()
        return self.player.orders

    def ring_bell(self) -> None:
        self.bells += 1

    async def orders(self, count: int) -> list[Order]:
        """All orders, once there are `count` and no more follow."""
        for _ in range(1000):
            if len(self.player.orders) >= count:
                break
            await asyncio.sleep(0.01)
        await self.wait_until_rendered()
        assert len(self.player.orders) == count
        return self.player.orders

    async def wait_until_rendered(self) -> None:
        """Wait until everything that is being rendered is rendered and ordered, in whichever thread."""
        await asyncio.wrap_future(self.executor.submit(lambda: None))
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(others)


class Performance(WorkoutController):
    """A controller on the clock of a fake player."""

    def __init__(self, setup: Setup, workout: Workout) -> None:
        self._player = setup.player
        super().__init__(
            workout,
            clock=lambda: setup.player.now // MS,
            sleep=asyncio.sleep,
            soundtrack=Soundtrack(setup.player, LIBRARY, workout, Settings(), setup.executor, setup.ring_bell),
            session_writer=NullSessionWriter(),
        )

    def wait(self, duration: int) -> None:
        """Let so many milliseconds pass, with a tick every 100."""
        for _ in range(duration // 100):
            self._player.now += 100 * MS
            self.tick()


def watch_rendering(monkeypatch: pytest.MonkeyPatch, watch: Callable[[int], None]) -> None:
    """Call `watch` with the start of each section before it is rendered."""

    def watched(timeline: Timeline, start: int, *more: object) -> Samples:
        watch(start)
        return render(timeline, start, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "render", watched)
