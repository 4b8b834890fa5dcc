"""The whole app for pilot tests: real screens, real files, and a clock that only the test advances."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Self

from textual.pilot import Pilot
from textual.strip import Strip

from legtimer.core.frame import State
from legtimer.core.preset import Block, Cues, Preset
from legtimer.core.session import Session
from legtimer.core.settings import Settings
from legtimer.core.tempo import Tempo
from legtimer.runtime.settings_store import SettingsStore
from legtimer.storage.history import History
from legtimer.storage.locations import Locations
from legtimer.storage.preset_library import PresetLibrary
from legtimer.tui.app import LegtimerApp
from legtimer.tui.graphics.figure import Stance
from legtimer.tui.keymap import read_keymap
from legtimer.tui.screens.picker import PickerScreen
from legtimer.tui.screens.workout import WorkoutScreen
from legtimer.tui.services import Services
from legtimer.tui.widgets.big_text import BigText
from legtimer.tui.widgets.figure import Figure
from tests.preset_text import preset_text
from tests.silent_sound import SilentSound

PRESET = Preset(
    name="Short lift",
    summary="For the tests.",
    prepare=5,
    blocks=(
        Block(
            name="Short lift",
            variation="lying",
            sets=2,
            reps=2,
            rest=10,
            tempo=Tempo(up=2, top=0, down=4, bottom=0),
            cues=Cues(form=("Lower back stays on the floor",)),
        ),
    ),
)
STARTED = datetime(2026, 11, 22, 18, 30, 5, tzinfo=timezone(timedelta(hours=1)))


class Stage:
    """An app, its services, and its clock."""

    def __init__(
        self,
        home: Path,
        *presets: Preset,
        settings: Settings = Settings(resume_lead=0),  # noqa: B008
        run: str | None = None,
    ) -> None:
        self.saved_settings: dict[str, object] = {}
        self.on_settings_written: Callable[[Mapping[str, object]], None] = lambda _: None
        self.settings = SettingsStore(settings, self._write_settings)
        self.now = 1_000_000
        self.sound = SilentSound()
        self.locations = Locations(config=home / "config", data=home / "data")
        self.history = History(self.locations)
        built_in = home / "built-in"
        built_in.mkdir()
        for number, preset in enumerate(presets or (PRESET,), 1):
            (built_in / f"preset-{number}.toml").write_text(preset_text(preset), encoding="utf-8")
        self.library = PresetLibrary(self.locations, built_in)
        self.services = Services(
            library=self.library,
            history=self.history,
            sound=self.sound,
            settings=self.settings,
            keymap=read_keymap(settings.keys)[0],
            run=None if run is None else self.library.find(run),
            clock=lambda: self.now,
            sleep=self.sleep,
            local_time=lambda: STARTED + timedelta(milliseconds=self.now - 1_000_000),
        )
        self.app = LegtimerApp(self.services)
        self.pilot: Pilot[None]

    def _write_settings(self, choices: Mapping[str, object]) -> None:
        self.saved_settings.update(choices)
        self.on_settings_written(choices)

    async def sleep(self, seconds: float) -> None:
        """Wait for ever: time passes only where a test says so."""
        await asyncio.Event().wait()

    @asynccontextmanager
    async def open(self, size: tuple[int, int] = (80, 24), *, notifications: bool = False) -> AsyncIterator[Self]:
        """Run the app in a terminal of that many columns and rows."""
        async with self.app.run_test(size=size, notifications=notifications) as self.pilot:
            await self.pilot.pause()
            await self.until(lambda: not isinstance(self.app.screen, PickerScreen) or bool(self.app.query("#card")))
            yield self
        for session_writer in self.app.session_writers:  # wait for the last writes
            await asyncio.to_thread(session_writer.settle)

    async def press(self, *keys: str) -> None:
        """Press keys and wait until the app has handled them and the settings are written."""
        await self.pilot.press(*keys)
        await asyncio.to_thread(self.settings.wait)
        await self.pilot.pause()
        await self._next_screen()

    async def until(self, there: Callable[[], bool]) -> None:
        """Wait until a condition holds, such as that something has been read in the background."""
        end = time.monotonic() + 20
        while not there():
            assert time.monotonic() < end, self.text
            await self.pilot.pause(0.01)
        await self.pilot.pause()

    def finished(self, *groups: str) -> bool:
        """Whether no worker of these groups is running or waiting."""
        return all(worker.is_finished for worker in self.app.workers if worker.group in groups)

    async def wait(self, seconds: float) -> None:
        """Let workout time pass, with a tick every half second."""
        end = self.now + round(seconds * 1000)
        while self.now < end:
            self.now = min(end, self.now + 500)
            if isinstance(self.app.screen, WorkoutScreen):
                self.app.screen.controller.tick()
        await self.settle()

    async def settle(self) -> None:
        """Wait for all writing to disk, then for the app."""
        await asyncio.to_thread(self.settings.wait)
        for session_writer in self.app.session_writers:
            await asyncio.to_thread(session_writer.settle)
        await self.pilot.pause()
        await self._next_screen()

    async def _next_screen(self) -> None:
        """Wait until the next screen is drawn: that of a workout that begins, or the summary of one that has ended."""
        if self._changing_screens:
            await self.until(lambda: not self._changing_screens)

    @property
    def _changing_screens(self) -> bool:
        if not self.app.is_running:
            return False
        screen = self.app.screen
        if isinstance(screen, WorkoutScreen):
            return screen.controller.workout.state is State.READY  # until it is mounted
        return not self.text or (self.app.performing and isinstance(screen, PickerScreen))

    @property
    def text(self) -> str:
        """The text on the screen."""
        return "\n".join(strip.text for strip in self.strips)

    @property
    def strips(self) -> list[Strip]:
        """The lines on the screen, with their colours."""
        return self.app.screen._compositor.render_strips()  # Textual has no public name for them

    def big(self, name: str) -> str:
        """What a widget shows in big letters."""
        return self.app.screen.query_one(f"#{name}", BigText).text

    @property
    def figure(self) -> Stance:
        """What the figure shows."""
        stance = self.app.screen.query_one(Figure).shown
        assert stance is not None
        return stance

    @property
    def session(self) -> Session:
        """The only session on disk."""
        for session_writer in self.app.session_writers:
            session_writer.settle()
        (session,), unreadable = self.history.read_all()
        assert not unreadable
        return session
