"""Exporting and importing sessions: nothing is lost, and nothing is imported twice."""

import csv
import io
import json
import subprocess
import sys
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from legtimer.core.session import Session
from legtimer.storage import copies
from legtimer.storage.export import WRITERS, ExportFormat, export
from legtimer.storage.history import History
from legtimer.storage.imports.plan import plan_import
from legtimer.storage.locations import Locations
from legtimer.storage.recovery import close_orphans
from legtimer.storage.toml_file import BadFileError
from tests import needs
from tests.storage.example_session import FIRST_SET, SESSION
from tests.storage.strategies import sessions

DONE = replace(SESSION, status="completed", id="2026-11-22T18-30-05", sets=(FIRST_SET,), note='a, "b"', effort=7)
LATER = replace(DONE, id="2026-11-23T18-30-05", started=DONE.started + timedelta(days=1), note=None, back="tight")


@pytest.fixture(params=["csv", "json"])
def format_(request: pytest.FixtureRequest) -> ExportFormat:
    format_: ExportFormat = request.param
    return format_


def written(folder: Path, format_: ExportFormat, *what: Session) -> Path:
    path = folder / f"file.{format_}"
    with path.open("w", encoding="utf-8", newline="") as file:
        WRITERS[format_](what, file)
    return path


@given(st.lists(sessions, max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_import_gives_what_was_exported(tmp_path: Path, format_: ExportFormat, some: list[Session]) -> None:
    some = [replace(session, id=f"x{number}") for number, session in enumerate(some)]
    plan = plan_import(written(tmp_path, format_, *some), [])
    assert plan.faults == []
    expected: list[Session] = []
    for each in some:
        if not each.empty and copies.key(each) not in map(copies.key, expected):
            expected.append(replace(each, status="interrupted") if each.status == "running" else each)
    assert sorted(plan.new, key=lambda each: each.id) == expected


def test_an_export_of_one_history_is_imported_into_another_once(tmp_path: Path, format_: ExportFormat) -> None:
    here, there = (History(Locations(config=tmp_path, data=tmp_path / name)) for name in ("here", "there"))
    ids = [here.add(session).id for session in (DONE, LATER)]
    path = export(here, ids, format_, DONE.started)
    assert path == tmp_path / "here" / "exports" / f"history-2026-11-22T18-30-05.{format_}"
    needs.assert_mode(path, 0o600)
    for session in plan_import(path, there.iterate()).new:
        there.add(session)
    assert there.read_all() == here.read_all()
    again = plan_import(path, there.iterate())
    assert (again.new, again.known) == ([], 2)


def test_two_imports_at_the_same_time_add_each_session_once(tmp_path: Path, format_: ExportFormat) -> None:
    locations = Locations(config=tmp_path / "config", data=tmp_path / "data")
    path = written(tmp_path, format_, *(replace(DONE, id=f"x{n}", preset=f"{n}") for n in range(20)))
    command = [sys.executable, "-m", "legtimer", "--data-dir", str(locations.data), "history", "import", str(path)]
    imports = [subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) for _ in range(3)]
    codes = [each.wait() for each in imports]
    assert 0 in codes
    assert len(History(locations).read_all()[0]) == 20


def test_a_leftover_import_lock_of_a_killed_process_is_removed(tmp_path: Path) -> None:
    history = History(Locations(config=tmp_path / "config", data=tmp_path / "data"))
    with history.lock_for_import():
        (lock,) = history.locations.running.iterdir()
        with pytest.raises(OSError, match="another import is under way"), history.lock_for_import():
            pass
        assert close_orphans(history, DONE.started) == []
        assert lock.exists()
    lock.touch()
    assert close_orphans(history, DONE.started) == []
    assert not lock.exists()


def test_an_export_does_not_replace_an_older_one(tmp_path: Path, format_: ExportFormat) -> None:
    history = History(Locations(config=tmp_path, data=tmp_path))
    session = history.add(DONE)
    paths = [export(history, [session.id], format_, DONE.started) for _ in range(3)]
    names = [f"history-2026-11-22T18-30-05{number}.{format_}" for number in ("", "-2", "-3")]
    assert [path.name for path in paths] == names


def test_an_import_recognizes_known_sessions_by_moment_and_preset(tmp_path: Path, format_: ExportFormat) -> None:
    path = written(tmp_path, format_, DONE, LATER)
    elsewhere = replace(DONE, id="2026-11-22T17-30-05-2", started=DONE.started.astimezone(UTC))
    assert plan_import(path, [elsewhere]).new == [LATER]
    assert len(plan_import(path, [replace(DONE, preset="another")]).new) == 2


def test_two_sessions_of_one_second_are_imported_and_a_repeated_id_once(tmp_path: Path, format_: ExportFormat) -> None:
    twin = replace(DONE, id="2026-11-22T18-30-05-2", preset="another")
    path = written(tmp_path, format_, DONE, twin, twin)
    assert len(plan_import(path, []).new) == 2
    plan = plan_import(path, [DONE])
    assert (len(plan.new), plan.known) == (1, 1)


def test_sessions_in_which_nothing_was_done_are_left_out_and_counted(tmp_path: Path, format_: ExportFormat) -> None:
    empty = [replace(LATER, id=f"x{number}", preset=f"x{number}", sets=(), effort=None, back=None) for number in (1, 2)]
    plan = plan_import(written(tmp_path, format_, DONE, *empty), [])
    assert (plan.new, plan.skipped) == ([DONE], ["2 skipped: nothing was done"])


def test_an_id_with_a_path_does_not_write_outside_the_history(tmp_path: Path, format_: ExportFormat) -> None:
    locations = Locations(config=tmp_path, data=tmp_path / "data")
    path = written(tmp_path, format_, replace(DONE, id="../../../elsewhere"))
    (session,) = plan_import(path, []).new
    assert History(locations).add(session).id == "2026-11-22T18-30-05"
    assert [path.name for path in locations.history.rglob("*.toml")] == ["2026-11-22T18-30-05.toml"]


def test_every_faulty_entry_of_json_is_reported(tmp_path: Path) -> None:
    path = written(tmp_path, "json", DONE, LATER)
    data = json.loads(path.read_text())
    data[0]["effort"] = 11
    path.write_text(json.dumps([*data, 5, {"id": 5}, {**data[1], "schema": 2}]))
    plan = plan_import(path, [])
    assert len(plan.new) == 1
    starts = [
        "session 1: found effort",
        "session 3: found no table",
        "session 4: found no id",
        "session 5: found schema",
    ]
    assert [fault.startswith(start) for fault, start in zip(plan.faults, starts, strict=True)] == [True] * 4


def test_every_faulty_row_of_csv_is_reported_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "csv", DONE, LATER)
    rows = list(csv.DictReader(io.StringIO(path.read_text())))
    rows[0]["effort"], rows[1]["details"] = "much", "{"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    assert [fault.split(":")[0] for fault in plan_import(path, []).faults] == ["line 2", "line 3"]


@pytest.mark.parametrize("cell", ["9" * 5000, "7.5", "-1"])
def test_an_effort_in_csv_that_is_not_a_number_of_effort_is_a_fault(tmp_path: Path, cell: str) -> None:
    path = written(tmp_path, "csv", replace(DONE, effort=7))
    path.write_text(path.read_text().replace(",7,", f",{cell},", 1))
    (fault,) = plan_import(path, []).faults
    assert fault.startswith("line 2: found effort = ")
    assert len(fault) < 200


@pytest.mark.parametrize("details", ["9" * 5000, "[" * 100_000, "5", "{"])
def test_details_in_csv_that_are_not_a_table_are_a_fault(tmp_path: Path, details: str) -> None:
    path = written(tmp_path, "csv", DONE)
    (row,) = csv.DictReader(io.StringIO(path.read_text()))
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow({**row, "details": details})
    assert plan_import(path, []).faults == ["line 2: found no table of keys and values, expected a session"]


def test_a_session_without_a_preset_name_is_exported_and_imported(tmp_path: Path, format_: ExportFormat) -> None:
    session = replace(DONE, preset="")
    assert plan_import(written(tmp_path, format_, session), []).new == [session]


@pytest.mark.parametrize("text", ["", "{", "[1,", "a,b\n1,2\n", "[" * 100_000, '"', "\x00", '[{"id": NaN}'])
def test_a_file_that_is_neither_json_nor_csv_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x"
    path.write_text(text)
    with pytest.raises(BadFileError):
        plan_import(path, [])


def test_a_time_that_is_not_a_number_is_a_fault(tmp_path: Path) -> None:
    path = written(tmp_path, "json", DONE)
    path.write_text(path.read_text().replace('"down": 40', '"down": NaN', 1))
    assert len(plan_import(path, []).faults) == 1
