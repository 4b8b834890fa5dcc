"""Sessions on disk: never lost, never half written, never overwritten by another one."""

import errno
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from legtimer.core.preset import Block
from legtimer.core.session import Session, SetRecord, Tension
from legtimer.storage.history import History
from legtimer.storage.locations import Locations
from legtimer.storage.recovery import close_orphans
from legtimer.storage.session_file import read_session, session_text
from legtimer.storage.toml_file import BadFileError
from tests import needs
from tests.storage.example_session import FILE, FIRST_SET, SESSION, SOON, STARTED
from tests.storage.strategies import sessions

# How the programs begin that these tests start.
OPEN_HISTORY = """\
import os
from pathlib import Path
from msgspec.structs import replace
from legtimer.storage.history import History
from legtimer.storage.locations import Locations
from tests.storage.example_session import FIRST_SET, SESSION
history = History(Locations(config=Path("x"), data=Path(os.environ["DATA"])))
"""
OLDER_FILE = """\
schema = 1
id = "2026-11-22T18-30-05"
preset = "lying-leg-lift"
name = "Lying leg lift"
status = "completed"
started = 2026-11-22T18:30:05+01:00
ended = 2026-11-22T18:36:20+01:00

[[blocks]]
name = "Lying leg lift"
variation = "lying"
sets = 3
reps = 10
rest = 60.0
sides = "both"
load = 0.0
tempo = {up = 2, top = 0.0, down = 4, bottom = 0.0}

[[sets]]
block = 1
set = 1
reps_planned = 10
reps = 10
ended = "done"
tension = {up = 20, top = 0.0, down = 40, bottom = 0.0}
rest = 60.0
paused = 0.0
"""


def put(locations: Locations, name: str, text: str) -> Path:
    path = locations.history / name[:4] / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


@given(sessions)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_session_read_from_its_file_equals_the_one_written(tmp_path: Path, session: Session) -> None:
    path = tmp_path / "x.toml"
    path.write_text(session_text(session), encoding="utf-8")
    assert read_session(path) == session


def test_a_new_file_has_the_documented_layout(history: History) -> None:
    done = replace(SESSION, status="completed", ended=STARTED + timedelta(seconds=375), sets=(FIRST_SET,))
    opened = history.start_session(SESSION)
    opened.save(done)
    assert opened.path.read_text() == FILE


def test_a_file_with_inline_tables_is_read_as_well(locations: Locations) -> None:
    older, newer = (read_session(put(locations, "2026-11-22T18-30-05.toml", text)) for text in (OLDER_FILE, FILE))
    assert older == newer
    assert older.sets == (FIRST_SET,)


def test_a_set_of_work_has_only_work_as_its_tension(history: History) -> None:
    work = replace(
        SESSION,
        blocks=(Block(name="b", sets=1, work=20.0),),
        sets=(SetRecord(block=1, set=1, reps_planned=0, reps=0, ended="done", tension=Tension(work=20.0)),),
    )
    text = history.start_session(work).path.read_text()
    assert "work = 20.0" in text
    assert "[sets.tension]\nwork = 20.0\n" in text
    assert "down" not in text
    assert "reps = 10" not in text


def test_the_id_is_the_local_start_time_with_a_number_where_it_is_taken(history: History, locations: Locations) -> None:
    opened = [history.start_session(SESSION) for _ in range(3)]
    names = ["2026-11-22T18-30-05", "2026-11-22T18-30-05-2", "2026-11-22T18-30-05-3"]
    assert [each.session.id for each in opened] == names
    assert [each.path for each in opened] == [locations.history / "2026" / f"{name}.toml" for name in names]
    for each in opened:
        needs.assert_mode(each.path, 0o600)


def test_an_unreadable_file_is_not_overwritten_by_a_session_of_its_second(
    history: History, locations: Locations
) -> None:
    path = put(locations, "2026-11-22T18-30-05.toml", "garbage")
    assert history.start_session(SESSION).session.id.endswith("-2")
    assert path.read_text() == "garbage"


def test_saving_keeps_the_id_and_leaves_no_other_file(history: History) -> None:
    opened = history.start_session(SESSION)
    opened.save(replace(SESSION, id="other", sets=(FIRST_SET,)))
    opened.close()
    assert read_session(opened.path).id == "2026-11-22T18-30-05"
    assert [path.name for path in opened.path.parent.iterdir()] == [opened.path.name]


def test_sessions_are_listed_newest_first_and_unreadable_files_with_their_reason(
    history: History, locations: Locations
) -> None:
    put(locations, "2025-01-01T10-00-00.toml", FILE.replace("2026-11-22", "2025-01-01"))
    put(locations, "2026-11-22T18-30-05.toml", FILE)
    bad = put(locations, "2026-11-23T18-30-05.toml", FILE.replace("reps = 10\nended", "reps = 'x'\nended"))
    newer = put(locations, "2026-11-24T18-30-05.toml", FILE.replace("schema = 1", "schema = 2"))
    naive = put(locations, "2026-11-25T18-30-05.toml", FILE.replace("05+01:00", "05"))
    put(locations, ".2026-11-22T18-30-05.toml.abc.tmp", "half")
    listed, unreadable = history.read_all()
    assert [session.id for session in listed] == ["2026-11-22T18-30-05", "2025-01-01T10-00-00"]
    assert [file.path for file in unreadable] == [naive, newer, bad]
    assert unreadable[2].reason == "line 28: found sets[1].reps = 'x', expected a whole number from 0 to 1000000"
    assert unreadable[1].reason == "found schema 2, expected 1: the file is for a newer legtimer"
    assert "offset from UTC" in unreadable[0].reason


def test_an_empty_history_is_read_without_creating_a_folder(history: History, locations: Locations) -> None:
    assert history.read_all() == ([], [])
    assert close_orphans(history, SOON) == []
    assert not locations.data.exists()


def test_programs_that_start_sessions_at_the_same_time_use_different_ids(locations: Locations) -> None:
    script = f"{OPEN_HISTORY}print(*[history.start_session(SESSION).session.id for _ in range(20)])\n"
    environment = {**os.environ, "DATA": str(locations.data), "PYTHONPATH": "."}
    programs = [
        subprocess.Popen([sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    ids = [id_ for program in programs for id_ in program.communicate()[0].split()]
    assert len(set(ids)) == 60
    assert {path.stem for path in History(locations).paths()} == set(ids)
    assert History(locations).read_all()[1] == []


def test_a_program_killed_at_any_moment_leaves_a_complete_file(locations: Locations) -> None:
    script = (
        f"{OPEN_HISTORY}"
        "opened = history.start_session(SESSION)\n"
        "for number in range(1, 100_000):\n"
        "    opened.save(replace(SESSION, sets=(replace(FIRST_SET, set=number),) * number))\n"
        "    print(number, flush=True)\n"
    )
    environment = {**os.environ, "DATA": str(locations.data), "PYTHONPATH": "."}
    for saves in (1, 2, 5, 9):
        command = [sys.executable, "-c", script]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as program:
            assert program.stdout is not None
            saved = [int(program.stdout.readline()) for _ in range(saves)]
            program.kill()
            saved += map(int, program.stdout.read().split())
        (closed,) = close_orphans(History(locations), SOON)
        assert isinstance(closed, Session)
        assert len(closed.sets) >= saved[-1]
    assert len(list(History(locations).paths())) == 4
    assert [path for path in locations.data.rglob("*") if path.is_file() and path.suffix != ".toml"] == []


def test_a_folder_that_cannot_be_listed_is_reported_as_unreadable(
    history: History, locations: Locations, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(locations, "2026-11-22T18-30-05.toml", FILE)
    put(locations, "2025-11-22T18-30-05.toml", FILE.replace("2026", "2025"))
    for bad, years in ((locations.history / "2026", [2025]), (locations.history, [])):
        monkeypatch.setattr(os, "listdir", partial(refused, bad, os.listdir))
        listed, unreadable = history.read_all()
        assert [session.day.year for session in listed] == years
        assert unreadable == [(bad, "this folder cannot be read: Permission denied")]


def refused(refused: Path, listdir: Callable[[Path], list[str]], folder: Path) -> list[str]:
    if folder == refused:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return listdir(folder)


@pytest.mark.parametrize("layout", [FILE, OLDER_FILE], ids=["new", "older"])
def test_an_edit_keeps_comments_and_unknown_keys(history: History, locations: Locations, layout: str) -> None:
    text = layout.replace("schema = 1\n", "# mine\nschema = 1\nmood = 'good'  # very\n")
    path = put(locations, "2026-11-22T18-30-05.toml", text)
    edited = history.edit("2026-11-22T18-30-05", effort=7, note="long", back="fine")
    assert (edited.effort, edited.note, edited.back) == (7, "long", "fine")
    assert read_session(path) == edited
    assert path.read_text() == text.replace(
        "\n\n[[blocks]]", '\neffort = 7\nnote = "long"\nback = "fine"\n\n[[blocks]]'
    )
    history.edit("2026-11-22T18-30-05", effort=None, note=None, back=None)
    assert path.read_text() == text


def test_an_edit_to_an_invalid_value_is_refused(history: History, locations: Locations) -> None:
    path = put(locations, "2026-11-22T18-30-05.toml", FILE)
    with pytest.raises(BadFileError, match="effort = 11, expected a whole number from 1 to 10"):
        history.edit("2026-11-22T18-30-05", effort=11)
    assert path.read_text() == FILE


def test_a_session_of_a_living_process_is_not_closed(history: History) -> None:
    opened = history.start_session(SESSION)
    assert close_orphans(history, SOON) == []
    assert close_orphans(history, STARTED + timedelta(days=3)) == []
    assert read_session(opened.path).status == "running"


def test_a_session_of_a_killed_process_is_closed_with_what_it_holds(locations: Locations) -> None:
    script = (
        f"{OPEN_HISTORY}"
        "opened = history.start_session(SESSION)\n"
        "opened.save(replace(SESSION, sets=(FIRST_SET,)))\n"
        "(opened.path.parent / f'.{opened.path.name}.abc.tmp').write_text('half')\n"
        "os._exit(1)\n"
    )
    subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "DATA": str(locations.data), "PYTHONPATH": "."},
        check=False,
    )
    history = History(locations)
    (closed,) = close_orphans(history, SOON)
    assert isinstance(closed, Session)
    assert (closed.status, closed.sets) == ("interrupted", (FIRST_SET,))
    assert history.read_all() == ([closed], [])
    assert close_orphans(history, SOON) == []
    left = [path.name for path in locations.data.rglob("*") if path.is_file()]
    assert left == ["2026-11-22T18-30-05.toml"]


def test_a_session_of_a_killed_process_without_a_set_is_removed(history: History, locations: Locations) -> None:
    history.start_session(SESSION).close()  # without an end, as if the process was killed
    assert close_orphans(history, SOON) == []
    assert [path for path in locations.data.rglob("*") if path.is_file()] == []


def test_a_discarded_session_leaves_no_file(history: History, locations: Locations) -> None:
    history.start_session(SESSION).discard()
    assert [path for path in locations.data.rglob("*") if path.is_file()] == []


def test_a_running_session_without_a_lock_is_closed_after_a_day(history: History, locations: Locations) -> None:
    """In a synced folder it may be under way on another machine, whose lock is not here."""
    path = put(locations, "2026-11-22T18-30-05.toml", FILE.replace("completed", "running"))
    assert close_orphans(history, STARTED + timedelta(hours=23)) == []
    assert read_session(path).status == "running"
    (closed,) = close_orphans(history, STARTED + timedelta(hours=25))
    assert isinstance(closed, Session)
    assert closed.status == "interrupted"


def test_a_completed_session_with_a_leftover_lock_is_not_changed(history: History, locations: Locations) -> None:
    path = put(locations, "2026-11-22T18-30-05.toml", FILE)
    opened = history.start_session(replace(SESSION, status="completed"))
    orphan = locations.running / next(locations.running.iterdir()).name.replace("05-2@", "05@")
    opened.close()
    orphan.touch()
    assert close_orphans(history, SOON) == []
    assert path.read_text() == FILE
    assert not orphan.exists()


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("blocks = 1", "a list; each item a table of name, variation, "),
        ("sets = [1]", "a table of block, round, set, "),
        ("sets = [{ block = 1, set = 1, reps_planned = 1, reps = 1, ended = 'done', tension = 1 }]", "a table of up, "),
    ],
)
def test_a_value_where_a_table_belongs_is_refused_with_the_keys_of_the_table(
    tmp_path: Path, key: str, expected: str
) -> None:
    path = tmp_path / "x.toml"
    top = "\n".join(line for line in FILE.partition("\n\n[[")[0].splitlines())
    path.write_text(f"{top}\n{key}\n" + ("blocks = []\n" if key.startswith("sets") else ""))
    with pytest.raises(BadFileError, match="line 8: .*" + re.escape(expected)):
        read_session(path)


@given(st.text() | st.binary())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_with_any_content_is_refused_with_a_printable_reason(tmp_path: Path, content: str | bytes) -> None:
    path = tmp_path / "2026-01-01T00-00-00.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    with pytest.raises(BadFileError) as caught:
        read_session(path)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("key", ["preset", "name", "status", "started", "blocks", "sets", "effort", "schema"])
@pytest.mark.parametrize("value", ["1.5", "true", '"\\u0001"', "[1]", "{}", "nan", "1979-05-27", "0x" + "F" * 5000])
def test_a_session_with_any_wrong_value_is_refused_with_a_printable_reason(
    tmp_path: Path, key: str, value: str
) -> None:
    kept = "".join(f"{line}\n" for line in FILE.splitlines() if not line.startswith(f"{key} ="))
    kept = kept if key not in ("blocks", "sets") else kept.partition("[[")[0]
    path = tmp_path / "x.toml"
    path.write_text(f"{key} = {value}\n{kept}")
    with pytest.raises(BadFileError) as caught:
        read_session(path)
    assert str(caught.value).isprintable()
