"""`legtimer`: puts the services of the app together and opens it."""

import os
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from legtimer.cli.output import EXIT_OK, EXIT_USAGE, fault_line, print_error
from legtimer.core.formatting import day_and_time
from legtimer.core.printable import printable
from legtimer.core.session import Session
from legtimer.storage.history import History, Unreadable
from legtimer.storage.locations import Locations, bundled_folder
from legtimer.storage.preset_library import PresetEntry, PresetLibrary
from legtimer.storage.recovery import close_orphans, recover_unsaved
from legtimer.storage.settings_file import read_settings, write_settings
from legtimer.system.terminal import is_terminal, write_if_taken

if TYPE_CHECKING:
    import argparse

    from legtimer.tui.app import LegtimerApp

NO_SCREEN = ("dumb", "unknown")  # values of TERM of terminals that cannot position the cursor


def open_app(_: "argparse.Namespace", locations: Locations) -> int:
    """Open the picker."""
    return EXIT_USAGE if without_screen() else _open(locations)


def perform(locations: Locations, entry: PresetEntry, *, mute: bool, save: bool) -> int:
    """Begin a workout at once; the caller has checked that there is a terminal."""
    return _open(locations, run=entry, mute=mute, save=save)


def _open(locations: Locations, run: PresetEntry | None = None, *, mute: bool = False, save: bool = True) -> int:
    # Slow to import: only once it is clear that there is a terminal.
    from legtimer.audio.playback.backends import ORDERS, SOUND  # noqa: PLC0415
    from legtimer.audio.playback.player import Player  # noqa: PLC0415
    from legtimer.audio.service import SoundService  # noqa: PLC0415
    from legtimer.runtime.settings_store import SettingsStore  # noqa: PLC0415
    from legtimer.tui.app import LegtimerApp  # noqa: PLC0415
    from legtimer.tui.keymap import read_keymap  # noqa: PLC0415
    from legtimer.tui.services import Services  # noqa: PLC0415
    from legtimer.tui.terminal.capabilities import TerminalCapabilities, detect_capabilities  # noqa: PLC0415

    history = History(locations)
    settings, faults = read_settings(locations.settings)
    keymap, key_faults = read_keymap(settings.keys)
    settings = replace(settings, mute=settings.mute or mute)
    player = Player(remote=ORDERS.get(os.environ.get(SOUND, ""), ()))
    services = Services(
        library=PresetLibrary(locations),
        history=history,
        save=save,
        sound=SoundService(bundled_folder("sounds"), locations.own_sounds, settings, player, spoken=locations.spoken),
        settings=SettingsStore(settings, partial(_write_choices, locations.settings)),
        run=run,
        capabilities=TerminalCapabilities(touched=True) if _served() else detect_capabilities(os.environ),
        startup_messages=lambda: [
            *_recovered_sessions(history),
            *(fault_line(locations.settings.name, fault) for fault in (*faults, *key_faults)),
        ],
        keymap=keymap,
    )
    app = LegtimerApp(services)
    try:
        app.run()
    finally:
        _print_last_messages(app)
    errors = [*app.errors, *(writer.error for writer in app.session_writers if writer.error is not None)]
    if errors:
        raise errors[0] if len(errors) == 1 else ExceptionGroup("several", errors)
    return app.return_code or EXIT_OK


def without_screen() -> bool:
    """Return whether there is no terminal that can show the app, after printing the reason."""
    reason = None if _served() else _why_no_screen()
    if reason is not None:
        print_error(reason)
    return reason is not None


def _served() -> bool:
    """Return whether `legtimer serve` shows the app in a browser."""
    return "TEXTUAL_DRIVER" in os.environ


def _why_no_screen() -> str | None:
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        return "the app needs a terminal to show itself in; for scripts there is `legtimer presets --json`"
    term = os.environ.get("TERM")
    if term in NO_SCREEN:
        return f"the app cannot draw where TERM is {term}; try another terminal, or `legtimer run PRESET --plain`"
    return None


def _print_last_messages(app: "LegtimerApp") -> None:
    """Wait until the sessions are on disk, and print what became of them and what the screen had no time to show."""
    lines = [message for message, _ in app.held_messages]
    if app.session_writers:
        from legtimer.runtime.saved import saved_line, unsaved_lines  # noqa: PLC0415  # the app has imported it

        if app.cut_off is not None and (saved := saved_line(app.cut_off)):
            lines.append(saved)
        lines += [line for session_writer in app.session_writers for line in unsaved_lines(session_writer)]
    if lines:
        write_if_taken(sys.stdout.fileno(), "".join(f"{printable(line)}\n" for line in lines))


def _recovered_sessions(history: History) -> Iterator[str]:
    now = datetime.now().astimezone()
    for found in close_orphans(history, now):
        yield _recovery_line(found, "was interrupted; what it held is saved")
    for found in recover_unsaved(history):
        yield _recovery_line(found, "has been moved into your history")


def _recovery_line(found: Session | Unreadable, what: str) -> str:
    if isinstance(found, Unreadable):
        return f"{found.path} is left as it is: {found.reason}"
    return f"{found.name}, {day_and_time(found.started)}, {what}"


def _write_choices(path: Path, choices: Mapping[str, object]) -> None:
    """Change settings in the file, where another legtimer may have changed others meanwhile."""
    settings, _ = read_settings(path)
    write_settings(path, replace(settings, **choices))
