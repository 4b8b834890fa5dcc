"""Exports sessions, as JSON with the keys of their files or as CSV with a row for each.

The sums in a CSV row are for spreadsheets; `details` holds the blocks and sets as JSON, for an import. No cell begins
with a character that makes a spreadsheet run it as a formula.
"""

import csv
import json
from collections.abc import Iterable
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any, Literal, TextIO

from msgspec.structs import asdict

from legtimer.core.session import Session, Tension
from legtimer.storage import atomic
from legtimer.storage.history import History
from legtimer.storage.session_file import session_data
from legtimer.storage.spreadsheet import escape_cell

ExportFormat = Literal["csv", "json"]

TENSION = Tension.__struct_fields__
FIELDS = ("id", "preset", "name", "status", "started", "ended", "effort", "back", "note")
COLUMNS = (*FIELDS, "sets", "reps", "reps_planned", "tension", *TENSION, "details")


def session_json(session: Session) -> dict[str, Any]:
    """The session with the keys of its file, dates as text in ISO 8601."""
    return {
        key: value.isoformat() if isinstance(value, datetime) else value for key, value in session_data(session).items()
    }


def write_json(sessions: Iterable[Session], file: TextIO) -> None:
    """Write a list of the sessions, one at a time, in ASCII."""
    separator = ""
    file.write("[")
    for session in sessions:
        file.write(f"{separator}\n{json.dumps(session_json(session), indent=2)}")
        separator = ","
    file.write("\n]\n" if separator else "]\n")


def write_csv(sessions: Iterable[Session], file: TextIO) -> None:
    """Write a header and a row for each session; tension is in seconds, in total and by phase."""
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for session in sessions:
        data = session_json(session)
        details = json.dumps({key: data[key] for key in data if key not in FIELDS}, separators=(",", ":"))
        texts = {
            key: escape_cell(data[key]) if isinstance(data[key], str) else data[key] for key in FIELDS if key in data
        }
        writer.writerow({**texts, **_sums(session), "details": details})


WRITERS = {"csv": write_csv, "json": write_json}


def export(history: History, ids: Iterable[str], format_: ExportFormat, now: datetime) -> Path:
    """Write sessions into a new file in the folder of exports, readable by its owner only; returns its path."""
    text = StringIO()
    WRITERS[format_]((history.read(id_) for id_ in ids), text)
    folder = history.locations.exports
    return atomic.create_numbered(
        f"history-{now:%Y-%m-%dT%H-%M-%S}",
        lambda name: atomic.write_new(folder / f"{name}.{format_}", text.getvalue()),
    )


def _sums(session: Session) -> dict[str, float]:
    records = [asdict(record.tension) for record in session.sets]
    return {
        "sets": len(session.sets),
        "reps": session.reps,
        "reps_planned": session.reps_planned,
        "tension": round(session.tension, 3),
        **{phase: round(sum(record[phase] for record in records), 3) for phase in TENSION},
    }
