"""A session as a TOML file. The cues of its blocks belong to the preset and are not recorded."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import tomli_w
from msgspec.structs import asdict

from legtimer.core.preset import Block
from legtimer.core.session import Session, SetRecord
from legtimer.core.tempo import Tempo
from legtimer.storage.describe import describe
from legtimer.storage.toml_file import BadFileError, parse, read_text
from legtimer.storage.toml_lines import key_lines, line_of
from legtimer.storage.validation import validate_value

SCHEMA = 1
LARGEST = 4 * 1024 * 1024  # bytes: a long routine has thousands of sets

_PHASES = ("up", "top", "down", "bottom")
_ALWAYS_WRITTEN = ("name", "variation", "sets", "reps", "rest", "sides", "load", "tempo", "work")
_WRITTEN = (*_ALWAYS_WRITTEN, "rest_after", "first")
_BLOCK_DEFAULTS = {field.name: field.default for field in msgspec.structs.fields(Block)}


def read_session(path: Path) -> Session:
    """The session in a file; its id is the file's stem, so that copies made by hand or by a sync stay apart.

    Raises:
        BadFileError: it is not a valid session file.
    """
    text = read_text(path, LARGEST)
    return session_of(parse(text), path.stem, text)


def session_of(data: Mapping[str, Any], id_: str, text: str | None = None) -> Session:
    """The session with these keys and values; `text` is the TOML they were read from, if any, to find lines.

    Raises:
        BadFileError: they are not a valid session.
    """
    schema = data.get("schema", SCHEMA)
    if type(schema) is not int or schema < SCHEMA:
        raise BadFileError(f"schema {describe(schema)}", f"{SCHEMA}")
    if schema > SCHEMA:
        raise BadFileError(f"schema {describe(schema)}", f"{SCHEMA}: the file is for a newer legtimer")
    try:
        return msgspec.convert({**data, "id": id_}, Session)
    except (ValueError, OverflowError):
        _, faults = validate_value({**data, "id": id_}, Session, "")
        first = next(fault for fault in faults if fault.severity == "error")
        line = line_of(key_lines(text), first.key) if text is not None else None
        raise BadFileError(f"{first.key} = {first.found}", first.expected, line) from None


def session_data(session: Session) -> dict[str, Any]:
    """The session with the keys of its file; what is not set is left out."""
    data = {"schema": SCHEMA, **asdict(session)}
    data["blocks"] = [_block_data(block) for block in session.blocks]
    data["sets"] = [_set_data(record) for record in session.sets]
    return {key: value for key, value in data.items() if value is not None}


def session_text(session: Session) -> str:
    """The session as the text of its file."""
    return tomli_w.dumps(session_data(session))


def _block_data(block: Block) -> dict[str, Any]:
    values = {key: getattr(block, key) for key in _WRITTEN}
    return {
        key: _tempo_data(value) if isinstance(value, Tempo) else value
        for key, value in values.items()
        if value is not None and (key in _ALWAYS_WRITTEN or value != _BLOCK_DEFAULTS[key])
    }


def _tempo_data(tempo: Tempo) -> dict[str, float]:
    return {phase: getattr(tempo, phase) for phase in _PHASES}


def _set_data(record: SetRecord) -> dict[str, Any]:
    phases = _PHASES if record.reps_planned else ("work",)
    tension = asdict(record.tension)
    data = asdict(record)
    data["tension"] = {phase: seconds for phase, seconds in tension.items() if phase in phases or seconds}
    data["changes"] = list(record.changes)
    return {key: value for key, value in data.items() if value != []}
