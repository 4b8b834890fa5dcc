"""`legtimer history add`: a workout that was done elsewhere."""

import argparse
from datetime import datetime

from legtimer.cli.history import session_line
from legtimer.cli.output import EXIT_FAILURE, EXIT_OK, EXIT_USAGE, fail, print_line
from legtimer.cli.presets import find_entry, print_faults
from legtimer.core.entry import enter, read_entry
from legtimer.core.parsing import read_moment
from legtimer.storage.history import History
from legtimer.storage.locations import Locations
from legtimer.storage.preset_library import PresetLibrary

FIELDS = ("sets", "reps", "effort", "back", "note")


def add(options: argparse.Namespace, locations: Locations) -> int:
    """Add a session of a preset: as planned, or as the options say."""
    library = PresetLibrary(locations)
    found = library.identify(find_entry(library, options.preset))
    if found.preset is None:
        print_faults(found)
        raise SystemExit(EXIT_FAILURE)
    try:
        entry = read_entry({field: getattr(options, field) for field in FIELDS})
        started = read_moment(options.when).astimezone() if options.when else None
        session = enter(found.stem, found.preset, entry, started, datetime.now().astimezone())
    except ValueError as error:
        fail(str(error), EXIT_USAGE)
    history = History(locations)
    added = history.add_once(session)
    print_line(session_line(added))
    print_line(f"added: {history.path_of(added.id)}")
    return EXIT_OK
