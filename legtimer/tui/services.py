"""What the app works with, put together once by the command line."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from textual.app import App

from legtimer.audio.service import SoundService
from legtimer.core.load import Unit
from legtimer.runtime.settings_store import SettingsStore
from legtimer.storage.history import History
from legtimer.storage.preset_library import PresetEntry, PresetLibrary
from legtimer.system.clock import milliseconds_now
from legtimer.tui.keymap import Keymap
from legtimer.tui.terminal.capabilities import TerminalCapabilities


class Services(Struct, frozen=True, kw_only=True):
    """The services that screens use."""

    library: PresetLibrary
    history: History
    save: bool = True  # workouts are saved in the history
    sound: SoundService
    settings: SettingsStore
    run: PresetEntry | None = None  # a preset that is performed at once, instead of showing the picker
    capabilities: TerminalCapabilities = TerminalCapabilities()
    keymap: Keymap = {}
    startup_messages: Callable[[], Sequence[str]] = tuple  # finds out what to report at the start; may take long
    clock: Callable[[], int] = milliseconds_now  # monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep  # seconds
    local_time: Callable[[], datetime] = lambda: datetime.now().astimezone()  # with its offset from UTC

    @property
    def units(self) -> Unit:
        """The unit in which loads are shown, and typed if they have none."""
        return self.settings.current.units


def services_of(app: App[Any]) -> Services:
    """Return the services of an app."""
    services: Services = app.services  # type: ignore[attr-defined]
    return services
