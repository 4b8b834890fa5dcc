"""Sessions of processes that died are closed, and those that the disk refused get into the history; none is lost."""

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from legtimer.core.session import Session
from legtimer.storage import recovery, session_lock
from legtimer.storage.history import History, Unreadable
from legtimer.storage.locations import Locations
from legtimer.storage.recovery import close_orphans, recover_unsaved, save_rescue_copy
from legtimer.storage.session_file import read_session, session_text
from tests import needs
from tests.storage.example_session import FIRST_SET, SESSION, SOON

DONE = replace(SESSION, status="completed", ended=SOON, sets=(FIRST_SET,))
HALF = replace(SESSION, sets=(FIRST_SET,))
ID = "2026-11-22T18-30-05"


def path_of(locations: Locations, id_: str = ID) -> Path:
    return locations.history / id_[:4] / f"{id_}.toml"


# Processes that died


def test_an_orphan_that_cannot_be_closed_is_reported_and_the_others_are_closed(
    history: History, locations: Locations
) -> None:
    history.start_session(HALF).close()
    history.start_session(HALF).close()
    path_of(locations).write_text("garbage")
    bad, closed = close_orphans(history, SOON)
    assert isinstance(bad, Unreadable)
    assert "TOML" in bad.reason
    assert isinstance(closed, Session)
    assert closed.id == f"{ID}-2"
    assert path_of(locations).read_text() == "garbage"


def test_an_old_orphan_that_cannot_be_closed_is_reported_once(
    history: History, locations: Locations, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is found by its lock, and again among the newest files."""
    history.start_session(HALF).close()

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        patch.setattr(Path, "replace", fail)
        found = close_orphans(history, SESSION.started + timedelta(days=3))
    assert found == [(path_of(locations), "No space left on device")]
    assert len(close_orphans(history, SOON)) == 1


def test_orphans_with_a_lock_and_old_ones_without_are_all_closed_and_reported(
    history: History, locations: Locations
) -> None:
    yesterday = replace(HALF, started=SESSION.started - timedelta(days=2))
    history.start_session(yesterday).close()
    next(locations.running.iterdir()).unlink()
    history.start_session(HALF).close()
    closed = close_orphans(history, SOON)
    assert [session.started for session in closed if isinstance(session, Session)] == [
        HALF.started,
        yesterday.started,
    ]


def test_an_orphan_whose_lock_cannot_be_taken_is_reported_with_the_reason(
    history: History, locations: Locations, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.start_session(HALF).close()

    def fail(_: int) -> bool:
        raise OSError(errno.ENOLCK, "No locks available")

    with monkeypatch.context() as patch:
        patch.setattr(session_lock, "try_lock", fail)
        assert close_orphans(history, SOON) == [(path_of(locations), "No locks available")]
    assert len(close_orphans(history, SOON)) == 1


def test_an_empty_file_of_a_killed_process_is_removed(history: History, locations: Locations) -> None:
    """On a disk without hard links, a process may be killed between creating the file and writing it."""
    history.start_session(SESSION).close()
    path_of(locations).write_text("")
    assert close_orphans(history, SOON) == []
    assert history.read_all() == ([], [])
    assert session_lock.locked_sessions(locations.running) == []


def test_temporary_files_of_a_killed_process_are_removed_when_its_name_is_used(
    history: History, locations: Locations
) -> None:
    opened = history.start_session(SESSION)
    opened.close()
    half = opened.path.with_name(f".{opened.path.name}.killed.tmp")
    opened.path.rename(half)  # as if it had not been renamed yet
    history.start_session(SESSION).close()
    assert opened.path.exists()
    assert not half.exists()


def test_closing_orphans_reads_a_few_files_however_long_the_history(
    history: History, locations: Locations, monkeypatch: pytest.MonkeyPatch
) -> None:
    year = locations.history / "2026"
    year.mkdir(parents=True)
    text = session_text(replace(DONE, id=ID))
    for number in range(300):
        (year / f"2026-01-01T00-00-00-{number}.toml").write_text(text)
    opened = []
    real = os.open

    def counted(path: Path, *arguments: int) -> int:
        opened.append(path)
        return real(path, *arguments)

    monkeypatch.setattr(os, "open", counted)
    assert close_orphans(history, SOON) == []
    assert len(opened) == 20


# Rescue copies


def test_a_recovered_rescue_copy_replaces_the_interrupted_session(history: History, locations: Locations) -> None:
    opened = history.start_session(SESSION)
    opened.save(replace(HALF, id=opened.id))
    opened.close()  # the disk is full: the end cannot be saved
    done = replace(DONE, id=opened.id)
    copy = save_rescue_copy(history, done)
    assert copy.parent == locations.unsaved
    needs.assert_mode(copy, 0o600)
    close_orphans(history, SOON)
    assert history.read(opened.id).status == "interrupted"
    assert recover_unsaved(history) == [done]
    assert [read_session(path) for path in history.paths()] == [done]
    assert not copy.exists()
    assert recover_unsaved(history) == []


@pytest.mark.parametrize(
    "changes", [{"note": "another one"}, {"status": "interrupted", "ended": None, "preset": "plank"}], ids=str
)
def test_a_rescue_copy_does_not_replace_another_session(history: History, changes: dict[str, object]) -> None:
    there = history.add(replace(DONE, **changes))
    save_rescue_copy(history, DONE)
    (recovered,) = recover_unsaved(history)
    assert isinstance(recovered, Session)
    assert recovered.id == f"{ID}-2"
    assert history.read(there.id) == there


def test_a_rescue_copy_that_was_recovered_before_is_not_added_twice(history: History) -> None:
    copy = save_rescue_copy(history, DONE)
    text = copy.read_text()
    recover_unsaved(history)
    copy.write_text(text)  # as if the process was killed before it removed the copy
    recover_unsaved(history)
    assert len(list(history.paths())) == 1


def test_a_rescue_copy_does_not_replace_a_file_that_cannot_be_read(history: History, locations: Locations) -> None:
    there = path_of(locations)
    there.parent.mkdir(parents=True)
    there.write_text("half a fi")
    save_rescue_copy(history, DONE)
    assert [session.id for session in recover_unsaved(history) if isinstance(session, Session)] == [f"{ID}-2"]
    assert there.read_text() == "half a fi"


def test_rescue_copies_of_one_second_have_names_of_their_own(history: History, locations: Locations) -> None:
    copies = [save_rescue_copy(history, replace(DONE, note=note)) for note in ("one", "two")]
    assert [copy.parent for copy in copies] == [locations.unsaved] * 2
    assert len(set(copies)) == 2
    assert len(recover_unsaved(history)) == 2
    assert {read_session(path).note for path in history.paths()} == {"one", "two"}


def test_a_rescue_copy_that_another_process_recovers_at_the_same_time_is_no_failure(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = save_rescue_copy(history, DONE)

    def read_and_remove(path: Path) -> Session:
        session = read_session(path)
        copy.unlink(missing_ok=True)
        return session

    monkeypatch.setattr(recovery, "read_session", read_and_remove)
    (recovered,) = recover_unsaved(history)
    assert isinstance(recovered, Session)


def test_a_rescue_copy_that_cannot_be_written_is_reported(history: History, locations: Locations) -> None:
    locations.config.write_text("not a folder")
    with pytest.raises(NotADirectoryError):
        save_rescue_copy(history, DONE)


def test_sessions_are_recovered_only_from_the_users_own_folder(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anyone can put a file into the folder for temporary files."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "temp"))
    for folder in ("home", "temp"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"legtimer-unsaved-{ID}.toml").write_text(session_text(DONE))
    assert recover_unsaved(history) == []
    assert history.read_all() == ([], [])


def test_an_unsaved_folder_that_cannot_be_listed_is_reported(
    history: History, locations: Locations, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_rescue_copy(history, DONE)

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", fail)
        patch.setattr(os, "listdir", fail)
        assert recover_unsaved(history) == [(locations.unsaved, "input/output error")]
    assert len(recover_unsaved(history)) == 1


def test_a_rescue_copy_that_cannot_be_recovered_stays_and_is_reported(history: History, locations: Locations) -> None:
    copy = save_rescue_copy(history, DONE)
    locations.data.write_text("not a folder")
    (failed,) = recover_unsaved(history)
    assert isinstance(failed, Unreadable)
    assert failed.path == copy
    assert failed.reason == os.strerror(errno.ENOTDIR)
    assert copy.is_file()
