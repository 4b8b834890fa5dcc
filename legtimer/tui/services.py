"""What the app works with, put together once by the command line."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from msgspec import Struct

from legtimer.audio.service import SoundService
from legtimer.core.preset_entry import PresetEntry
from legtimer.core.session import Session
from legtimer.runtime.session_writer import SessionFile
from legtimer.runtime.settings_store import SettingsStore
from legtimer.storage.history import History
from legtimer.storage.preset_library import PresetLibrary
from legtimer.system.clock import milliseconds_now
from legtimer.tui.terminal.capabilities import TerminalCapabilities


def _today() -> datetime:
    return datetime.now().astimezone()


class Services(Struct, frozen=True, kw_only=True):
    """The services that screens use.

    Attributes:
        library: the presets on disk.
        history: the past sessions on disk.
        begin: opens the file of a session that starts now.
        sound: the sound of the whole app.
        settings: the current settings.
        run: a preset that is performed at once, instead of showing the picker.
        capabilities: what the terminal can show.
        startup_messages: finds out what to report at the start, one line each; may take long.
        clock: whole milliseconds of a monotonic clock.
        sleep: waits for a number of seconds.
        today: the local date and time with its offset from UTC.
    """

    library: PresetLibrary
    history: History
    begin: Callable[[Session], SessionFile]
    sound: SoundService
    settings: SettingsStore
    run: PresetEntry | None = None
    capabilities: TerminalCapabilities = TerminalCapabilities()
    startup_messages: Callable[[], Sequence[str]] = tuple
    clock: Callable[[], int] = milliseconds_now
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    today: Callable[[], datetime] = _today
