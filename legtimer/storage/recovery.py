"""Sessions that were not saved as they should be: those of processes that died, and those the disk refused."""

from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from legtimer.core.printable import error_reason
from legtimer.core.session import Session
from legtimer.storage import atomic, session_lock
from legtimer.storage.history import SUFFIX, History, Unreadable, edit_session, first_id
from legtimer.storage.session_file import checked_text, read_session
from legtimer.storage.toml_file import BadFileError, file_exists

# A session whose file says that it is running, but that has no lock here, may be under way on another machine.
SURELY_OVER = timedelta(days=1)
NEWEST = 20  # files that are searched for such sessions


def close_orphans(history: History, now: datetime) -> list[Session | Unreadable]:
    """Change the status of sessions whose process died to `interrupted`; when they ended is not known.

    The file of a session without a set is removed. Returns the sessions whose status was changed, and the files that
    could not be changed, each with the reason.
    """
    running = history.locations.running
    try:
        locked = session_lock.locked_sessions(running)
    except OSError as error:
        return [Unreadable(running, error_reason(error))]
    closed = [found for id_ in locked for found in _close_orphan(history, id_)]
    for path in islice(history.paths(), NEWEST):
        with suppress(BadFileError):  # listed with its reason where the history is read
            session = read_session(path)
            if session.status == "running" and session.started < now - SURELY_OVER and path.stem not in locked:
                closed += _close_orphan(history, path.stem)
    return closed


def _close_orphan(history: History, id_: str) -> list[Session | Unreadable]:
    path = history.path_of(id_)
    try:
        lock = session_lock.acquire(history.locations.running, id_)
    except OSError as error:
        return [Unreadable(path, error_reason(error))]
    if lock is None:
        return []
    try:
        closed = _interrupt(path)
    except (OSError, BadFileError) as error:
        lock.abandon()
        return [Unreadable(path, error_reason(error))]
    lock.release()
    return closed


def _interrupt(path: Path) -> list[Session | Unreadable]:
    atomic.remove_temporary_files(path)
    if not file_exists(path):
        return []
    if path.stat().st_size == 0:  # created by a process that died before it wrote the content
        path.unlink()
        return []
    session = read_session(path)
    if session.status != "running":
        return []
    if session.empty:  # it ended before the first set did
        path.unlink()
        return []
    return [edit_session(path, {"status": "interrupted"})]


def save_rescue_copy(history: History, session: Session) -> Path:
    """Write a session that could not be written into the history into the folder of unsaved ones; returns the path."""
    folder, text = history.locations.unsaved, checked_text(session)
    return atomic.create_numbered(first_id(session), lambda name: atomic.write_new(folder / f"{name}{SUFFIX}", text))


def recover_unsaved(history: History) -> list[Session | Unreadable]:
    """Move the unsaved sessions into the history; returns those sessions, and the files for which that failed."""
    folder = history.locations.unsaved
    try:
        # Not Path.glob: since Python 3.12 it takes a folder that cannot be listed for an empty one.
        paths = sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIX))
    except FileNotFoundError:
        return []
    except OSError as error:
        return [Unreadable(folder, error_reason(error))]
    recovered: list[Session | Unreadable] = []
    for path in paths:
        try:
            recovered.append(_recover(history, read_session(path)))
            path.unlink(missing_ok=True)
        except (OSError, BadFileError) as error:
            recovered.append(Unreadable(path, error_reason(error)))
    return recovered


def _recover(history: History, session: Session) -> Session:
    """Write a session into the history, under its id unless another session has it."""

    def create(id_: str) -> Session:
        path = history.path_of(id_)
        named = replace(session, id=id_)
        try:
            atomic.write_new(path, checked_text(named))
        except FileExistsError:
            if not _is_earlier_state(path, named):
                raise
            atomic.replace(path, checked_text(named))
        return named

    return atomic.create_numbered(first_id(session), create)


def _is_earlier_state(path: Path, session: Session) -> bool:
    """Whether a file holds the same session, complete or interrupted."""
    try:
        found = read_session(path)
    except BadFileError:
        return False
    return found == session or (found.status == "interrupted" and _start_of(found) == _start_of(session))


def _start_of(session: Session) -> Session:
    """What was known of a session when it started."""
    return replace(session, status="running", ended=None, sets=())
