"""`legtimer history`: list past sessions, check their files, import exported ones."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from legtimer.cli.output import EXIT_FAILURE, EXIT_OK, fail, print_error, print_line
from legtimer.core.formatting import clock_text, count_text
from legtimer.core.load import Unit
from legtimer.core.renames import Renames
from legtimer.core.session import Session
from legtimer.storage.copies import SessionCopy
from legtimer.storage.export import write_csv, write_json
from legtimer.storage.history import History, first_id
from legtimer.storage.imports.plan import plan_import
from legtimer.storage.locations import Locations
from legtimer.storage.merging import find_copies, merge
from legtimer.storage.preset_library import PresetLibrary
from legtimer.storage.recovery import close_orphans
from legtimer.storage.session_file import read_session
from legtimer.storage.settings_file import read_settings
from legtimer.storage.toml_file import BadFileError
from legtimer.system.terminal import is_terminal


def list_sessions(options: argparse.Namespace, locations: Locations) -> int:
    """Print the matching sessions, newest first; unreadable files are named on standard error."""
    history = History(locations)
    close_orphans(history, datetime.now().astimezone())  # does nothing if the disk cannot be written to
    renames = Renames(PresetLibrary(locations).presets())
    sessions = _matching(history, options, renames)
    if options.json:
        write_json(sessions, sys.stdout)
    elif options.csv:
        write_csv(sessions, sys.stdout)
    else:
        for session in sessions:
            print_line(session_line(renames(session)))
    return EXIT_OK


def check(options: argparse.Namespace, locations: Locations) -> int:
    """Name every unreadable or misplaced session file, and every session with several files; `--merge` joins these."""
    history = History(locations)
    several = find_copies(history)
    if options.merge:
        for files in several:
            merged = merge(history, files)
            print_line(f"{history.path_of(merged.id)}: merged from {count_text(len(files), 'file')}, kept in the bin")
        several = []
    sessions, unreadable = history.read_all()
    faults = [f"{file.path}: {file.reason}" for file in unreadable]
    faults += [fault for path in history.paths() if (fault := _misplaced(history, path))]
    faults += [_copy_fault(files[0], copy) for files in several for copy in files[1:]]
    for fault in faults:
        print_line(fault)
    if several:
        print_line("`legtimer history check --merge` makes one file of each session, and keeps them all in the bin")
    found = count_text(len(faults), "fault") if faults else "no faults"
    print_line(f"{count_text(len(sessions) + len(unreadable), 'session')}, {found}")
    return EXIT_FAILURE if faults else EXIT_OK


def _misplaced(history: History, path: Path) -> str | None:
    """What is wrong with the name or the folder of a session file, if anything."""
    own = history.path_of(path.stem)
    if path == own:
        return None
    if path.stem[:4].isdecimal():
        return f"{path}: found in the folder {path.parent.name}, expected in {own.parent.name}: cannot be edited"
    with suppress(BadFileError):  # reported as unreadable
        name = first_id(read_session(path))
        return (
            f"{path}: found a name without date and time: cannot be edited; rename it to {history.path_of(name).name}"
        )
    return None


def _copy_fault(counted: SessionCopy, copy: SessionCopy) -> str:
    same = replace(copy.session, id="") == replace(counted.session, id="")
    differs = "with the same content" if same else "with other content, edited before it"
    return f"{copy.path}: a second file of the session in {counted.path.name}, {differs}: not counted"


def import_sessions(options: argparse.Namespace, locations: Locations) -> int:
    """Add the new sessions of a file: all of them, or none if the file has a fault."""
    history = History(locations)
    units = read_settings(locations.settings)[0].units
    if options.dry_run:
        return _import(options, history, units)
    with history.lock_for_import():
        return _import(options, history, units)


def _import(options: argparse.Namespace, history: History, units: Unit) -> int:
    try:
        plan = plan_import(Path(options.file), history.iterate(), dict(options.map), units)
    except BadFileError as bad:
        fail(f"{options.file}: {bad}")
    for session in plan.new:
        print_line(session_line(session))
    for line in (*plan.skipped, *plan.faults):
        print_line(f"{options.file}: {line}")
    faulty = f", {len(plan.faults)} faulty" if plan.faults else ""
    print_line(f"{len(plan.new)} new, {plan.known} already in your history{faulty}")
    if plan.faults:
        fail("nothing was added: correct or remove the faulty sessions, then try again")
    if options.dry_run or not plan.new:
        return EXIT_OK
    if is_terminal(sys.stdin) and not _confirm(f"Add {len(plan.new)} to your history? [y/N] "):
        print_line("nothing was added")
        return EXIT_FAILURE
    for session in plan.new:
        history.add(session)
    print_line(f"{len(plan.new)} added")
    return EXIT_OK


def _confirm(question: str) -> bool:
    try:
        return input(question).strip().lower() in ("y", "yes")
    except EOFError:
        return False


def _matching(history: History, options: argparse.Namespace, renames: Renames) -> Iterator[Session]:
    """The sessions asked for; those of a preset whose file was renamed, by the stem that it has now."""
    for found in history.iterate():
        if not isinstance(found, Session):
            print_error(f"{found.path}: not listed: {found.reason}")
        elif (options.since is None or found.day >= options.since) and options.preset in (None, renames(found).preset):
            yield found


def session_line(session: Session) -> str:
    """What a list says of a session, in one line."""
    reps = (
        f"{session.reps}/{session.reps_planned} reps" if session.reps_planned else count_text(len(session.sets), "set")
    )
    effort = f"  effort {session.effort}" if session.effort else ""
    back = f"  back {session.back}" if session.back else ""
    start, tension = f"{session.started:%Y-%m-%d %H:%M}", clock_text(session.tension_ms)
    return f"{start}  {session.preset:24} {session.status:11} {reps:>13}  {tension:>6}{effort}{back}"
