"""`legtimer history`: past sessions, and whether their files are sound."""

import argparse
import sys
from contextlib import suppress
from datetime import datetime

from legtimer.cli.output import FINE, NO, complain, say, say_json
from legtimer.cli.presets import clock
from legtimer.core.session import Session
from legtimer.storage.export import session_json, write_csv
from legtimer.storage.history import History
from legtimer.storage.locations import Locations


def list_sessions(options: argparse.Namespace, locations: Locations) -> int:
    """The sessions asked for, newest first; files that cannot be read are named on stderr."""
    history = History(locations)
    with suppress(OSError):  # a disk that cannot be written to can be read all the same
        history.close_orphans(datetime.now().astimezone())
    everything, unreadable = history.read_all()
    for file in unreadable:
        complain(f"{file.path}: {file.reason}; it is left as it is")
    sessions = [session for session in everything if _asked_for(session, options)]
    if options.json:
        say_json([session_json(session) for session in sessions])
    elif options.csv:
        write_csv(sessions, sys.stdout)
    else:
        for session in sessions:
            say(_line(session))
    return FINE


def check(_: argparse.Namespace, locations: Locations) -> int:
    """Name every file of the history that is no session."""
    sessions, unreadable = History(locations).read_all()
    for file in unreadable:
        say(f"{file.path}: {file.reason}")
    say(f"{len(sessions) + len(unreadable)} sessions, {len(unreadable) or 'all sound'}{' bad' * bool(unreadable)}")
    return NO if unreadable else FINE


def _asked_for(session: Session, options: argparse.Namespace) -> bool:
    since = options.since is None or session.started.date() >= options.since
    return since and options.preset in (None, session.preset)


def _line(session: Session) -> str:
    reps = f"{session.reps}/{session.reps_planned} reps" if session.reps_planned else f"{len(session.sets)} sets"
    effort = f"  effort {session.effort}" if session.effort else ""
    back = f"  back {session.back}" if session.back else ""
    when, tension = f"{session.started:%Y-%m-%d %H:%M}", clock(round(session.tension * 1000))
    return f"{when}  {session.preset:24} {session.status:11} {reps:>13}  {tension:>6}{effort}{back}"
