"""`legtimer run --plain`: a workout as a line for each phase, for screen readers, simple terminals, logs and pipes."""

import asyncio
import sys
from datetime import datetime
from functools import partial
from typing import Any

from msgspec.structs import replace

from legtimer.audio.service import SoundService
from legtimer.cli.output import EXIT_OK, print_line
from legtimer.cli.plain_lines import KEYS, Moment, act, line, moment
from legtimer.core.frame import Frame, State
from legtimer.core.workout import Workout
from legtimer.runtime.controller import WorkoutController
from legtimer.runtime.saved import saved_line, unsaved_lines
from legtimer.runtime.session_writer import NullSessionWriter, SessionWriter
from legtimer.storage.history import History
from legtimer.storage.locations import Locations, bundled_folder
from legtimer.storage.past_bests import past_bests
from legtimer.storage.preset_library import PresetEntry, PresetLibrary
from legtimer.storage.recovery import save_rescue_copy
from legtimer.storage.settings_file import read_settings
from legtimer.system.clock import milliseconds_now
from legtimer.system.ending import watch_requests
from legtimer.system.keep_awake import keep_awake
from legtimer.system.terminal import is_terminal, single_keys, watch_keys

INTERVAL = 500  # milliseconds between ticks; every phase begins on time all the same
LAST_SOUND = 3.0  # seconds in which the end of the workout is heard


def perform_plain(locations: Locations, entry: PresetEntry, *, mute: bool, save: bool) -> int:
    """Perform a valid preset; exit code 0 at its end, 128 + n after signal n."""
    settings, _ = read_settings(locations.settings)
    history, library = History(locations), PresetLibrary(locations)
    stem, preset = entry.stem, (library.identify(entry) if save else entry).preset
    assert preset is not None
    session_writer = SessionWriter(
        stem,
        preset,
        history.start_session if save else lambda _: NullSessionWriter(),
        partial(save_rescue_copy, history),
        lambda: datetime.now().astimezone(),
        milliseconds_now,
    )
    bests = past_bests(history, library, stem, preset)
    workout = Workout(preset, wait=settings.wait, resume_lead=1000 * settings.resume_lead, bests=bests)
    settings = replace(settings, mute=settings.mute or mute)
    sound = SoundService(bundled_folder("sounds"), locations.own_sounds, settings, spoken=locations.spoken)
    try:
        return asyncio.run(PlainWorkout(workout, sound, session_writer).perform())
    finally:
        session_writer.close()
        saved = saved_line(session_writer)
        for text in [*([saved] if saved else []), *unsaved_lines(session_writer)]:
            say(text)


def say(text: str) -> None:
    """Print a line at once."""
    print_line(text)
    sys.stdout.flush()


class PlainWorkout:
    """One workout that prints what is to be done, and is controlled by single characters."""

    def __init__(self, workout: Workout, sound: SoundService, session_writer: SessionWriter) -> None:
        self._workout = workout
        self._sound = sound
        self._session_writer = session_writer
        self._said: Moment | None = None
        self._end_asked = False
        self._exit_code: asyncio.Future[int]

    async def perform(self) -> int:
        """Perform it to its end; returns the exit code."""
        loop = asyncio.get_running_loop()
        self._exit_code = loop.create_future()
        watch_requests(loop, self._end)
        if is_terminal(sys.stdout):
            self._sound.bell = lambda: print("\a", end="", flush=True)
        await self._sound.open()
        for text in [*self._sound.messages, KEYS]:
            say(text)
        controller = WorkoutController(
            self._workout,
            clock=milliseconds_now,
            sleep=asyncio.sleep,
            soundtrack=self._sound.soundtrack(self._workout),
            session_writer=self._session_writer,
        )
        try:
            controller.start(self._show, lambda: self._end(EXIT_OK))
            with keep_awake(), single_keys():
                watch_keys(lambda key: loop.call_soon_threadsafe(self._press, key.lower(), controller))
                await self._tick(controller)
        finally:
            controller.leave()
            await self._sound.close()
        return self._exit_code.result()

    async def _tick(self, controller: WorkoutController) -> None:
        """Run the workout until it ends or the program is asked to."""
        ticking = asyncio.ensure_future(controller.run(INTERVAL))
        either: list[asyncio.Future[Any]] = [self._exit_code, ticking]
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if ticking.done():
            ticking.result()  # raises what a tick has raised
        ticking.cancel()
        if self._workout.state is State.COMPLETED and not self._sound.settings.mute:
            await asyncio.sleep(LAST_SOUND)

    def _show(self, frame: Frame) -> None:
        now = moment(frame)
        if now != self._said:
            self._said = now
            say(line(frame, self._sound.settings.units))

    def _press(self, key: str, controller: WorkoutController) -> None:
        if key == "q" and not self._end_asked:
            say("q again ends the workout; what you have done is saved")
        elif key == "q":
            controller.jump(Workout.stop)
        elif key == "m":
            settings = self._sound.settings
            self._sound.settings = replace(settings, mute=not settings.mute)
            say((self._sound.notice or "sound on") if settings.mute else "muted")
        elif answer := act(key, controller):
            say(answer)
        self._end_asked = key == "q"

    def _end(self, exit_code: int) -> None:
        if not self._exit_code.done():
            self._exit_code.set_result(exit_code)
