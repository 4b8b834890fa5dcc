"""Whichever call to the system fails, in whichever way: no saved session is lost, and whoever asked is told."""

import errno
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from legtimer.core.session import Session, Unreadable
from legtimer.storage.history import History
from legtimer.storage.locations import Locations
from legtimer.storage.session_file import read_session
from legtimer.storage.toml_file import BadFileError
from tests.storage.test_history import FIRST_SET, SESSION, SOON

CODES = [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS]
CALLS = (
    *((os, name) for name in ("open", "read", "write", "fsync", "link", "replace", "mkdir", "unlink", "chmod")),
    *((os, name) for name in ("stat", "lstat", "fstat", "listdir", "scandir", "close")),
    (fcntl, "flock"),
)
DONE = replace(SESSION, status="completed", ended=SOON, sets=(FIRST_SET,))
LATER = replace(DONE, started=DONE.started + timedelta(hours=1))


class Disk:
    """Counts the calls below one folder, and fails one of them, and perhaps all that follow."""

    def __init__(self, home: Path, fails: int | None, for_good: bool, code: int) -> None:
        self.calls: list[str] = []
        self._home = f"{home}/"
        self._fails = fails
        self.for_good = for_good
        self._code = code

    @contextmanager
    def under(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        with monkeypatch.context() as patch:
            for module, name in CALLS:
                patch.setattr(module, name, self._counted(name, getattr(module, name)))
            yield

    def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            if isinstance(arguments[0], int) or f"{arguments[0]}/".startswith(self._home):
                self.calls.append(name)
                number = len(self.calls) - 1
                if self._fails is not None and (number == self._fails or (self.for_good and number > self._fails)):
                    if name == "close":  # it closes all the same
                        real(*arguments)
                    raise OSError(self._code, os.strerror(self._code))
                if name == "fsync":  # takes its time, and there is no power cut here
                    return None
            return real(*arguments, **options)

        return call


def begin(history: History) -> object:
    page = history.begin(LATER)
    page.close()
    return page


def save(history: History) -> object:
    page = history.begin(replace(LATER, status="running", sets=()))
    try:
        page.save(LATER)
    finally:
        page.close()
    return page


def edit(history: History) -> object:
    return history.edit(DONE_ID, note="mine")


def delete(history: History) -> object:
    return history.delete(DONE_ID)


def delete_and_restore(history: History) -> object:
    return history.restore(history.delete(DONE_ID))


def add(history: History) -> object:
    return history.add(LATER)


def save_rescue_copy(history: History) -> object:
    history.save_rescue_copy(LATER)
    return history.recover_unsaved()


def close_orphans(history: History) -> object:
    return history.close_orphans(SOON)


DONE_ID = f"{DONE.started:%Y-%m-%dT%H-%M-%S}"
DEAD = replace(SESSION, started=SESSION.started - timedelta(hours=1), sets=(FIRST_SET,))
DEEDS = [begin, save, edit, delete, delete_and_restore, add, save_rescue_copy, close_orphans]


def prepare(home: Path, monkeypatch: pytest.MonkeyPatch) -> Locations:
    """A session that is over, and one whose program has died."""
    locations = Locations(config=home / "config", data=home / "data")
    history = History(locations)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)  # takes its time
        history.add(DONE)
        history.begin(DEAD).close()
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(home))
    return locations


def kept(locations: Locations, home: Path) -> list[Session]:
    """Every session there is anywhere, each of them whole."""
    places = (locations.history.rglob("*.toml"), locations.session_bin.glob("*.toml"), home.rglob("legtimer-*.toml"))
    return [read_session(path) for place in places for path in place if not path.name.startswith(".")]


def told(deed: Callable[[History], object], history: History) -> str | None:
    """What whoever asked is told, if it went wrong."""
    try:
        done = deed(history)
    except (OSError, BadFileError) as error:
        return str(error)
    refused = [found.reason for found in done if isinstance(found, Unreadable)] if isinstance(done, list) else []
    return refused[0] if refused else None


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("code", CODES, ids=lambda code: errno.errorcode[code])
@pytest.mark.parametrize("deed", DEEDS)
def test_no_failing_call_loses_a_session_or_goes_unsaid(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: Callable[[History], object], code: int, for_good: bool
) -> None:
    disk = Disk(tmp_path / "well", None, for_good, code)
    history = History(prepare(tmp_path / "well", monkeypatch))
    with disk.under(monkeypatch):
        assert told(deed, history) is None
    assert {"open", "fsync"} <= set(disk.calls)
    for number, call in enumerate(disk.calls):
        home = tmp_path / f"{number}-{call}"
        check(home, monkeypatch, deed, Disk(home, number, for_good, code))


def check(home: Path, monkeypatch: pytest.MonkeyPatch, deed: Callable[[History], object], disk: Disk) -> None:
    locations = prepare(home, monkeypatch)
    history = History(locations)
    with disk.under(monkeypatch):
        message = told(deed, history)
    there = kept(locations, home)
    assert any(session.started == DONE.started and session.sets == DONE.sets for session in there), home
    assert any(session.started == DEAD.started and session.sets == DEAD.sets for session in there), home
    if message is None:
        if deed not in (edit, delete, delete_and_restore, close_orphans):
            assert any(session.started == LATER.started and session.sets == LATER.sets for session in there), home
        if deed is edit:
            assert history.read(DONE_ID).note == "mine"
    else:
        assert message.strip()
        assert message.isprintable()
    # The disk is well again.
    left = history.close_orphans(SOON)
    assert not [found for found in left if isinstance(found, Unreadable)], home
    (dead,) = [session for session in history.read_all()[0] if session.started == DEAD.started]
    assert dead.status == "interrupted"
    if deed in (begin, add) and message is not None and not disk.for_good:
        deed(history)
        assert len([session for session in history.read_all()[0] if session.started == LATER.started]) == 1, home
