"""A history that others change too: other processes, other machines, text editors; and symbolic links in it."""

import errno
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from legtimer.core.session import Session
from legtimer.storage.history import History
from legtimer.storage.locations import Locations
from legtimer.storage.recovery import close_orphans
from legtimer.storage.session_file import read_session, session_text
from legtimer.storage.toml_file import edit_keys
from tests import needs
from tests.storage.example_session import FIRST_SET, SESSION, SOON

DONE = replace(SESSION, status="completed", ended=SOON, sets=(FIRST_SET,))
HALF = replace(SESSION, sets=(FIRST_SET,))
ID = "2026-11-22T18-30-05"


def path_of(locations: Locations, id_: str = ID) -> Path:
    return locations.history / id_[:4] / f"{id_}.toml"


def test_only_session_files_in_the_folders_of_years_are_listed(history: History, locations: Locations) -> None:
    session = history.add(DONE)
    path, text = path_of(locations), session_text(replace(DONE, id=ID))
    for name in ("x026", ".2026", "2"):
        (locations.history / name).mkdir()
    (locations.history / "2027").write_text("no folder")
    for other in (path.with_name(f".{ID}.toml"), path.with_suffix(".txt"), locations.history / "x026" / path.name):
        other.write_text(text)
    assert history.read_all() == ([session], [])
    assert list(history.paths()) == [path]


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


def test_a_session_that_is_in_the_history_already_is_not_added_again(history: History) -> None:
    added = history.add_once(DONE)
    with pytest.raises(FileExistsError, match="this session is in your history already") as caught:
        history.add_once(DONE)
    assert (caught.value.errno, caught.value.filename) == (errno.EEXIST, str(history.path_of(added.id)))
    assert history.read_all() == ([added], [])


def test_a_second_import_waits_for_nothing_and_is_told_that_the_first_is_under_way(history: History) -> None:
    with history.lock_for_import():
        with pytest.raises(OSError, match="another import is under way") as caught, history.lock_for_import():
            pass
        assert caught.value.errno == errno.EBUSY
    with history.lock_for_import():
        history.add(DONE)


def test_a_session_whose_file_was_removed_meanwhile_can_be_discarded(history: History, locations: Locations) -> None:
    opened = history.start_session(SESSION)
    opened.path.unlink()
    opened.discard()
    assert not any(locations.running.iterdir())


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
