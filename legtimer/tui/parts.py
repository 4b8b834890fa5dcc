"""What the app is built of."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from legtimer.core.library import Entry
from legtimer.core.preset import Preset
from legtimer.core.session import Session
from legtimer.core.settings import Settings
from legtimer.tui.clock import milliseconds_now
from legtimer.tui.terminal_fit import Fit

if TYPE_CHECKING:  # the first frame does without what performs a workout
    from legtimer.tui.archive import Archive
    from legtimer.tui.conductor import Sound
    from legtimer.tui.diary import Page
    from legtimer.tui.shelf import Shelf


def _today() -> datetime:
    return datetime.now().astimezone()


class SoundRoom(Protocol):
    """What the app needs of the audio room; how loud it is, the settings say."""

    settings: Settings
    bell: Callable[[], None]

    @property
    def news(self) -> Sequence[str]:
        """What opening brought to light, a line each: why there is no sound, which own sounds cannot be used."""

    @property
    def notice(self) -> str:
        """What a person should know about the sound; most often nothing."""

    async def open(self) -> None:
        """Find out what can play."""

    async def close(self) -> None:
        """Silence, and nothing left running."""

    def soundtrack(self, preset: Preset) -> "Sound":
        """The sound of one workout."""


class Parts(Struct, frozen=True, kw_only=True):
    """What the app is built of, put together by the front door.

    `begin` opens the file of a session, `keep` writes choices (by name) into the settings file, `run` is performed at
    once, if given, `fit` is what the terminal can show. When there is something to see, `shown` is called, and `news`
    are told, a line each; to find them may take long.
    """

    presets: "Shelf"
    history: "Archive"
    begin: "Callable[[Session], Page]"
    sound: SoundRoom
    settings: Settings
    keep: Callable[[Mapping[str, object]], None]
    run: Entry | None = None
    fit: Fit = Fit()
    news: Callable[[], Sequence[str]] = tuple
    shown: Callable[[], None] = lambda: None
    clock: Callable[[], int] = milliseconds_now
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    today: Callable[[], datetime] = _today
