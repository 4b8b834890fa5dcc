"""Sessions from legtimer: its exports as JSON and CSV, which a spreadsheet may have saved again, and session files."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from legtimer.core.parsing import day_comes_first, read_moment, read_whole_number
from legtimer.core.printable import error_reason, printable
from legtimer.core.session import Session
from legtimer.storage.export import FIELDS
from legtimer.storage.imports.table import Row, Table, same_name
from legtimer.storage.session_file import checked_text, session_of
from legtimer.storage.toml_file import BadFileError, parse

DATES = ("started", "ended")
_ID = re.compile(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d")

Found = Session | str  # a session, or what is wrong and where


def is_export(table: Table) -> bool:
    """Whether a table has the columns of legtimer's export that a session cannot do without."""
    return {"started", "status", "details"} <= {same_name(column) for column in table.columns}


def from_json(text: str) -> Iterator[Found]:
    """Each session in a JSON list, or the only one.

    Raises:
        BadFileError: the text is not JSON.
    """
    try:
        entries = json.loads(text)
    except RecursionError:
        raise BadFileError("lists or tables nested too deep", "JSON") from None
    except ValueError as error:
        raise BadFileError(
            f"invalid JSON: {printable(str(error))}", "the output of `legtimer history --json`"
        ) from None
    entries = entries if isinstance(entries, list) else [entries]
    return (_session(f"session {number}", entry) for number, entry in enumerate(entries, 1))


def from_toml(text: str, stem: str) -> Iterator[Found]:
    """The session in the text of a session file.

    Raises:
        BadFileError: the text is not a valid session file.
    """
    data = parse(text)
    if "started" not in data:
        raise BadFileError("no key started", "a session file, not a preset")
    id_ = data.get("id", stem)
    yield _finished(session_of(data, id_ if isinstance(id_, str) else stem, text))


def from_table(table: Table) -> Iterator[Found]:
    """Each session in the rows of legtimer's CSV."""
    rows = [
        Row(row.line, {same_name(column).replace(" ", "_"): cell for column, cell in row.cells.items()})
        for row in table.rows
    ]
    day_first = day_comes_first(_dates(rows))
    return (_session(f"line {row.line}", _entry(row, day_first)) for row in rows)


def _dates(rows: Iterable[Row]) -> Iterator[str]:
    return (row.cells[key] for row in rows for key in DATES if key in row.cells)


def _session(where: str, entry: object) -> Found:
    if not isinstance(entry, dict):
        return f"{where}: found no table of keys and values, expected a session"
    if not isinstance(entry.get("id"), str):
        return f"{where}: found no id, expected the keys of a session file"
    try:
        session = _finished(session_of(entry, entry["id"]))
        checked_text(session)
    except (BadFileError, OSError) as error:
        return f"{where}: {error_reason(error)}"
    return session


def _finished(session: Session) -> Session:
    # A running session is being performed elsewhere: nothing would ever complete its file here.
    return replace(session, status="interrupted") if session.status == "running" else session


def _entry(row: Row, day_first: bool | None) -> Any:
    """The keys and values of a session file; text that cannot be converted is kept, so that it is reported later."""
    cells = row.cells
    try:
        details = json.loads(cells["details"])
    except (ValueError, RecursionError):
        return None
    if not isinstance(details, dict):
        return None
    fields: dict[str, object] = {key: cells[key] for key in FIELDS if cells.get(key)}
    fields.setdefault("preset", "")
    for key in ("status", "back"):
        if key in fields:
            fields[key] = cells[key].strip().lower()
    if "effort" in fields:
        with suppress(ValueError):
            fields["effort"] = read_whole_number(cells["effort"])
    for key in DATES:
        if key in fields:
            with suppress(ValueError):
                fields[key] = _moment(cells[key], day_first, cells.get("id", "") if key == "started" else "")
    fields.setdefault("id", str(fields.get("started", "")))
    return {**details, **fields}


def _moment(text: str, day_first: bool | None, id_: str) -> datetime:
    """A date with an offset from UTC: that of this computer where a spreadsheet has cut it off.

    If the spreadsheet has cut off the seconds too, or the date can be read in two ways, it is taken from `id_`: the id
    of the session for its start, empty for any other date.
    """
    from_id = datetime.strptime(id_[:19], "%Y-%m-%dT%H-%M-%S") if _ID.match(id_) else None
    with suppress(ValueError):
        if (moment := datetime.fromisoformat(text)).tzinfo is not None:
            return moment
    try:
        moment = read_moment(text, day_first)
    except ValueError:
        if from_id is None:
            raise
        moment = from_id
    if moment.tzinfo is None and from_id is not None and from_id.replace(second=0) == moment.replace(second=0):
        moment = from_id
    return moment if moment.tzinfo is not None else moment.astimezone()
