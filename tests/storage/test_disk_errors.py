"""Whichever system call fails, in whichever way: no saved session is lost, and the failure is reported."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from legtimer.core.session import Session
from legtimer.storage import session_lock
from legtimer.storage.history import History, Unreadable
from legtimer.storage.locations import Locations
from legtimer.storage.recovery import close_orphans, recover_unsaved, save_rescue_copy
from legtimer.storage.session_file import read_session
from legtimer.storage.toml_file import BadFileError
from legtimer.system import files
from tests import needs
from tests.storage.example_session import FIRST_SET, SESSION, SOON

CODES = [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS]
CALLS = (
    *((os, name) for name in ("open", "read", "write", "fsync", "link", "replace", "mkdir", "unlink", "chmod")),
    *((os, name) for name in ("stat", "lstat", "fstat", "listdir", "scandir", "close")),
    (session_lock, "try_lock"),
)
DONE = replace(SESSION, status="completed", ended=SOON, sets=(FIRST_SET,))
LATER = replace(DONE, started=DONE.started + timedelta(hours=1))
DONE_ID = f"{DONE.started:%Y-%m-%dT%H-%M-%S}"
DEAD = replace(SESSION, started=SESSION.started - timedelta(hours=1), sets=(FIRST_SET,))


class FailingDisk:
    """Counts the system calls below one folder, and fails one of them, or that one and all that follow."""

    def __init__(self, folder: Path, fails: int | None, permanent: bool, code: int) -> None:
        self.calls: list[str] = []
        self.permanent = permanent
        self._folder = f"{folder}{os.sep}"
        self._fails = fails
        self._code = code

    @contextmanager
    def installed(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        with monkeypatch.context() as patch:
            patch.setattr(files, "RETRY_DELAYS", (), raising=False)
            for module, name in CALLS:
                patch.setattr(module, name, self._counted(name, getattr(module, name)))
            yield

    def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            if isinstance(arguments[0], int) or f"{arguments[0]}{os.sep}".startswith(self._folder):
                self.calls.append(name)
                number = len(self.calls) - 1
                if self._fails is not None and (number == self._fails or (self.permanent and number > self._fails)):
                    if name == "close":  # a failing close closes all the same
                        real(*arguments)
                    raise OSError(self._code, os.strerror(self._code))
                if name == "fsync":  # slow, and there is no power cut here
                    return None
            return real(*arguments, **options)

        return call


def start(history: History) -> object:
    opened = history.start_session(LATER)
    opened.close()
    return opened


def save(history: History) -> object:
    opened = history.start_session(replace(LATER, status="running", sets=()))
    try:
        opened.save(LATER)
    finally:
        opened.close()
    return opened


def edit(history: History) -> object:
    return history.edit(DONE_ID, note="mine")


def delete(history: History) -> object:
    return history.delete(DONE_ID)


def delete_and_restore(history: History) -> object:
    return history.restore(history.delete(DONE_ID))


def add(history: History) -> object:
    return history.add(LATER)


def rescue_and_recover(history: History) -> object:
    save_rescue_copy(history, LATER)
    return recover_unsaved(history)


def close(history: History) -> object:
    return close_orphans(history, SOON)


ACTIONS = [start, save, edit, delete, delete_and_restore, add, rescue_and_recover, close]


def prepare(home: Path, monkeypatch: pytest.MonkeyPatch) -> Locations:
    """A completed session, and one whose process has died."""
    locations = Locations(config=home / "config", data=home / "data")
    history = History(locations)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)  # slow
        history.add(DONE)
        history.start_session(DEAD).close()
    return locations


def sessions_on_disk(locations: Locations) -> list[Session]:
    """Every session in the history, the bin and the folder of unsaved ones; each file must be complete."""
    folders = (locations.history, locations.session_bin, locations.unsaved)
    return [read_session(path) for folder in folders for path in folder.rglob("*.toml") if path.name[0] != "."]


def reported(action: Callable[[History], object], history: History) -> str | None:
    """The error that the action reported, if any."""
    try:
        result = action(history)
    except (OSError, BadFileError) as error:
        return str(error)
    failed = [found.reason for found in result if isinstance(found, Unreadable)] if isinstance(result, list) else []
    return failed[0] if failed else None


@pytest.mark.parametrize("permanent", [False, True], ids=["once", "permanently"])
@pytest.mark.parametrize("code", CODES, ids=lambda code: errno.errorcode[code])
@pytest.mark.parametrize("action", ACTIONS)
def test_a_failing_system_call_loses_no_session_and_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, action: Callable[[History], object], code: int, permanent: bool
) -> None:
    disk = FailingDisk(tmp_path / "healthy", None, permanent, code)
    history = History(prepare(tmp_path / "healthy", monkeypatch))
    with disk.installed(monkeypatch):
        assert reported(action, history) is None
    assert "open" in disk.calls
    # A deleted file is only moved: then its folders are synced, where the system can.
    assert "fsync" in disk.calls or not needs.present(needs.folder_sync)
    for number, call in enumerate(disk.calls):
        home = tmp_path / f"{number}-{call}"
        check(home, monkeypatch, action, FailingDisk(home, number, permanent, code))


def check(home: Path, monkeypatch: pytest.MonkeyPatch, action: Callable[[History], object], disk: FailingDisk) -> None:
    locations = prepare(home, monkeypatch)
    history = History(locations)
    with disk.installed(monkeypatch):
        message = reported(action, history)
    left = sessions_on_disk(locations)
    assert any(session.started == DONE.started and session.sets == DONE.sets for session in left), home
    assert any(session.started == DEAD.started and session.sets == DEAD.sets for session in left), home
    if message is None:
        if action not in (edit, delete, delete_and_restore, close):
            assert any(session.started == LATER.started and session.sets == LATER.sets for session in left), home
        if action is edit:
            assert history.read(DONE_ID).note == "mine"
    else:
        assert message.strip()
        assert message.isprintable()
    # The disk works again.
    closed = close_orphans(history, SOON)
    assert not [found for found in closed if isinstance(found, Unreadable)], home
    (dead,) = [session for session in history.read_all()[0] if session.started == DEAD.started]
    assert dead.status == "interrupted"
    if action in (start, add) and message is not None and not disk.permanent:
        action(history)
        assert len([session for session in history.read_all()[0] if session.started == LATER.started]) == 1, home
