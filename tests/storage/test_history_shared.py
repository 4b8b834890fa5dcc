"""A history that others have their hands on too: other programs, other machines, text editors, links."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from legtimer.core.session import Session, Unreadable
from legtimer.storage import session_lock
from legtimer.storage.history import History
from legtimer.storage.locations import Locations
from legtimer.storage.recovery import close_orphans, recover_unsaved, save_rescue_copy
from legtimer.storage.session_file import read_session, session_text
from tests.storage.test_history import FIRST_SET, SESSION, SOON

DONE = replace(SESSION, status="completed", ended=SOON, sets=(FIRST_SET,))
ID = "2026-11-22T18-30-05"


@pytest.fixture
def locations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Locations:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "temp"))
    return Locations(config=tmp_path / "config", data=tmp_path / "data")


@pytest.fixture
def history(locations: Locations) -> History:
    return History(locations)


def path_of(locations: Locations, id_: str = ID) -> Path:
    return locations.history / id_[:4] / f"{id_}.toml"


# Links


def test_a_session_is_never_written_through_a_link_in_its_place(
    history: History, locations: Locations, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.write_text("precious")
    page = history.start_session(SESSION)
    page.path.unlink()
    page.path.symlink_to(other)
    page.save(DONE)
    assert other.read_text() == "precious"
    assert not page.path.is_symlink()
    assert page.path.stat().st_mode & 0o777 == 0o600
    page.close()
    other.write_text(page.path.read_text())
    page.path.unlink()
    page.path.symlink_to(other)
    before = other.read_text()
    history.edit(ID, note="mine")
    assert other.read_text() == before
    assert read_session(page.path).note == "mine"


def test_a_link_takes_the_name_of_a_new_session_like_a_file(history: History, locations: Locations) -> None:
    path = path_of(locations)
    path.parent.mkdir(parents=True)
    path.symlink_to("nowhere")
    page = history.start_session(SESSION)
    assert page.id == f"{ID}-2"
    assert not (path.parent / "nowhere").exists()


def test_no_lock_is_made_through_a_link(history: History, locations: Locations, tmp_path: Path) -> None:
    history.start_session(SESSION).close()
    (lock,) = locations.running.iterdir()
    path_of(locations).unlink()
    lock.unlink()
    lock.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"):
        history.start_session(SESSION)
    assert not (tmp_path / "elsewhere").exists()


def test_the_history_itself_may_be_a_link_to_a_synced_folder(
    history: History, locations: Locations, tmp_path: Path
) -> None:
    synced = tmp_path / "synced"
    synced.mkdir()
    locations.data.mkdir()
    locations.history.symlink_to(synced)
    session = history.add(DONE)
    history.edit(session.id, note="mine")
    assert locations.history.is_symlink()
    assert read_session(synced / "2026" / f"{ID}.toml").note == "mine"


def test_nobody_else_reads_along(history: History, locations: Locations) -> None:
    history.start_session(SESSION)
    for path in [locations.data, *locations.data.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


# At the same moment


def test_a_session_under_way_is_not_edited(history: History) -> None:
    """An edit would put back the sets as they were when it read them."""
    page = history.start_session(SESSION)
    with pytest.raises(OSError, match="under way"):
        history.edit(page.id, note="mine")
    page.save(DONE)  # over, but not yet let go
    with pytest.raises(OSError, match="under way"):
        history.edit(page.id, note="mine")
    page.close()
    assert history.edit(page.id, note="mine").sets == DONE.sets


def test_what_a_person_writes_during_an_edit_is_kept(
    history: History, locations: Locations, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = path_of(locations, history.add(DONE).id)
    import tomlkit  # noqa: PLC0415

    dumps = tomlkit.dumps

    def meanwhile(document: tomlkit.TOMLDocument) -> str:
        if "mood" not in path.read_text():
            path.write_text(f"mood = 'good'\n{path.read_text()}")
        return dumps(document)

    monkeypatch.setattr(tomlkit, "dumps", meanwhile)
    history.edit(ID, note="mine")
    assert "mood = 'good'" in path.read_text()
    assert read_session(path).note == "mine"


def test_a_dead_programs_session_is_found_though_another_begins_in_its_second(history: History) -> None:
    history.start_session(SESSION).close()  # without an end, as if killed
    page = history.start_session(SESSION)
    assert page.id == f"{ID}-2"
    (closed,) = close_orphans(history, SOON)
    assert isinstance(closed, Session)
    assert (closed.id, closed.status, closed.ended) == (ID, "interrupted", None)


def test_looking_at_another_machines_session_does_not_make_it_an_orphan(history: History, locations: Locations) -> None:
    path = path_of(locations)
    path.parent.mkdir(parents=True)
    path.write_text(session_text(replace(SESSION, id=ID)))
    for deed in (history.delete, history.edit):
        with pytest.raises(OSError, match="under way"):
            deed(ID)
    history.start_session(SESSION).close()
    assert [found.id for found in close_orphans(history, SOON) if isinstance(found, Session)] == [f"{ID}-2"]
    assert read_session(path).status == "running"


def test_both_copies_of_a_sync_that_met_itself_are_there(history: History, locations: Locations) -> None:
    path = path_of(locations, history.add(DONE).id)
    path.with_name(f"{ID}.sync-conflict-20261122-190000-ABC.toml").write_text(path.read_text())
    assert len(history.read_all()[0]) == 2


# Left behind


def test_an_orphan_that_cannot_be_closed_is_told_and_stands_in_no_others_way(
    history: History, locations: Locations
) -> None:
    history.start_session(SESSION).close()
    history.start_session(SESSION).close()
    path_of(locations).write_text("garbage")
    bad, closed = close_orphans(history, SOON)
    assert isinstance(bad, Unreadable)
    assert "TOML" in bad.reason
    assert isinstance(closed, Session)
    assert closed.id == f"{ID}-2"
    assert path_of(locations).read_text() == "garbage"


def test_a_name_that_was_taken_but_never_filled_is_cleared_away(history: History, locations: Locations) -> None:
    """As by a kill at the right moment, on a disk without hard links."""
    history.start_session(SESSION).close()
    path_of(locations).write_text("")
    assert close_orphans(history, SOON) == []
    assert history.read_all() == ([], [])
    assert session_lock.locked_sessions(locations.running) == []


def test_what_another_left_half_written_under_the_same_name_is_cleared_away(
    history: History, locations: Locations
) -> None:
    opened = history.start_session(SESSION)
    opened.close()
    half = opened.path.with_name(f".{opened.path.name}.killed.tmp")
    opened.path.rename(half)  # it never got its name
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


# Copies


def test_a_copy_comes_home_and_takes_the_place_of_what_was_cut_short(history: History, locations: Locations) -> None:
    page = history.start_session(SESSION)
    page.close()  # the disk is full: the end cannot be saved
    done = replace(DONE, id=page.id)
    copy = save_rescue_copy(history, done)
    assert copy.parent == locations.unsaved
    assert copy.stat().st_mode & 0o777 == 0o600
    close_orphans(history, SOON)
    assert recover_unsaved(history) == [done]
    assert history.read_all() == ([done], [])
    assert not copy.exists()
    assert recover_unsaved(history) == []


def test_a_copy_writes_over_nothing_else(history: History) -> None:
    there = history.add(replace(DONE, note="another one"))
    save_rescue_copy(history, DONE)
    (brought,) = recover_unsaved(history)
    assert isinstance(brought, Session)
    assert brought.id == f"{ID}-2"
    assert history.read(there.id) == there


def test_a_copy_that_is_home_already_is_not_taken_in_twice(history: History) -> None:
    copy = save_rescue_copy(history, DONE)
    text = copy.read_text()
    recover_unsaved(history)
    copy.write_text(text)  # as by a kill before it was cleared away
    recover_unsaved(history)
    assert len(history.read_all()[0]) == 1


def test_a_copy_goes_where_there_is_room(history: History, locations: Locations, tmp_path: Path) -> None:
    locations.config.write_text("no folder")
    copies = [save_rescue_copy(history, DONE), save_rescue_copy(history, DONE)]
    assert {copy.parent for copy in copies} == {tmp_path / "home"}
    assert len(set(copies)) == 2
    (tmp_path / "temp").write_text("no folder")
    for copy in copies:
        copy.unlink()
    (tmp_path / "home").rmdir()
    (tmp_path / "home").write_text("no folder")
    with pytest.raises(OSError, match="no other place"):
        save_rescue_copy(history, DONE)


@pytest.mark.parametrize("how", ["a link", "another user's"])
def test_what_somebody_else_put_among_everyones_files_is_no_copy(how: str, history: History, tmp_path: Path) -> None:
    copy = tmp_path / "temp" / f"legtimer-unsaved-{ID}.toml"
    copy.parent.mkdir()
    if how == "a link":
        (tmp_path / "elsewhere").write_text(session_text(DONE))
        copy.symlink_to(tmp_path / "elsewhere")
    elif os.geteuid() == 0:
        copy.write_text(session_text(DONE))
        os.chown(copy, 65534, 65534)
    else:
        pytest.skip("only root can make another user's file")
    assert recover_unsaved(history) == []
    assert history.read_all() == ([], [])
    assert copy.is_symlink() is (how == "a link")


def test_a_copy_that_cannot_come_home_stays(history: History, locations: Locations) -> None:
    copy = save_rescue_copy(history, DONE)
    locations.data.write_text("no folder")
    (refused,) = recover_unsaved(history)
    assert isinstance(refused, Unreadable)
    assert refused.path == copy
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
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_session_keeps_its_day_and_its_moment_wherever_it_is_read(
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


def test_the_hour_that_comes_twice_gives_two_sessions(history: History) -> None:
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    first, second = (history.add(replace(DONE, started=twice.replace(fold=fold))) for fold in (0, 1))
    assert (first.id, second.id) == ("2026-10-25T02-30-00", "2026-10-25T02-30-00-2")
    hour = history.read(second.id).started - history.read(first.id).started
    assert hour == timedelta(hours=1)
