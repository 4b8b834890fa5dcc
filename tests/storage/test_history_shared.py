"""A history that others change too: other processes, other machines, text editors; and symbolic links in it."""

import errno
import os
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from legtimer.core.session import Session
from legtimer.storage import session_lock
from legtimer.storage.history import History, Unreadable
from legtimer.storage.locations import Locations
from legtimer.storage.recovery import close_orphans, recover_unsaved, save_rescue_copy
from legtimer.storage.session_file import read_session, session_text
from legtimer.storage.toml_file import edit_keys
from tests import needs
from tests.storage.test_history import FIRST_SET, SESSION, SOON

DONE = replace(SESSION, status="completed", ended=SOON, sets=(FIRST_SET,))
HALF = replace(SESSION, sets=(FIRST_SET,))
ID = "2026-11-22T18-30-05"


@pytest.fixture
def locations(tmp_path: Path) -> Locations:
    return Locations(config=tmp_path / "config", data=tmp_path / "data")


@pytest.fixture
def history(locations: Locations) -> History:
    return History(locations)


def path_of(locations: Locations, id_: str = ID) -> Path:
    return locations.history / id_[:4] / f"{id_}.toml"


# Links


@needs.links
def test_saving_and_editing_replace_a_link_and_leave_its_target_unchanged(
    history: History, locations: Locations, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.write_text("precious")
    opened = history.start_session(SESSION)
    opened.path.unlink()
    opened.path.symlink_to(other)
    opened.save(DONE)
    assert other.read_text() == "precious"
    assert not opened.path.is_symlink()
    needs.assert_mode(opened.path, 0o600)
    opened.close()
    other.write_text(opened.path.read_text())
    opened.path.unlink()
    opened.path.symlink_to(other)
    before = other.read_text()
    history.edit(ID, note="mine")
    assert other.read_text() == before
    assert read_session(opened.path).note == "mine"


@needs.links
def test_starting_a_session_does_not_follow_or_replace_a_link(history: History, locations: Locations) -> None:
    path = path_of(locations)
    path.parent.mkdir(parents=True)
    path.symlink_to("nowhere")
    opened = history.start_session(SESSION)
    assert opened.id == f"{ID}-2"
    assert not (path.parent / "nowhere").exists()


@needs.links
def test_a_lock_file_is_not_created_through_a_link(history: History, locations: Locations, tmp_path: Path) -> None:
    history.start_session(SESSION).close()
    (lock,) = locations.running.iterdir()
    path_of(locations).unlink()
    lock.unlink()
    lock.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"):
        history.start_session(SESSION)
    assert not (tmp_path / "elsewhere").exists()


@needs.links
def test_the_history_may_be_a_link_to_a_synced_folder(history: History, locations: Locations, tmp_path: Path) -> None:
    synced = tmp_path / "synced"
    synced.mkdir()
    locations.data.mkdir()
    locations.history.symlink_to(synced)
    session = history.add(DONE)
    history.edit(session.id, note="mine")
    assert locations.history.is_symlink()
    assert read_session(synced / "2026" / f"{ID}.toml").note == "mine"


@needs.modes
def test_files_and_folders_are_accessible_to_their_owner_only(history: History, locations: Locations) -> None:
    history.start_session(SESSION)
    for path in [locations.data, *locations.data.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


# At the same time


def test_editing_a_session_under_way_is_refused(history: History) -> None:
    """An edit would restore the sets that it read before the next save."""
    opened = history.start_session(SESSION)
    with pytest.raises(OSError, match="under way"):
        history.edit(opened.id, note="mine")
    opened.save(DONE)  # over, but still locked
    with pytest.raises(OSError, match="under way"):
        history.edit(opened.id, note="mine")
    opened.close()
    assert history.edit(opened.id, note="mine").sets == DONE.sets


def test_a_change_to_the_file_during_an_edit_is_kept(
    history: History, locations: Locations, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = path_of(locations, history.add(DONE).id)

    def meanwhile(text: str, changes: Mapping[str, object]) -> str:
        if "mood" not in path.read_text():
            path.write_text(f"mood = 'good'\n{path.read_text()}")
        return edit_keys(text, changes)

    monkeypatch.setattr("legtimer.storage.history.edit_keys", meanwhile)
    history.edit(ID, note="mine")
    assert "mood = 'good'" in path.read_text()
    assert read_session(path).note == "mine"


def test_an_orphan_is_closed_also_after_another_session_started_in_its_second(history: History) -> None:
    history.start_session(HALF).close()  # without an end, as if the process was killed
    opened = history.start_session(SESSION)
    assert opened.id == f"{ID}-2"
    (closed,) = close_orphans(history, SOON)
    assert isinstance(closed, Session)
    assert (closed.id, closed.status, closed.ended) == (ID, "interrupted", None)


def test_a_refused_edit_of_another_machines_session_leaves_no_lock(history: History, locations: Locations) -> None:
    path = path_of(locations)
    path.parent.mkdir(parents=True)
    path.write_text(session_text(replace(SESSION, id=ID)))
    for action in (history.delete, history.edit):
        with pytest.raises(OSError, match="under way"):
            action(ID)
    history.start_session(HALF).close()
    assert [found.id for found in close_orphans(history, SOON) if isinstance(found, Session)] == [f"{ID}-2"]
    assert read_session(path).status == "running"


# After a crash


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
    assert copy.is_file()


# Time

ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "America/St_Johns",
]
LOCAL = st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1)).map(lambda moment: moment.replace(microsecond=0))


@given(LOCAL, st.sampled_from(ZONES), st.sampled_from([0, 1]), st.integers(0, 4 * 3600))
@example(datetime(2026, 10, 25, 2, 30), "Europe/Berlin", 0, 3600)
@example(datetime(2026, 3, 29, 1, 59, 59), "Europe/Berlin", 0, 10)
@example(datetime(2016, 3, 13, 2), "America/New_York", 1, 0)
@example(datetime(2016, 3, 13, 2), "America/New_York", 1, 10)
@example(datetime(2026, 10, 25, 2, 45), "Europe/Berlin", 0, 1800)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_session_keeps_its_day_and_its_moment_in_any_time_zone(
    tmp_path: Path, local: datetime, zone: str, fold: int, lasted: int
) -> None:
    started = local.replace(fold=fold, tzinfo=ZoneInfo(zone))
    ended = datetime.fromtimestamp(started.timestamp() + lasted, ZoneInfo(zone))
    path = tmp_path / "x.toml"
    path.write_text(session_text(replace(DONE, started=started, ended=ended)))
    read = read_session(path)
    assert read.day == local.date()
    assert read.started.utcoffset() == started.utcoffset()
    assert read.ended is not None
    assert read.ended - read.started == timedelta(seconds=lasted)


def test_sessions_in_the_repeated_hour_of_a_clock_change_are_kept_apart(history: History) -> None:
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    first, second = (history.add(replace(DONE, started=twice.replace(fold=fold))) for fold in (0, 1))
    assert (first.id, second.id) == ("2026-10-25T02-30-00", "2026-10-25T02-30-00-2")
    hour = history.read(second.id).started - history.read(first.id).started
    assert hour == timedelta(hours=1)
