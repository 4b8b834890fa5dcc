"""`legtimer`: puts the services of the app together and opens it."""

import gc
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from legtimer.cli.check import fault_line
from legtimer.cli.crash_report import report_thread_errors
from legtimer.cli.output import EXIT_OK, EXIT_USAGE, print_error, print_line
from legtimer.core.preset_entry import PresetEntry
from legtimer.core.session import Session, Unreadable
from legtimer.storage.history import History
from legtimer.storage.locations import Locations, bundled_folder
from legtimer.storage.preset_library import PresetLibrary
from legtimer.storage.recovery import close_orphans, recover_unsaved
from legtimer.storage.settings_file import read_settings, write_settings
from legtimer.storage.toml_file import BadFileError

if TYPE_CHECKING:
    import argparse

    from legtimer.runtime.session_writer import NullSessionWriter, SessionWriter

HURRIED, UNHURRIED = 0.0005, 0.005  # seconds that one thread may keep another waiting; the latter is Python's own
NO_SCREEN = ("dumb", "unknown")  # values of TERM for what cannot place a character on a screen


def open_app(_: "argparse.Namespace", locations: Locations) -> int:
    """Open the picker."""
    return EXIT_USAGE if without_screen() else _open(locations)


def perform(locations: Locations, entry: PresetEntry, *, mute: bool, save: bool) -> int:
    """Go straight into a workout; whether there is a screen has been looked at."""
    return _open(locations, run=entry, mute=mute, save=save)


def _open(locations: Locations, run: PresetEntry | None = None, *, mute: bool = False, save: bool = True) -> int:
    _hurry()
    # Slow to import: only once it is clear that there is something to show it in.
    from legtimer.audio.service import SoundService  # noqa: PLC0415
    from legtimer.tui.app import LegtimerApp  # noqa: PLC0415
    from legtimer.tui.services import Services  # noqa: PLC0415
    from legtimer.tui.terminal.capabilities import TerminalCapabilities, detect_capabilities  # noqa: PLC0415

    history = History(locations)
    settings, faults = read_settings(locations.settings)
    settings = replace(settings, mute=settings.mute or mute)
    services = Services(
        library=PresetLibrary(locations),
        history=history,
        begin=history.start_session if save else _leave_no_trace,
        sound=SoundService(bundled_folder("sounds"), locations.own_sounds, settings),
        settings=settings,
        save_settings=lambda choices: _keep(locations, choices),
        run=run,
        capabilities=TerminalCapabilities() if _served() else detect_capabilities(os.environ),
        startup_messages=lambda: [
            *_news_of(history),
            *(fault_line(locations.settings.name, fault) for fault in faults),
        ],
        first_frame_shown=_settle_down,
    )
    app = LegtimerApp(services)
    try:
        with report_thread_errors(app.report):
            app.run()
    finally:
        _tell_what_is_unsaved(app.session_writers, history)
    if app.bugs:
        raise app.bugs[0] if len(app.bugs) == 1 else ExceptionGroup("several", app.bugs)
    return app.return_code or EXIT_OK


def _hurry() -> None:
    # The first frame is taken to the terminal while the next thing is thought about, not after.
    sys.setswitchinterval(HURRIED)
    # Nothing here goes to a network. Without the library for doing so in secret asyncio is there sooner, and smaller.
    sys.modules.setdefault("ssl", None)  # type: ignore[arg-type]


def _settle_down() -> None:
    sys.setswitchinterval(UNHURRIED)
    gc.freeze()
    gc.enable()


def _leave_no_trace(_: Session) -> "NullSessionWriter":
    from legtimer.runtime.session_writer import NullSessionWriter  # noqa: PLC0415

    return NullSessionWriter()


def without_screen() -> bool:
    """Whether there is nothing to show the app in; why, has been said."""
    refusal = None if _served() else _no_screen()
    if refusal is not None:
        print_error(refusal)
    return refusal is not None


def _served() -> bool:
    """Whether `legtimer serve` shows it in a browser."""
    return "TEXTUAL_DRIVER" in os.environ


def _no_screen() -> str | None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return "the app needs a terminal to show itself in; for scripts there is `legtimer presets --json`"
    term = os.environ.get("TERM")
    if term in NO_SCREEN:
        return f"the app cannot draw where TERM is {term}; try another terminal, or `legtimer render` for sound alone"
    return None


def _tell_what_is_unsaved(session_writers: "Sequence[SessionWriter]", history: History) -> None:
    """On the terminal as it was before the app; the last of the sessions is on disk afterwards, if it can be."""
    if not session_writers:
        return
    from legtimer.tui.workout_flow import unsaved_lines  # noqa: PLC0415  # imported by now

    with suppress(OSError):  # the terminal may be gone
        for line in (line for session_writer in session_writers for line in unsaved_lines(session_writer, history)):
            print_line(line)
        sys.stdout.flush()


def _news_of(history: History) -> Iterator[str]:
    now = datetime.now().astimezone()
    yield from (_told_of(found, "was interrupted; what it held is kept") for found in close_orphans(history, now))
    yield from (_told_of(found, "is in your history by now") for found in recover_unsaved(history))


def _told_of(found: Session | Unreadable, what: str) -> str:
    if isinstance(found, Unreadable):
        return f"{found.path} is left as it is: {found.reason}"
    return f"{found.name}, {found.started:%d %b %H:%M}, {what}"


def _keep(locations: Locations, choices: Mapping[str, object]) -> None:
    """Write choices over those in the file as it is by now: another legtimer may have written it meanwhile."""
    settings, _ = read_settings(locations.settings)
    try:
        write_settings(locations.settings, replace(settings, **choices))
    except BadFileError as bad:
        raise OSError(f"{locations.settings}: {bad}") from bad
