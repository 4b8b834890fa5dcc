"""Deleting and bringing back: nothing is lost, nothing written over, nothing under way taken away."""

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
from tests.storage.test_history import SESSION

DONE = replace(SESSION, status="completed")


@pytest.fixture
def locations(tmp_path: Path) -> Locations:
    return Locations(config=tmp_path / "config", data=tmp_path / "data")


@pytest.fixture
def history(locations: Locations) -> History:
    return History(locations)


def path_of(locations: Locations, session: Session) -> Path:
    return locations.history / session.id[:4] / f"{session.id}.toml"


def test_a_deleted_session_is_in_the_bin_and_comes_back_as_it_was(history: History, locations: Locations) -> None:
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


def test_the_bin_holds_as_many_of_one_id_as_were_deleted(history: History, locations: Locations) -> None:
    deleted = [history.delete(history.add(replace(DONE, note=note)).id) for note in ("one", "two", "three")]
    assert len({each.path for each in deleted}) == 3
    assert history.restore(deleted[1]).note == "two"


def test_bringing_back_writes_over_nothing(history: History) -> None:
    deleted = history.delete(history.add(DONE).id)
    there = history.add(replace(DONE, note="in its place"))
    with pytest.raises(FileExistsError):
        history.restore(deleted)
    assert history.read(there.id).note == "in its place"
    assert deleted.path.is_file()


def test_a_session_under_way_is_not_deleted(history: History, locations: Locations) -> None:
    page = history.start_session(SESSION)
    with pytest.raises(OSError, match="under way"):
        history.delete(page.session.id)
    page.close()
    locks = [*locations.running.iterdir()]
    with pytest.raises(OSError, match="under way"):  # as by another machine, or by one that died
        history.delete(page.session.id)
    assert page.path.is_file()
    assert [*locations.running.iterdir()] == locks


def test_what_is_no_session_is_not_deleted(history: History, locations: Locations) -> None:
    session = history.add(DONE)
    path_of(locations, session).write_text("schema = 7\n")
    with pytest.raises(BadFileError):
        history.delete(session.id)
    assert path_of(locations, session).read_text() == "schema = 7\n"


def test_files_move_on_disks_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_a_move_that_fails_leaves_no_empty_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EXDEV, "another disk")

    monkeypatch.setattr(os, "link", fail)
    monkeypatch.setattr(Path, "replace", fail)
    source = tmp_path / "a"
    source.write_text("x")
    with pytest.raises(OSError, match="another disk"):
        atomic.move_new(source, tmp_path / "b")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
