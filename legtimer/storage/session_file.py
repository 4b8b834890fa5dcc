"""A session as a TOML file. The cues of its blocks belong to the preset and are not recorded."""

import errno
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import msgspec
import tomli_w
from msgspec.structs import asdict, replace

from legtimer.core.preset import Block, Fault
from legtimer.core.session import LONGEST_TIME, Session, SetRecord, Tension
from legtimer.storage.toml_file import BadFileError, parse, read_text
from legtimer.storage.toml_lines import key_lines, line_of
from legtimer.storage.validation import describe, schema_error, validate_value

SCHEMA = 1
LARGEST = 16 * 1024 * 1024  # bytes: twice a workout of 4 hours with sets of 0.3 seconds
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(2201, 1, 1, tzinfo=UTC)

_PHASES = ("up", "top", "down", "bottom")
_ALWAYS_WRITTEN = ("name", "variation", "sets", "reps", "rest", "sides", "load", "tempo", "work")
_WRITTEN = (*_ALWAYS_WRITTEN, "rest_after", "first", "knees", "switch")
_BLOCK_DEFAULTS = {field.name: field.default for field in msgspec.structs.fields(Block)}


def read_session(path: Path) -> Session:
    """The session in a file; its id is the file's stem, so that copies made by hand or by a sync stay apart."""
    text = read_text(path, LARGEST)
    return session_of(parse(text), path.stem, text)


def session_of(data: Mapping[str, Any], id_: str, text: str | None = None) -> Session:
    """The session with these keys and values; `text` is the TOML they were read from, if any, to find lines."""
    wrong = schema_error(data, SCHEMA)
    if wrong is not None:
        raise BadFileError(f"schema {wrong.found}", wrong.expected)
    data = {**data, "id": id_}
    try:
        session = msgspec.convert(data, Session)
        faults = list(_session_faults(session))
        if not faults:
            return _ended_after_start(session)
    except ValueError:
        _, faults = validate_value(data, Session, "")
    first = next(fault for fault in faults if fault.severity == "error")
    line = line_of(key_lines(text), first.key) if text is not None else None
    raise BadFileError(f"{first.key} = {first.found}", first.expected, line)


def _session_faults(session: Session) -> Iterator[Fault]:
    for key in ("started", "ended"):
        moment = getattr(session, key)
        if moment is not None and not EARLIEST <= moment < LATEST:
            yield Fault(key, describe(moment), "a date from 1970 to 2200")
    if not session.blocks:
        yield Fault("blocks", "an empty list", "one or more [[blocks]]")


def _ended_after_start(session: Session) -> Session:
    """The session, ended at its start if it ended before: the clock was set back during the workout."""
    if session.ended is None or session.ended >= session.started:
        return session
    return replace(session, ended=session.started)


def session_data(session: Session) -> dict[str, Any]:
    """The session with the keys of its file; what is not set is left out."""
    data = {"schema": SCHEMA, **asdict(session)}
    if session.rounds == 1:
        del data["rounds"], data["round_rest"]
    data["blocks"] = [_block_data(block) for block in session.blocks]
    data["sets"] = [_set_data(record, with_round=session.rounds > 1) for record in session.sets]
    return {key: value for key, value in data.items() if value is not None}


def session_text(session: Session) -> str:
    """The session as the text of its file."""
    return tomli_w.dumps(session_data(within_limits(session)))


def checked_text(session: Session) -> str:
    """The session as the text of its file.

    Raises:
        OSError: the text could not be read again as a session.
    """
    text = session_text(session)
    try:
        session_of(parse(text), session.id)
        if len(text.encode()) > LARGEST:
            raise BadFileError("a larger file", f"at most {LARGEST // 1024} KiB")
    except BadFileError as bad:
        raise OSError(errno.EINVAL, f"the session could not be read again: {bad}") from None
    return text


def within_limits(session: Session) -> Session:
    """The session with its times cut to what a file can hold.

    Seconds are cut to LONGEST_TIME, and offsets from UTC to whole minutes, without changing the moment.
    """
    session = replace(
        session,
        started=_with_fixed_offset(session.started),
        ended=_with_fixed_offset(session.ended) if session.ended else None,
        sets=tuple(map(_set_within_limits, session.sets)),
    )
    return _ended_after_start(session)


def _with_fixed_offset(moment: datetime) -> datetime:
    """The moment with its offset in whole minutes: moments with a time zone in common compare by wall clock alone."""
    minute = timedelta(minutes=1)
    offset = moment.utcoffset() or timedelta()
    return moment.astimezone(timezone(int(offset / minute) * minute))


def _set_within_limits(record: SetRecord) -> SetRecord:
    longest = float(LONGEST_TIME)
    tension = Tension(**{phase: min(seconds, longest) for phase, seconds in asdict(record.tension).items()})
    return replace(record, tension=tension, rest=min(record.rest, longest), paused=min(record.paused, longest))


def _block_data(block: Block) -> dict[str, Any]:
    values = {key: getattr(block, key) for key in _WRITTEN}
    return {
        key: msgspec.to_builtins(value)
        for key, value in values.items()
        if value is not None and (key in _ALWAYS_WRITTEN or value != _BLOCK_DEFAULTS[key])
    }


def _set_data(record: SetRecord, *, with_round: bool) -> dict[str, Any]:
    phases = _PHASES if record.reps_planned else ("work",)
    tension = asdict(record.tension)
    data = asdict(record)
    data["tension"] = {phase: seconds for phase, seconds in tension.items() if phase in phases or seconds}
    data["changes"] = list(record.changes)
    if not with_round:
        del data["round"]
    if not record.max:
        del data["max"]
    return {key: value for key, value in data.items() if value not in ([], None)}
