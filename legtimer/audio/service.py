"""The app's sound: one player and one set of sounds for all workouts, and the volumes.

What renders sound is imported when it is first needed: the app's first frame does not wait for it.
"""

import asyncio
import time
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from legtimer.audio.playback.player import Player
from legtimer.audio.playback.sample_clock import NS
from legtimer.core.settings import Settings

if TYPE_CHECKING:
    from legtimer.audio.own_speech import OwnSpeech
    from legtimer.audio.render.mix import Style
    from legtimer.audio.render.sound_library import SoundLibrary
    from legtimer.audio.soundtrack import Soundtrack
    from legtimer.core.preset import Preset
    from legtimer.core.workout import Workout

NOTICE_S = 15.0  # seconds for which a loss of sound is shown
MAX_NAMED_FAULTS = 2  # with more unusable sounds than this, only their number is reported
SOUND_LOST = "the sound was interrupted"
BELL_INSTEAD = "no sound: bell instead"


class SoundService:
    """Opened once, for as long as the app runs."""

    def __init__(
        self,
        builtin: Path,
        own: Path | None,
        settings: Settings,
        player: Player | None = None,
        spoken: Path | None = None,
    ) -> None:
        """Nothing starts yet. `builtin`, `own` and `spoken` are folders of sounds, as of a `SoundLibrary`."""
        self.bell: Callable[[], None] = lambda: None  # called at each phase if nothing can be played
        self.messages: list[str] = []  # what `open` found: why there is no sound, which own sounds cannot be used
        self._player = player or Player()
        self._player.on_failure = self._report_failure
        self._builtin, self._own, self._spoken = builtin, own, spoken
        self._settings = settings
        self._soundtrack: Soundtrack | None = None
        self._executor = ThreadPoolExecutor(1, "render")
        self._speech_executor = ThreadPoolExecutor(1, "speak")  # apart: rendering must not wait for the voice to load
        self._reopening: asyncio.Task[None] | None = None
        self._demo: asyncio.Task[None] | None = None
        self._to_speak: Preset
        self._speaking: asyncio.Future[Preset | None] | None = None
        self._has_spoken = False
        self._notice = ""
        self._notice_until = 0.0

    @cached_property
    def _sounds(self) -> "SoundLibrary":
        from legtimer.audio.render.sound_library import SoundLibrary  # noqa: PLC0415

        return SoundLibrary(self._builtin, self._own, self._spoken)

    @cached_property
    def _own_speech(self) -> "OwnSpeech | None":
        from legtimer.audio.own_speech import OwnSpeech  # noqa: PLC0415

        return OwnSpeech(self._spoken, self._sounds) if self._spoken else None

    async def open(self) -> None:
        """Choose a backend and check the person's own sounds; a workout may start meanwhile."""
        await self._player.open()
        if self._player.unavailable and not self._settings.silent:
            self.messages.append("No sound: the terminal bell rings instead. `legtimer doctor` says why.")
            self._show_notice(BELL_INSTEAD)
        loop = asyncio.get_running_loop()
        faults = await loop.run_in_executor(self._executor, lambda: self._sounds.faults)
        if len(faults) > MAX_NAMED_FAULTS:
            self.messages.append(f"{len(faults)} of your own sounds are not used: `legtimer doctor` says why.")
        else:
            self.messages += [f"Your own {path.name} is not used: {reason}." for path, reason in faults.items()]

    async def close(self) -> None:
        """Stop the sound, and end all player processes."""
        if self._soundtrack is not None:
            self._soundtrack.close()
        if self._demo is not None:
            self._demo.cancel()
        if self._reopening is not None:
            await asyncio.wait([self._reopening])
        await self._player.close()
        for executor in (self._executor, self._speech_executor):
            executor.shutdown(wait=False, cancel_futures=True)

    @property
    def settings(self) -> Settings:
        """The settings that sound depends on. A change is heard at once, even during a workout."""
        return self._settings

    @settings.setter
    def settings(self, settings: Settings) -> None:
        if self._player.unavailable and self._settings.silent and not settings.silent:
            self._show_notice(BELL_INSTEAD)
        self._settings = settings
        if self._soundtrack is not None:
            self._soundtrack.change_settings(settings)

    @property
    def notice(self) -> str:
        """What is wrong with the sound, in a few words; empty most of the time."""
        if self._soundtrack is not None and self._soundtrack.problem is not None:
            self._show_notice(f"no sound for a while: {self._soundtrack.problem}")
            self._soundtrack.problem = None
        return self._notice if time.monotonic() < self._notice_until else ""

    def play_demo(self, styles: "Collection[Style]") -> None:
        """Play one quick rep in some styles, as loud as they are set, instead of a demo that is still playing."""
        if self._demo is not None:
            self._demo.cancel()
        self._demo = asyncio.create_task(self._play_demo(styles))

    async def _play_demo(self, styles: "Collection[Style]") -> None:
        from legtimer.audio.render.demo import demo  # noqa: PLC0415
        from legtimer.audio.render.mix import Mix  # noqa: PLC0415

        mix = Mix.from_settings(self._settings)
        loop = asyncio.get_running_loop()
        samples = await loop.run_in_executor(self._executor, demo, styles, mix, self._sounds)
        if samples:
            self._player.play(samples, 0, time.monotonic_ns() + round(self._player.lead * NS))
        else:
            self._player.stop()

    def soundtrack(self, workout: "Workout") -> "Soundtrack":
        """The sound of a workout. Closes that of the workout before."""
        from legtimer.audio.soundtrack import Soundtrack  # noqa: PLC0415

        if self._soundtrack is not None:
            self._soundtrack.close()
        if self._player.unavailable:  # a sound card may have been plugged in since
            self._reopening = asyncio.create_task(self._player.open())
        self._soundtrack = Soundtrack(self._player, self._sounds, workout, self._settings, self._executor, self.bell)
        with suppress(RuntimeError):  # no thread can be started
            first_rendered = asyncio.get_running_loop().run_in_executor(self._executor, lambda: None)
            first_rendered.add_done_callback(lambda _: self.speak_ahead(workout.preset))
        return self._soundtrack

    def speak_ahead(self, preset: "Preset") -> None:
        """Record the texts of a preset that have no recording, if the extra is installed; a later preset goes first."""
        self._to_speak = preset
        if self._speaking is None:
            self._speak_next()

    def _speak_next(self) -> None:
        if self._settings.coach != "few":
            with suppress(RuntimeError):  # no thread can be started: texts without a recording are not spoken
                loop = asyncio.get_running_loop()
                self._speaking = loop.run_in_executor(self._speech_executor, self._speak_one, self._to_speak)
                self._speaking.add_done_callback(self._on_spoken)

    def _on_spoken(self, spoken: asyncio.Future["Preset | None"]) -> None:
        self._speaking = None
        if spoken.cancelled() or spoken.exception() is not None:
            return
        self._has_spoken |= spoken.result() is None
        if spoken.result() is not self._to_speak:
            self._speak_next()
        elif self._has_spoken and self._soundtrack is not None:
            self._has_spoken = False
            self._soundtrack.use_new_recordings()

    def _speak_one(self, preset: "Preset") -> "Preset | None":
        """Speak one text of a preset; returns the preset once nothing of it is missing."""
        from legtimer.audio.own_speech import texts_of  # noqa: PLC0415

        more = self._own_speech is not None and self._own_speech.speak_one(texts_of(preset))
        return None if more else preset

    def _report_failure(self, _: str) -> None:
        # Without the library's own reason, which is of no use during a workout; `legtimer doctor` shows it.
        if not self._settings.silent:
            self._show_notice(BELL_INSTEAD if self._player.unavailable else SOUND_LOST)

    def _show_notice(self, notice: str) -> None:
        self._notice = notice
        self._notice_until = time.monotonic() + NOTICE_S
