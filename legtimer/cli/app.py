"""`legtimer`: puts the parts of the app together and opens it."""

import argparse
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from msgspec.structs import replace

from legtimer.cli.check import fault_line
from legtimer.cli.crash_report import bugs_of_threads
from legtimer.cli.output import FINE, USAGE, complain
from legtimer.core.library import Entry
from legtimer.storage.history import History
from legtimer.storage.locations import Locations, shipped
from legtimer.storage.presets import Library
from legtimer.storage.settings import read_settings, write_settings
from legtimer.storage.toml_file import BadFileError


def open_app(_: argparse.Namespace, locations: Locations) -> int:
    """Open the picker."""
    return _open(locations)


def perform(locations: Locations, entry: Entry, *, mute: bool, save: bool) -> int:
    """Go straight into a workout."""
    return _open(locations, run=entry, mute=mute, save=save)


def _open(locations: Locations, run: Entry | None = None, *, mute: bool = False, save: bool = True) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        complain("the app needs a terminal to show itself in; for scripts there is `legtimer presets --json`")
        return USAGE
    # Slow to import: only once it is clear that there is something to show it in.
    from legtimer.audio.room import SoundRoom  # noqa: PLC0415
    from legtimer.audio.sounds import SoundLibrary  # noqa: PLC0415
    from legtimer.tui.app import LegtimerApp, Parts  # noqa: PLC0415
    from legtimer.tui.diary import Blank  # noqa: PLC0415
    from legtimer.tui.terminal_fit import fit_to, has_screen  # noqa: PLC0415

    if not has_screen(os.environ):
        complain(f"the app cannot show itself where TERM is {os.environ['TERM']}; in another terminal it can")
        return USAGE
    history = History(locations)
    news = []
    with suppress(OSError):  # a disk that cannot be written to shows at the first save
        orphans = history.close_orphans(datetime.now().astimezone())
        news += [
            f"{orphan.name}, {orphan.started:%d %b %H:%M}, was interrupted; what it held is kept" for orphan in orphans
        ]
    settings, faults = read_settings(locations.settings)
    news += [fault_line(locations.settings.name, fault) for fault in faults]
    settings = replace(settings, mute=settings.mute or mute)
    parts = Parts(
        presets=Library(locations),
        history=history,
        begin=history.begin if save else lambda session: Blank(),
        sound=SoundRoom(SoundLibrary(shipped("sounds"), locations.own_sounds), settings),
        settings=settings,
        keep=lambda choices: _keep(locations, choices),
        run=run,
        fit=fit_to(os.environ),
        news=news,
    )
    app = LegtimerApp(parts)
    with bugs_of_threads(app.report):
        app.run()
    if app.bugs:
        raise app.bugs[0] if len(app.bugs) == 1 else ExceptionGroup("several", app.bugs)
    return app.return_code or FINE


def _keep(locations: Locations, choices: Mapping[str, object]) -> None:
    """Write choices over those in the file as it is by now: another legtimer may have written it meanwhile."""
    settings, _ = read_settings(locations.settings)
    try:
        write_settings(locations.settings, replace(settings, **choices))
    except BadFileError as bad:
        raise OSError(f"{locations.settings}: {bad}") from bad
