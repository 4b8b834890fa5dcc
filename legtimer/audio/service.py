"""The app's sound: one player and one set of sounds for all workouts, and the volumes."""

import asyncio
import time
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from legtimer.audio.own_speech import OwnSpeech, texts_of
from legtimer.audio.playback.player import Player
from legtimer.audio.playback.sample_clock import NS
from legtimer.audio.render.mix import Mix, Style
from legtimer.audio.render.sample import sample
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.soundtrack import Soundtrack
from legtimer.core.settings import Settings
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
        """Nothing starts yet. `builtin` and `own` are folders of sounds, `spoken` that of texts spoken by a program."""
        self.bell: Callable[[], None] = lambda: None  # called at each phase if nothing can be played
        self.messages: list[str] = []  # what `open` found: why there is no sound, which own sounds cannot be used
        self._player = player or Player()
        self._player.on_failure = self._report_failure
        self._sounds = SoundLibrary(builtin, own, spoken)
        self._own_speech = OwnSpeech(spoken, self._sounds) if spoken else None
        self._settings = settings
        self._soundtrack: Soundtrack | None = None
        self._executor = ThreadPoolExecutor(1, "render")
        self._reopening: asyncio.Task[None] | None = None
        self._sampling: asyncio.Task[None] | None = None
        self._notice = ""
        self._notice_until = 0.0

    async def open(self) -> None:
        """Choose a backend and check the person's own sounds; a workout may start meanwhile."""
        await self._player.open()
        if self._player.unavailable:
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
        if self._sampling is not None:
            self._sampling.cancel()
        if self._reopening is not None:
            await asyncio.wait([self._reopening])
        await self._player.close()
        self._executor.shutdown(wait=False, cancel_futures=True)

    @property
    def settings(self) -> Settings:
        """The settings that sound depends on. A change is heard at once, even during a workout."""
        return self._settings

    @settings.setter
    def settings(self, settings: Settings) -> None:
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

    def play_sample(self, styles: Collection[Style]) -> None:
        """Play one quick rep in some styles, as loud as they are set; it replaces the sample before."""
        if self._sampling is not None:
            self._sampling.cancel()
        self._sampling = asyncio.create_task(self._play_sample(styles))

    async def _play_sample(self, styles: Collection[Style]) -> None:
        mix = Mix.from_settings(self._settings)
        loop = asyncio.get_running_loop()
        samples = await loop.run_in_executor(self._executor, sample, styles, mix, self._sounds)
        if samples:
            self._player.play(samples, 0, time.monotonic_ns() + round(self._player.lead * NS))
        else:
            self._player.stop()

    def soundtrack(self, workout: Workout) -> Soundtrack:
        """The sound of a workout. Closes that of the workout before."""
        if self._soundtrack is not None:
            self._soundtrack.close()
        if self._player.unavailable:  # a sound card may have been plugged in since
            self._reopening = asyncio.create_task(self._player.open())
        self._soundtrack = Soundtrack(self._player, self._sounds, workout, self._settings, self._executor, self.bell)
        if self._own_speech is not None and self._settings.coach != "few":
            with suppress(RuntimeError):  # no thread can be started: texts without a recording are not spoken
                self._executor.submit(self._own_speech.speak, list(texts_of(workout.preset)))  # after the first section
        return self._soundtrack

    def _report_failure(self, _: str) -> None:
        # Without the library's own reason, which is of no use during a workout; `legtimer doctor` shows it.
        self._show_notice(BELL_INSTEAD if self._player.unavailable else SOUND_LOST)

    def _show_notice(self, notice: str) -> None:
        self._notice = notice
        self._notice_until = time.monotonic() + NOTICE_S
