"""Sessions from a file that was exported, here or on another machine: looked through before anything is written."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from legtimer.core.printable import printable
from legtimer.core.session import Session, Unreadable
from legtimer.storage.export import DETAILS, TOLD
from legtimer.storage.session_file import session_of
from legtimer.storage.toml_file import BadFileError, read_text

LARGEST = 256 * 1024 * 1024  # bytes: twice what 20,000 sessions of ten sets take

Found = tuple[str, Any]  # where it stands in the file, and its keys and values


class Import(Struct, frozen=True):
    """What a file would bring: sessions that are new, how many there are already, and what is none, line by line."""

    new: list[Session]
    known: int
    faults: list[str]


def plan_import(path: Path, there: Iterable[Session | Unreadable]) -> Import:
    """Look through a file beside the sessions that are there. Nothing is written.

    A session is known if one of the same preset started at the same moment, whatever its id: the id may have been
    taken where it was imported before. An id that stands twice in the file counts once.

    Raises:
        BadFileError: the file is neither JSON nor CSV as it is exported.
    """
    found: dict[str, Session] = {}
    faults = []
    for where, data in _entries(read_text(path, LARGEST)):
        try:
            session = _session(data)
        except BadFileError as bad:
            faults.append(f"{where}: {bad}")
        else:
            found.setdefault(session.id, session)
    mine = Counter(_key(session) for session in there if isinstance(session, Session))
    new = []
    for session in sorted(found.values(), key=lambda session: (session.started, session.id)):
        key = _key(session)
        if mine[key]:
            mine[key] -= 1
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
    # Nobody here performs it, and whoever does has its file.
    return replace(session, status="interrupted") if session.status == "running" else session


def _entries(text: str) -> Iterator[Found]:
    return _from_json(text) if text.lstrip()[:1] in ("[", "{") else _from_csv(text)


def _from_json(text: str) -> Iterator[Found]:
    try:
        entries = json.loads(text)
    except RecursionError:
        raise BadFileError("lists or tables nested too deep", "JSON") from None
    except ValueError as error:
        raise BadFileError(f"what is no JSON: {printable(str(error))}", "JSON or CSV as exported") from None
    entries = entries if isinstance(entries, list) else [entries]
    return ((f"session {number}", entry) for number, entry in enumerate(entries, 1))


def _from_csv(text: str) -> Iterator[Found]:
    csv.field_size_limit(LARGEST)  # a long routine is a long row
    reader = csv.DictReader(StringIO(text, newline=""), strict=True)
    try:
        missing = {*TOLD, "details"}.difference(reader.fieldnames or ())
        if missing:
            columns = ", ".join(sorted(missing))
            raise BadFileError(f"no column {columns}", "what `legtimer history --csv` writes", 1)
        for row in reader:
            yield f"line {reader.line_num}", _from_row(row)
    except csv.Error as error:
        raise BadFileError(f"what is no CSV: {printable(str(error))}", "CSV", reader.line_num) from None


def _from_row(row: dict[str, str]) -> object:
    try:
        details = json.loads(row["details"] or "")
    except (ValueError, RecursionError):
        return None
    if not isinstance(details, dict):
        return None
    told: dict[str, object] = {key: row[key] for key in TOLD if row[key]}
    if row["effort"] and row["effort"].isdecimal():
        told["effort"] = int(row["effort"])
    return {**{key: details[key] for key in DETAILS if key in details}, **told}
