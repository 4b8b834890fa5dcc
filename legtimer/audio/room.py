"""The sound of the whole program: one player, the sounds, and how loud they are, for one workout after another."""

import time

from legtimer.audio.mix import Mix
from legtimer.audio.player import Player
from legtimer.audio.sounds import SoundLibrary
from legtimer.audio.soundtrack import Soundtrack
from legtimer.core.preset import Preset
from legtimer.core.settings import Settings

NEWS = 15.0  # seconds for which a loss of sound is told


class SoundRoom:
    """Opened once, for as long as the app runs."""

    def __init__(self, sounds: SoundLibrary, settings: Settings) -> None:
        self._sounds = sounds
        self._settings = settings
        self._soundtrack: Soundtrack | None = None
        self._player = Player(on_lost=self._lose)
        self._opened = False
        self._lost = -NEWS

    async def open(self) -> None:
        """Find out what can play; a workout may begin meanwhile."""
        await self._player.open()
        self._opened = True

    async def close(self) -> None:
        """Silence, and no process left."""
        await self._player.close()

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
        """What a person should know about the sound, in a few words; most often nothing."""
        if self._opened and self._player.output is None:
            return "no sound"
        if time.monotonic() - self._lost < NEWS:
            return "sound was lost, getting it back"
        return ""

    def _lose(self, reason: str) -> None:
        self._lost = time.monotonic()

    def soundtrack(self, preset: Preset) -> Soundtrack:
        """The sound of one workout."""
        settings = self._settings
        self._soundtrack = Soundtrack(
            self._player, self._sounds, preset, _mix(settings), count=settings.count, wait=settings.wait
        )
        return self._soundtrack


def _mix(settings: Settings) -> Mix:
    return Mix(
        glide=settings.glide,
        voice=settings.voice,
        clicks=settings.clicks,
        master=settings.master,
        mute=settings.mute,
    )
