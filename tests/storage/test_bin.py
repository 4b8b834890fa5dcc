"""Deleting and restoring sessions: nothing is lost or overwritten, and a session under way is not deleted."""

import errno
import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from legtimer.core.session import Session
from legtimer.storage import atomic
from legtimer.storage.history import History
from legtimer.storage.locations import Locations
from legtimer.storage.toml_file import BadFileError
from tests.storage.example_session import SESSION

DONE = replace(SESSION, status="completed")


def path_of(locations: Locations, session: Session) -> Path:
    return locations.history / session.id[:4] / f"{session.id}.toml"


def test_a_deleted_session_is_in_the_bin_and_is_restored_unchanged(history: History, locations: Locations) -> None:
    session = history.add(DONE)
    path = path_of(locations, session)
    path.write_text(path.read_text() + "# mine\n")
    before = path.read_bytes()
    deleted = history.delete(session.id)
    assert history.read_all() == ([], [])
    assert deleted.path.parent == locations.session_bin
    assert deleted.path.read_bytes() == before
    assert history.restore(deleted) == session
    assert path.read_bytes() == before
    assert not any(locations.session_bin.iterdir())
    assert not any(locations.running.iterdir())


def test_the_bin_keeps_every_deleted_session_of_one_id(history: History, locations: Locations) -> None:
    deleted = [history.delete(history.add(replace(DONE, note=note)).id) for note in ("one", "two", "three")]
    assert len({each.path for each in deleted}) == 3
    assert history.restore(deleted[1]).note == "two"


def test_restoring_does_not_replace_another_session(history: History) -> None:
    deleted = history.delete(history.add(DONE).id)
    other = history.add(replace(DONE, note="another"))
    with pytest.raises(FileExistsError):
        history.restore(deleted)
    assert history.read(other.id).note == "another"
    assert deleted.path.is_file()


def test_deleting_a_session_under_way_is_refused(history: History, locations: Locations) -> None:
    opened = history.start_session(SESSION)
    with pytest.raises(OSError, match="under way"):
        history.delete(opened.session.id)
    opened.close()
    locks = [*locations.running.iterdir()]
    with pytest.raises(OSError, match="under way"):  # as if by another machine, or by a process that died
        history.delete(opened.session.id)
    assert opened.path.is_file()
    assert [*locations.running.iterdir()] == locks


def test_deleting_an_unreadable_file_is_refused(history: History, locations: Locations) -> None:
    session = history.add(DONE)
    path_of(locations, session).write_text("schema = 7\n")
    with pytest.raises(BadFileError):
        history.delete(session.id)
    assert path_of(locations, session).read_text() == "schema = 7\n"


def test_move_new_works_on_a_disk_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", link)
    source, target = tmp_path / "a", tmp_path / "folder" / "b"
    source.write_text("x")
    atomic.move_new(source, target)
    assert target.read_text() == "x"
    assert not source.exists()
    source.write_text("y")
    with pytest.raises(FileExistsError):
        atomic.move_new(source, target)
    assert (source.read_text(), target.read_text()) == ("y", "x")


def test_a_failed_move_leaves_no_empty_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EXDEV, "another disk")

    monkeypatch.setattr(os, "link", fail)
    monkeypatch.setattr(Path, "replace", fail)
    source = tmp_path / "a"
    source.write_text("x")
    with pytest.raises(OSError, match="another disk"):
        atomic.move_new(source, tmp_path / "b")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
