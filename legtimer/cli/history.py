"""`legtimer history`: past sessions, whether their files are sound, and bringing in those of another machine."""

import argparse
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from legtimer.cli.output import EXIT_NO, EXIT_OK, print_error, print_line
from legtimer.core.formatting import clock_text
from legtimer.core.session import Session
from legtimer.storage.export import write_csv, write_json
from legtimer.storage.history import History
from legtimer.storage.import_file import Import, plan_import
from legtimer.storage.locations import Locations
from legtimer.storage.toml_file import BadFileError


def list_sessions(options: argparse.Namespace, locations: Locations) -> int:
    """The sessions asked for, newest first; files that cannot be read are named on stderr."""
    history = History(locations)
    history.close_orphans(datetime.now().astimezone())  # a disk that cannot be written to can be read all the same
    sessions = (session for session in _readable(history) if _asked_for(session, options))
    if options.json:
        write_json(sessions, sys.stdout)
    elif options.csv:
        write_csv(sessions, sys.stdout)
    else:
        for session in sessions:
            print_line(_line(session))
    return EXIT_OK


def check(_: argparse.Namespace, locations: Locations) -> int:
    """Name every file of the history that is no session, or lies where it cannot be found again by its id."""
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
    print_line(f"{len(sessions) + len(unreadable)} sessions, {f'{len(faults)} bad' if faults else 'all sound'}")
    return EXIT_NO if faults else EXIT_OK


def import_sessions(options: argparse.Namespace, locations: Locations) -> int:
    """Add the sessions of a file that are new: all of them, or none if anything in it is faulty."""
    history = History(locations)
    try:
        plan = plan_import(Path(options.file), history.each())
    except BadFileError as bad:
        print_error(f"{options.file}: {bad}")
        return EXIT_NO
    for session in plan.new:
        print_line(_line(session))
    for fault in plan.faults:
        print_line(f"{options.file}: {fault}")
    print_line(_sums(plan))
    if plan.faults:
        print_error("nothing was added: mend or take out what is faulty, then try again")
        return EXIT_NO
    if options.dry_run or not plan.new:
        return EXIT_OK
    if sys.stdin.isatty() and not _agreed(f"Add {len(plan.new)} to your history? [y/N] "):
        print_line("nothing was added")
        return EXIT_NO
    for session in plan.new:
        history.add(session)
    print_line(f"{len(plan.new)} added")
    return EXIT_OK


def _sums(plan: Import) -> str:
    faulty = f", {len(plan.faults)} faulty" if plan.faults else ""
    return f"{len(plan.new)} new, {plan.known} in your history already{faulty}"


def _agreed(question: str) -> bool:
    try:
        return input(question).strip().lower() in ("y", "yes")
    except EOFError:
        return False


def _readable(history: History) -> Iterator[Session]:
    for found in history.each():
        if isinstance(found, Session):
            yield found
        else:
            print_error(f"{found.path}: {found.reason}; it is left as it is")


def _asked_for(session: Session, options: argparse.Namespace) -> bool:
    since = options.since is None or session.started.date() >= options.since
    return since and options.preset in (None, session.preset)


def _line(session: Session) -> str:
    reps = f"{session.reps}/{session.reps_planned} reps" if session.reps_planned else f"{len(session.sets)} sets"
    effort = f"  effort {session.effort}" if session.effort else ""
    back = f"  back {session.back}" if session.back else ""
    when, tension = f"{session.started:%Y-%m-%d %H:%M}", clock_text(session.tension_ms)
    return f"{when}  {session.preset:24} {session.status:11} {reps:>13}  {tension:>6}{effort}{back}"
