"""Sessions for other programs, and back: as JSON with the keys of their files, and as CSV with a row for each.

The sums in a row are for spreadsheets; `details` holds what was planned and done, so that nothing is lost on the way.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any, Literal, TextIO

from msgspec.structs import asdict

from legtimer.core.session import Session
from legtimer.storage import atomic
from legtimer.storage.session_file import session_data

ExportFormat = Literal["csv", "json"]

TENSION = ("up", "top", "down", "bottom", "work")
TOLD = ("id", "preset", "name", "status", "started", "ended", "effort", "back", "note")
DETAILS = ("schema", "blocks", "sets")
COLUMNS = (*TOLD, "sets", "reps", "reps_planned", "tension", *TENSION, "details")


def session_json(session: Session) -> dict[str, Any]:
    """The session with the keys of its file, moments as text in ISO 8601."""
    return {key: _plain(value) for key, value in session_data(session).items()}


def write_json(sessions: Iterable[Session], file: TextIO) -> None:
    """A list of the sessions, in ASCII.

    Raises:
        OSError: it cannot be written there.
    """
    before = "["
    for session in sessions:
        file.write(f"{before}\n{json.dumps(session_json(session), indent=2)}")
        before = ","
    file.write("[]\n" if before == "[" else "\n]\n")


def write_csv(sessions: Iterable[Session], file: TextIO) -> None:
    """A header and a row for each session; tension in seconds, in all and by phase.

    Raises:
        OSError: it cannot be written there.
    """
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for session in sessions:
        data = session_json(session)
        details = json.dumps({key: data.pop(key) for key in DETAILS}, separators=(",", ":"))
        writer.writerow({**data, **_sums(session), "details": details})


WRITERS = {"csv": write_csv, "json": write_json}


def export(sessions: Iterable[Session], form: ExportFormat, folder: Path, stem: str) -> Path:
    """Write sessions into a new file of that name, numbered where it is taken, readable by its owner alone.

    Raises:
        OSError: the disk does not want to.
    """
    text = StringIO()
    WRITERS[form](sessions, text)
    for path in _places(folder, stem, form):
        with suppress(FileExistsError):
            atomic.write_new(path, text.getvalue())
            return path
    raise AssertionError


def _places(folder: Path, stem: str, form: ExportFormat) -> Iterator[Path]:
    return (folder / f"{stem}{f'-{number}' * (number > 1)}.{form}" for number in count(1))


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
