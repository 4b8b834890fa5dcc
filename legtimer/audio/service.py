"""The sound of the whole program: one player, the sounds, and how loud they are, for one workout after another."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from legtimer.core.settings import Settings
from legtimer.core.workout import Workout

if TYPE_CHECKING:  # the app shows itself before anything can be heard: each is imported when it is first needed
    from legtimer.audio.playback.player import Player
    from legtimer.audio.render.mix import Mix
    from legtimer.audio.render.sound_library import SoundLibrary
    from legtimer.audio.soundtrack import Soundtrack

NEWS = 15.0  # seconds for which a loss of sound is told
MOST_NEWS = 2  # own sounds that are named at the start
BROKE_OFF = "the sound broke off"
BELL_INSTEAD = "no sound, the bell rings"


class SoundService:
    """Opened once, for as long as the app runs.

    Attributes:
        bell: rung at each phase where nothing can be played.
        news: what opening brought to light, a line each: why there is no sound, which own sounds cannot be used.
    """

    def __init__(self, builtin: Path, own: Path | None, settings: Settings) -> None:
        """Nothing starts yet. The sounds are in two folders; a sound of one's own takes the place of a built-in one."""
        self.bell: Callable[[], None] = lambda: None
        self.messages: list[str] = []
        self._folders = builtin, own
        self._settings = settings
        self._soundtrack: Soundtrack | None = None
        self._worker = ThreadPoolExecutor(1, "score")
        self._reopening: asyncio.Task[None] | None = None
        self._notice = ""
        self._told_until = 0.0

    @cached_property
    def _player(self) -> "Player":
        from legtimer.audio.playback.player import Player  # noqa: PLC0415

        return Player(on_lost=self._lose)

    @cached_property
    def _sounds(self) -> "SoundLibrary":
        from legtimer.audio.render.sound_library import SoundLibrary  # noqa: PLC0415

        return SoundLibrary(*self._folders)

    async def open(self) -> None:
        """Find out what can play, and which own sounds cannot; a workout may begin meanwhile."""
        await self._player.open()
        if self._player.unavailable:
            self.messages.append("No sound card answers, the bell rings instead. `legtimer doctor` says why.")
            self._tell(BELL_INSTEAD)
        loop = asyncio.get_running_loop()
        faults = await loop.run_in_executor(self._worker, lambda: self._sounds.faults)
        if len(faults) > MOST_NEWS:
            self.messages.append(f"{len(faults)} of your own sounds are not used: `legtimer doctor` says why.")
        else:
            self.messages += [f"Your own {path.name} is not used: {reason}." for path, reason in faults.items()]

    async def close(self) -> None:
        """Silence, and no process left."""
        if self._soundtrack is not None:
            self._soundtrack.close()
        if self._reopening is not None:
            await asyncio.wait([self._reopening])
        await self._player.close()
        self._worker.shutdown(wait=False, cancel_futures=True)

    @property
    def settings(self) -> Settings:
        """How loud it all is; a change is heard at once, in the middle of a workout too."""
        return self._settings

    @settings.setter
    def settings(self, settings: Settings) -> None:
        self._settings = settings
        if self._soundtrack is not None:
            self._soundtrack.mix = _mix(settings)

    @property
    def notice(self) -> str:
        """What a person should know about the sound, in a few words and for a while; most often nothing."""
        if self._soundtrack is not None and self._soundtrack.problem is not None:
            self._tell(f"no sound for a while: {self._soundtrack.problem}")
            self._soundtrack.problem = None
        return self._notice if time.monotonic() < self._told_until else ""

    def soundtrack(self, workout: Workout) -> "Soundtrack":
        """The sound of one workout; that of the one before is over."""
        from legtimer.audio.soundtrack import Soundtrack  # noqa: PLC0415

        if self._soundtrack is not None:
            self._soundtrack.close()
        if self._player.unavailable:  # there may be a sound card by now
            self._reopening = asyncio.create_task(self._player.open())
        settings = self._settings
        self._soundtrack = Soundtrack(
            self._player,
            self._sounds,
            workout.preset,
            _mix(settings),
            self._worker,
            count=settings.count,
            wait=workout.wait,
            bell=self.bell,
        )
        return self._soundtrack

    def _lose(self, _: str) -> None:
        # Not why: nobody reads a library's words from the mat, and `legtimer doctor` has them.
        self._tell(BELL_INSTEAD if self._player.unavailable else BROKE_OFF)

    def _tell(self, notice: str) -> None:
        self._notice = notice
        self._told_until = time.monotonic() + NEWS


def _mix(settings: Settings) -> "Mix":
    from legtimer.audio.render.mix import Mix  # noqa: PLC0415

    return Mix(
        glide=settings.glide,
        voice=settings.voice,
        clicks=settings.clicks,
        master=settings.master,
        mute=settings.mute,
    )
