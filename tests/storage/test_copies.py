"""Several files of one session count once and can be merged; a session in which nothing was done does not count."""

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from legtimer.core.session import Session
from legtimer.storage.copies import SessionCopy, with_latest_first
from legtimer.storage.history import History
from legtimer.storage.locations import Locations
from legtimer.storage.merging import find_copies, merge
from legtimer.storage.session_file import read_session, session_text
from tests.storage.example_session import FIRST_SET, SESSION, SOON

DONE = replace(SESSION, status="completed", ended=SOON, sets=(FIRST_SET,))
ID = "2026-11-22T18-30-05"
NAMES = [
    f"{ID}.sync-conflict-20261122-190000-ABCDEF7",  # Syncthing
    f"{ID} (Ann's conflicted copy 2026-11-22)",  # Dropbox
    f"{ID} (conflicted copy 2026-11-22 190000)",  # Nextcloud, ownCloud
    f"{ID}_conflict-20261122-190000",  # Nextcloud before 2.4
    f"{ID} 2",  # iCloud
    f"{ID}-LAPTOP",  # OneDrive
    f"{ID} (1)",  # Google Drive, OneDrive
    f"{ID}.Conflict",  # Resilio
    f"{ID}_Andy-PC_Nov-22-1900-2026_CaseConflict_1",  # Synology
    f"{ID}-2",
    f"{ID} - Copy",
    "my best one",
]


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(Locations(config=tmp_path / "config", data=tmp_path / "data"))


def add_copy(history: History, name: str, session: Session, *, hours_later: float = 1) -> Path:
    """Write another file of the session DONE, with what `session` holds, edited so much later."""
    path = history.path_of(ID).with_name(f"{name}.toml")
    path.write_text(session_text(replace(session, id=ID)))
    edited = history.path_of(ID).stat().st_mtime + 3600 * hours_later
    os.utime(path, (edited, edited))
    return path


@pytest.mark.parametrize("name", NAMES)
def test_a_second_file_of_a_session_is_not_counted_whatever_its_name(history: History, name: str) -> None:
    session = history.add(DONE)
    add_copy(history, name, DONE)
    assert history.read_all() == ([session], [])


def test_a_copy_in_the_folder_of_another_year_is_not_counted(history: History) -> None:
    session = history.add(DONE)
    folder = history.locations.history / "2025"
    folder.mkdir()
    (folder / f"{ID}.toml").write_text(session_text(session))
    assert history.read_all() == ([session], [])


def test_of_copies_that_differ_the_one_edited_last_counts(history: History) -> None:
    history.add(replace(DONE, effort=5))
    add_copy(history, f"{ID} 2", replace(DONE, effort=8), hours_later=1)
    add_copy(history, f"{ID} 3", replace(DONE, effort=6), hours_later=-1)
    (session,), _ = history.read_all()
    assert session.effort == 8


def test_a_state_from_during_the_workout_does_not_count_even_if_it_was_written_last(history: History) -> None:
    session = history.add(DONE)
    add_copy(history, NAMES[0], replace(SESSION, sets=(FIRST_SET,)))
    assert history.read_all() == ([session], [])


def test_other_sessions_of_the_same_second_count(history: History) -> None:
    history.add(DONE)
    history.add(replace(DONE, preset="another"))
    assert len(history.read_all()[0]) == 2
    assert find_copies(history) == []


def test_an_edit_of_a_session_with_copies_is_what_counts(history: History) -> None:
    history.add(DONE)
    add_copy(history, NAMES[0], replace(DONE, effort=8))
    (counted,), _ = history.read_all()
    history.edit(counted.id, effort=9)
    (session,), _ = history.read_all()
    assert session.effort == 9


def test_deleting_a_session_moves_its_copies_into_the_bin_too(history: History) -> None:
    history.add(DONE)
    history.add(replace(DONE, preset="another"))
    add_copy(history, NAMES[0], DONE)
    deleted = history.delete(ID)
    assert [session.preset for session in history.read_all()[0]] == ["another"]
    assert len(list(history.locations.session_bin.iterdir())) == 2
    assert history.restore(deleted).id == ID


def test_merging_keeps_the_later_edit_adds_what_only_the_other_says_and_keeps_both_files(history: History) -> None:
    history.add(replace(DONE, effort=5, note="from the laptop"))
    path = add_copy(history, NAMES[1], replace(DONE, effort=8, back="fine"))
    path.write_text(f"mood = 'good'  # mine\n{path.read_text()}")
    os.utime(path, (SOON.timestamp() + 10**9, SOON.timestamp() + 10**9))
    before = {each.read_text() for each in history.paths()}
    (files,) = find_copies(history)
    merged = merge(history, files)
    assert (merged.id, merged.effort, merged.back, merged.note) == (ID, 8, "fine", "from the laptop")
    assert [each.name for each in history.paths()] == [f"{ID}.toml"]
    assert history.read_all() == ([merged], [])
    assert "mood = 'good'  # mine" in history.path_of(ID).read_text()
    assert history.path_of(ID).read_text().count(f'id = "{ID}"') == 1
    assert {each.read_text() for each in history.locations.session_bin.iterdir()} == before
    assert find_copies(history) == []


def test_copies_without_an_original_are_merged_into_the_one_with_the_shortest_name(history: History) -> None:
    history.path_of(ID).parent.mkdir(parents=True)
    history.path_of(ID).write_text("")
    for name in (NAMES[0], f"{ID} 2"):
        add_copy(history, name, DONE)
    history.path_of(ID).unlink()
    (files,) = find_copies(history)
    assert merge(history, files).id == f"{ID} 2"
    assert [each.stem for each in history.paths()] == [f"{ID} 2"]
    assert f'id = "{ID} 2"' in history.path_of(f"{ID} 2").read_text()


def test_merging_a_session_under_way_is_refused_and_leaves_both_files(history: History) -> None:
    opened = history.start_session(replace(SESSION, sets=(FIRST_SET,)))
    add_copy(history, NAMES[0], replace(SESSION, sets=(FIRST_SET,)))
    (files,) = find_copies(history)
    with pytest.raises(OSError, match="under way"):
        merge(history, files)
    assert len(list(history.paths())) == 2
    opened.close()


@pytest.mark.parametrize("status", ["running", "stopped", "interrupted", "completed"])
def test_a_session_in_which_nothing_was_done_is_not_listed(history: History, status: str) -> None:
    skipped = replace(FIRST_SET, reps=0, tension=replace(FIRST_SET.tension, up=0, down=0), ended="skipped")
    session = replace(SESSION, status=status, sets=(skipped,))
    history.add(session)
    history.add(replace(session, started=SESSION.started + timedelta(days=1), sets=()))
    assert history.read_all() == ([], [])


def test_a_session_in_which_nothing_was_done_is_listed_if_it_says_how_the_back_was(history: History) -> None:
    session = history.add(replace(SESSION, status="stopped", back="pain"))
    assert history.read_all() == ([session], [])


def test_a_copy_is_read_by_the_id_of_its_file(history: History) -> None:
    history.add(DONE)
    assert read_session(add_copy(history, NAMES[0], DONE)).id == NAMES[0]


def test_an_unreadable_file_is_no_copy(history: History) -> None:
    history.add(DONE)
    add_copy(history, "a", DONE).write_text("not TOML")
    newer = history.path_of("2027-01-01T00-00-00")
    newer.parent.mkdir()
    newer.write_text("not TOML")
    assert find_copies(history) == []
    copy = add_copy(history, "0", DONE)
    ((latest, earlier),) = find_copies(history)
    assert {latest.path, earlier.path} == {copy, history.path_of(ID)}
    history.path_of(f"{ID} (1)").write_text("not TOML")
    assert history.files_of(DONE) == [history.path_of(ID)]


def test_merging_files_that_another_program_changes_meanwhile_is_refused_and_leaves_them(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.add(DONE)
    path = add_copy(history, "a", replace(DONE, note="from the phone"))
    (files,) = find_copies(history)
    changed = session_text(replace(DONE, note="changed"))
    monkeypatch.setattr(History, "keep_in_bin", lambda *_: path.write_text(changed))
    with pytest.raises(OSError, match="changed by another program; try again") as caught:
        merge(history, files)
    assert (caught.value.errno, caught.value.filename) == (errno.EBUSY, str(files[0].path))
    assert path.read_text() == changed
    assert history.path_of(ID).exists()


def test_a_copy_that_a_sync_program_removes_while_the_files_are_compared_counts_as_the_oldest(tmp_path: Path) -> None:
    there = tmp_path / "there.toml"
    there.touch()
    gone = SessionCopy(tmp_path / "gone.toml", replace(DONE, note="gone"))
    files = [gone, SessionCopy(there, DONE)]
    assert [file.path.name for file in with_latest_first(files)] == ["there.toml", "gone.toml"]


def test_long_files_are_edited_and_merged_too(history: History) -> None:
    history.add(DONE)
    path = add_copy(history, NAMES[0], replace(DONE, back="fine"))
    for each in (path, history.path_of(ID)):
        each.write_text(f"{each.read_text()}# {'long ' * 55_000}\n")
    history.edit(ID, note="mine")
    (files,) = find_copies(history)
    merged = merge(history, files)
    assert (merged.note, merged.back) == ("mine", "fine")
