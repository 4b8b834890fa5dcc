"""What the app works with, put together once by the command line."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from legtimer.audio.service import SoundService
from legtimer.core.preset_entry import PresetEntry
from legtimer.core.session import Session
from legtimer.core.settings import Settings
from legtimer.runtime.clock import milliseconds_now
from legtimer.runtime.session_writer import SessionFile
from legtimer.storage.history import History
from legtimer.storage.preset_library import PresetLibrary
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
        settings: the settings at the start.
        save_settings: writes changed settings, by name, into the settings file.
        run: a preset that is performed at once, instead of showing the picker.
        capabilities: what the terminal can show.
        startup_messages: finds out what to report at the start, one line each; may take long.
        first_frame_shown: called once the first frame has been drawn.
        clock: whole milliseconds of a monotonic clock.
        sleep: waits for a number of seconds.
        today: the local date and time with its offset from UTC.
    """

    library: PresetLibrary
    history: History
    begin: Callable[[Session], SessionFile]
    sound: SoundService
    settings: Settings
    save_settings: Callable[[Mapping[str, object]], None]
    run: PresetEntry | None = None
    capabilities: TerminalCapabilities = TerminalCapabilities()
    startup_messages: Callable[[], Sequence[str]] = tuple
    first_frame_shown: Callable[[], None] = lambda: None
    clock: Callable[[], int] = milliseconds_now
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    today: Callable[[], datetime] = _today
