"""A session as a TOML file. What was said while it was done (the cues) belongs to the preset and is not recorded."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

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
_ALWAYS_TOLD = ("name", "variation", "sets", "reps", "rest", "sides", "load", "tempo", "work")
_TOLD_OF_A_BLOCK = (*_ALWAYS_TOLD, "rest_after", "first")


def read_session(path: Path) -> Session:
    """The session in a file; its id is the file's stem, so that copies made by hand or by a sync stay apart.

    Raises:
        BadFileError: it is no session, and is left as it is.
    """
    text = read_text(path, LARGEST)
    return session_of(parse(text), path.stem, text)


def session_of(data: Mapping[str, Any], stem: str, text: str | None = None) -> Session:
    """The session that keys and values make; `text` is the TOML in which they stand, if they do.

    Raises:
        BadFileError: they make none.
    """
    schema = data.get("schema", SCHEMA)
    if type(schema) is not int or schema != SCHEMA:
        newer = type(schema) is int and schema > SCHEMA
        raise BadFileError(f"schema {describe(schema)}", f"{SCHEMA}{': the file is for a newer legtimer' * newer}")
    try:
        return msgspec.convert({**data, "id": stem}, Session)
    except (ValueError, OverflowError):
        _, faults = validate_value({**data, "id": stem}, Session, "")
        first = next(fault for fault in faults if fault.severity == "error")
        line = line_of(key_lines(text), first.key) if text is not None else None
        raise BadFileError(f"{first.key} = {first.found}", first.expected, line) from None


def session_data(session: Session) -> dict[str, Any]:
    """The session with the keys of its file; what is not given is left out."""
    told = {field: getattr(session, field) for field in session.__struct_fields__ if field not in ("blocks", "sets")}
    return {
        "schema": SCHEMA,
        **{key: value for key, value in told.items() if value is not None},
        "blocks": [_block_data(block) for block in session.blocks],
        "sets": [_set_data(record) for record in session.sets],
    }


def session_text(session: Session) -> str:
    """The session as the text of its file."""
    # Slow to import, and only needed to write.
    import tomlkit  # noqa: PLC0415

    document = tomlkit.document()
    for key, value in session_data(session).items():
        if not isinstance(value, list):
            document.add(key, value)
            continue
        tables = tomlkit.aot()
        for item in value:
            table = tomlkit.table()
            for name, content in item.items():
                table.add(name, _inline(content) if isinstance(content, dict) else content)
            tables.append(table)
        if value:
            document.add(key, tables)
    return tomlkit.dumps(document)


def _inline(content: Mapping[str, Any]) -> Any:
    import tomlkit  # noqa: PLC0415

    table = tomlkit.inline_table()
    table.update(content)
    return table


def _block_data(block: Block) -> dict[str, Any]:
    defaults = {field.name: field.default for field in msgspec.structs.fields(Block)}
    told = {key: getattr(block, key) for key in _TOLD_OF_A_BLOCK}
    return {
        key: _tempo_data(value) if isinstance(value, Tempo) else value
        for key, value in told.items()
        if value is not None and (key in _ALWAYS_TOLD or value != defaults[key])
    }


def _tempo_data(tempo: Tempo) -> dict[str, float]:
    return {phase: getattr(tempo, phase) for phase in _PHASES}


def _set_data(record: SetRecord) -> dict[str, Any]:
    phases = _PHASES if record.reps_planned else ("work",)
    tension = msgspec.structs.asdict(record.tension)
    told = {phase: seconds for phase, seconds in tension.items() if phase in phases or seconds}
    data = {**msgspec.structs.asdict(record), "tension": told}
    changes = data.pop("changes")
    return {**data, "changes": list(changes)} if changes else data
