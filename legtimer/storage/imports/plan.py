"""What an import would do: which sessions of a file are new, which are known, and what is left out and why."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from legtimer.core.load import Unit
from legtimer.core.session import Session
from legtimer.storage import copies
from legtimer.storage.history import Unreadable
from legtimer.storage.imports import legtimer_files, other_programs
from legtimer.storage.imports.table import read_table
from legtimer.storage.toml_file import BadFileError, read_bytes

LARGEST = 256 * 1024 * 1024  # bytes: twice the size of 20,000 sessions of ten sets
EXPECTED = "CSV, JSON or a session file (TOML)"
_TOML = re.compile(r"\s*(#[^\n]*\n\s*)*(\[{1,2}\w+\]{1,2}|[\w.-]+)\s*(=|\n)")


class Import(Struct, frozen=True):
    """The new sessions, oldest first, how many are known, the faults of the others, and what is skipped and why."""

    new: list[Session]
    known: int
    faults: list[str]
    skipped: list[str]


def plan_import(
    path: Path, existing: Iterable[Session | Unreadable], columns: Mapping[str, str] | None = None, units: Unit = "kg"
) -> Import:
    """Compare the sessions in a file with the existing ones.

    `columns` says which field a column of a CSV holds, `units` the unit of a load that does not say its own.

    A session is known if one of the same preset started at the same moment, whatever its id: the id may have been
    taken where it was imported before. An id that occurs twice in the file counts once.

    Raises:
        BadFileError: the file cannot be read as any of the known kinds; it names what was found and expected.
    """
    found, skipped = _read(path, columns or {}, units)
    faults = [each for each in found if isinstance(each, str)]
    sessions: dict[str, Session] = {}
    for each in found:
        if isinstance(each, Session):
            sessions.setdefault(f"{each.id} {each.preset}", each)
    done = [session for session in sessions.values() if not session.empty]
    if len(done) < len(sessions):
        skipped.append(f"{len(sessions) - len(done)} skipped: nothing was done")
    known = Counter(copies.key(session) for session in existing if isinstance(session, Session))
    new = []
    for session in sorted(done, key=lambda session: (session.started, session.id)):
        if known[copies.key(session)]:
            continue
        known[copies.key(session)] += 1
        new.append(session)
    return Import(new, len(done) - len(new), faults, skipped)


def _read(path: Path, columns: Mapping[str, str], units: Unit) -> tuple[list[legtimer_files.Found], list[str]]:
    """Every session and every fault in a file, and what is left out."""
    text = _decode(read_bytes(path, LARGEST))
    start = text.lstrip()
    if not start:
        raise BadFileError("an empty file", EXPECTED)
    if start.startswith("<"):
        raise BadFileError("HTML or XML", EXPECTED)
    if path.suffix.lower() == ".toml" or (path.suffix.lower() != ".csv" and _TOML.match(text)):
        return list(legtimer_files.from_toml(text, path.stem)), []
    if path.suffix.lower() == ".json" or start.startswith(("[", "{")):
        return list(legtimer_files.from_json(text)), []
    table = read_table(text)
    if legtimer_files.is_export(table):
        return list(legtimer_files.from_table(table)), []
    sessions, skipped = other_programs.from_table(table, columns, units)
    return list(sessions), list(other_programs.skipped_lines(skipped))


def _decode(content: bytes) -> str:
    """The text of a file in UTF-8, in UTF-16 with its mark, or in the code page of Western Europe, as of Excel."""
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadFileError("a spreadsheet or an archive", f"{EXPECTED}: save the sheet as CSV")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
