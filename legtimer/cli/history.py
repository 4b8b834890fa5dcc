"""`legtimer history`: list past sessions, check their files, import exported ones."""

import argparse
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from legtimer.cli.output import EXIT_FAILURE, EXIT_OK, fail, print_error, print_line
from legtimer.core.formatting import clock_text, count_text
from legtimer.core.session import Session
from legtimer.storage.export import plan_import, write_csv, write_json
from legtimer.storage.history import History
from legtimer.storage.locations import Locations
from legtimer.storage.recovery import close_orphans
from legtimer.storage.toml_file import BadFileError


def list_sessions(options: argparse.Namespace, locations: Locations) -> int:
    """Print the matching sessions, newest first; unreadable files are named on standard error."""
    history = History(locations)
    close_orphans(history, datetime.now().astimezone())  # does nothing if the disk cannot be written to
    sessions = _matching(history, options)
    if options.json:
        write_json(sessions, sys.stdout)
    elif options.csv:
        write_csv(sessions, sys.stdout)
    else:
        for session in sessions:
            print_line(_session_line(session))
    return EXIT_OK


def check(_: argparse.Namespace, locations: Locations) -> int:
    """Name every unreadable session file, and every one that is in the folder of another year."""
    history = History(locations)
    sessions, unreadable = history.read_all()
    faults = [f"{file.path}: {file.reason}" for file in unreadable]
    faults += [
        f"{path}: found in the folder {path.parent.name}, expected in {path.stem[:4]}: listed, but cannot be edited"
        for path in history.paths()
        if path.parent.name != path.stem[:4]
    ]
    for fault in faults:
        print_line(fault)
    found = count_text(len(faults), "fault") if faults else "no faults"
    print_line(f"{count_text(len(sessions) + len(unreadable), 'session')}, {found}")
    return EXIT_FAILURE if faults else EXIT_OK


def import_sessions(options: argparse.Namespace, locations: Locations) -> int:
    """Add the new sessions of an exported file: all of them, or none if the file has a fault."""
    history = History(locations)
    if options.dry_run:
        return _import(options, history)
    with history.lock_for_import():
        return _import(options, history)


def _import(options: argparse.Namespace, history: History) -> int:
    try:
        plan = plan_import(Path(options.file), history.iterate())
    except BadFileError as bad:
        fail(f"{options.file}: {bad}")
    for session in plan.new:
        print_line(_session_line(session))
    for fault in plan.faults:
        print_line(f"{options.file}: {fault}")
    faulty = f", {len(plan.faults)} faulty" if plan.faults else ""
    print_line(f"{len(plan.new)} new, {plan.known} already in your history{faulty}")
    if plan.faults:
        fail("nothing was added: correct or remove the faulty sessions, then try again")
    if options.dry_run or not plan.new:
        return EXIT_OK
    if sys.stdin.isatty() and not _confirm(f"Add {len(plan.new)} to your history? [y/N] "):
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


def _matching(history: History, options: argparse.Namespace) -> Iterator[Session]:
    for found in history.iterate():
        if not isinstance(found, Session):
            print_error(f"{found.path}: not listed: {found.reason}")
        elif (options.since is None or found.day >= options.since) and options.preset in (None, found.preset):
            yield found


def _session_line(session: Session) -> str:
    reps = (
        f"{session.reps}/{session.reps_planned} reps" if session.reps_planned else count_text(len(session.sets), "set")
    )
    effort = f"  effort {session.effort}" if session.effort else ""
    back = f"  back {session.back}" if session.back else ""
    start, tension = f"{session.started:%Y-%m-%d %H:%M}", clock_text(session.tension_ms)
    return f"{start}  {session.preset:24} {session.status:11} {reps:>13}  {tension:>6}{effort}{back}"
