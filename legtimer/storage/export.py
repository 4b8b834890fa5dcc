"""Exports sessions, as JSON with the keys of their files or as CSV with a row for each, and reads them again.

The sums in a CSV row are for spreadsheets; `details` holds the blocks and sets as JSON, for an import.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any, Literal, TextIO

from msgspec import Struct
from msgspec.structs import asdict, replace

from legtimer.core.printable import error_reason, printable
from legtimer.core.session import Session, Tension
from legtimer.storage import atomic
from legtimer.storage.history import History, Unreadable
from legtimer.storage.session_file import checked_text, session_data, session_of
from legtimer.storage.toml_file import BadFileError, read_text

LARGEST_IMPORT = 256 * 1024 * 1024  # bytes: twice the size of 20,000 sessions of ten sets
ExportFormat = Literal["csv", "json"]

TENSION = Tension.__struct_fields__
FIELDS = ("id", "preset", "name", "status", "started", "ended", "effort", "back", "note")
DETAILS = ("schema", "blocks", "sets")
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
        details = json.dumps({key: data.pop(key) for key in DETAILS}, separators=(",", ":"))
        writer.writerow({**data, **_sums(session), "details": details})


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


class Import(Struct, frozen=True):
    """What an import would do: the new sessions, how many are in the history already, and the faults of the rest."""

    new: list[Session]
    known: int
    faults: list[str]


def plan_import(path: Path, existing: Iterable[Session | Unreadable]) -> Import:
    """Compare the sessions in a file, which is JSON or CSV as exported, with the existing ones.

    A session is known if one of the same preset started at the same moment, whatever its id: the id may have been
    taken where it was imported before. An id that occurs twice in the file counts once.
    """
    found: dict[str, Session] = {}
    faults = []
    text = read_text(path, LARGEST_IMPORT)
    for where, data in _from_json(text) if text.lstrip().startswith(("[", "{")) else _from_csv(text):
        try:
            session = _session(data)
            checked_text(session)
        except (BadFileError, OSError) as error:
            faults.append(f"{where}: {error_reason(error)}")
        else:
            found.setdefault(session.id, session)
    known = Counter(_key(session) for session in existing if isinstance(session, Session))
    new = []
    for session in sorted(found.values(), key=lambda session: (session.started, session.id)):
        key = _key(session)
        if known[key]:
            known[key] -= 1
        else:
            new.append(session)
    return Import(new, len(found) - len(new), faults)


def _key(session: Session) -> tuple[datetime, str]:
    return session.started.astimezone(UTC), session.preset


def _session(data: object) -> Session:
    if not isinstance(data, dict):
        raise BadFileError("no table of keys and values", "a session")
    if not isinstance(data.get("id"), str):
        raise BadFileError("no id", "the keys of a session file")
    session = session_of(data, data["id"])
    # A running session is performed elsewhere; here its file would never be completed.
    return replace(session, status="interrupted") if session.status == "running" else session


def _from_json(text: str) -> Iterator[tuple[str, Any]]:
    """Each entry, and where it is in the file."""
    try:
        entries = json.loads(text)
    except RecursionError:
        raise BadFileError("lists or tables nested too deep", "JSON") from None
    except ValueError as error:
        raise BadFileError(f"invalid JSON: {printable(str(error))}", "JSON or CSV as exported") from None
    entries = entries if isinstance(entries, list) else [entries]
    return ((f"session {number}", entry) for number, entry in enumerate(entries, 1))


def _from_csv(text: str) -> Iterator[tuple[str, Any]]:
    csv.field_size_limit(LARGEST_IMPORT)  # the sets of a long routine are one long field
    reader = csv.DictReader(StringIO(text, newline=""), strict=True)
    try:
        missing = {*FIELDS, "details"}.difference(reader.fieldnames or ())
        if missing:
            raise BadFileError(
                f"no column {', '.join(sorted(missing))}", "the output of `legtimer history --csv`", line=1
            )
        for row in reader:
            yield f"line {reader.line_num}", _from_row(row)
    except csv.Error as error:
        raise BadFileError(f"invalid CSV: {printable(str(error))}", "CSV", reader.line_num) from None


def _from_row(row: dict[str, str]) -> object:
    try:
        details = json.loads(row["details"] or "")
    except (ValueError, RecursionError):
        return None
    if not isinstance(details, dict):
        return None
    fields: dict[str, object] = {key: row[key] for key in FIELDS if row[key] or key == "preset"}
    if (row["effort"] or "").isdecimal():
        with suppress(ValueError):  # thousands of digits: reported as a fault like other text
            fields["effort"] = int(row["effort"])
    return {**{key: details[key] for key in DETAILS if key in details}, **fields}
