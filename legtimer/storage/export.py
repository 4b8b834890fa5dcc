"""Sessions for other programs: as JSON with the keys of their files, and as CSV with a row for each."""

import csv
from collections.abc import Iterable
from datetime import datetime
from typing import Any, TextIO

from msgspec.structs import asdict

from legtimer.core.session import Session
from legtimer.storage.session_file import session_data

TENSION = ("up", "top", "down", "bottom", "work")
COLUMNS = (
    *("id", "preset", "name", "status", "started", "ended", "effort", "back", "note"),
    *("sets", "reps", "reps_planned", "tension", *TENSION),
)


def session_json(session: Session) -> dict[str, Any]:
    """The session with the keys of its file, moments as text in ISO 8601."""
    return {key: _plain(value) for key, value in session_data(session).items()}


def write_csv(sessions: Iterable[Session], file: TextIO) -> None:
    """A header and a row for each session; tension in seconds, in all and by phase."""
    writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for session in sessions:
        writer.writerow({**session_json(session), **_sums(session)})


def _sums(session: Session) -> dict[str, float]:
    records = [asdict(record.tension) for record in session.sets]
    return {
        "sets": len(session.sets),
        "reps": session.reps,
        "reps_planned": session.reps_planned,
        "tension": round(session.tension, 3),
        **{phase: round(sum(record[phase] for record in records), 3) for phase in TENSION},
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
