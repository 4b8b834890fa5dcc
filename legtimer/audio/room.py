"""The sound of the whole program: one player, the sounds, and how loud they are, for one workout after another."""

from collections.abc import Callable

from legtimer.audio.cues import Count
from legtimer.audio.mix import Mix
from legtimer.audio.player import Player
from legtimer.audio.sounds import SoundLibrary
from legtimer.audio.soundtrack import Soundtrack
from legtimer.core.preset import Preset


class SoundRoom:
    """Opened once, for as long as the app runs; `on_problem` is told, in words for people, when there is no sound."""

    def __init__(self, sounds: SoundLibrary, mix: Mix, count: Count = "complete") -> None:
        self.mix = mix
        self.on_problem: Callable[[str], None] = lambda reason: None
        self._sounds = sounds
        self._count: Count = count
        self._player = Player(on_lost=lambda reason: self.on_problem(reason))

    async def open(self) -> None:
        """Find out what can play; a workout may begin meanwhile."""
        await self._player.open()
        if self._player.output is None:
            self.on_problem(self._player.reason)

    async def close(self) -> None:
        """Silence, and no process left."""
        await self._player.close()

    def soundtrack(self, preset: Preset) -> Soundtrack:
        """The sound of one workout."""
        return Soundtrack(self._player, self._sounds, preset, self.mix, count=self._count)
