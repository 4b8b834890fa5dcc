"""`legtimer`: puts the parts of the app together and opens it."""

import argparse
import sys
from contextlib import suppress
from datetime import datetime

from legtimer.cli.output import FINE, USAGE, complain
from legtimer.core.library import Entry
from legtimer.storage.history import History
from legtimer.storage.locations import Locations, shipped
from legtimer.storage.presets import Library


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
    from legtimer.audio.mix import Mix  # noqa: PLC0415
    from legtimer.audio.room import SoundRoom  # noqa: PLC0415
    from legtimer.audio.sounds import SoundLibrary  # noqa: PLC0415
    from legtimer.tui.app import LegtimerApp, Parts  # noqa: PLC0415
    from legtimer.tui.diary import Blank  # noqa: PLC0415

    history = History(locations)
    with suppress(OSError):  # a disk that cannot be written to shows at the first save
        history.close_orphans(datetime.now().astimezone())
    parts = Parts(
        presets=Library(locations).load,
        history=history,
        begin=history.begin if save else lambda session: Blank(),
        sound=SoundRoom(SoundLibrary(shipped("sounds"), locations.own_sounds), Mix(mute=mute)),
        run=run,
    )
    app = LegtimerApp(parts)
    app.run()
    return app.return_code or FINE
