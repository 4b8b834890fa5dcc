"""Our own CSV, saved again by a spreadsheet: separators, quotes, encodings, empty rows, dates, formulas."""

import csv
import json
import re
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from legtimer.core.session import Session
from legtimer.storage.export import write_csv, write_json
from legtimer.storage.imports.plan import Import, plan_import
from legtimer.storage.spreadsheet import escape_cell, unescape_cell
from legtimer.storage.toml_file import BadFileError
from tests.storage.example_session import FIRST_SET, SESSION

LOCAL = SESSION.started.replace(tzinfo=None).astimezone()  # a spreadsheet cuts off the offset: then it is that of here
DONE = replace(
    SESSION,
    id="2026-11-22T18-30-05",
    status="completed",
    started=LOCAL,
    ended=LOCAL + timedelta(minutes=6),
    sets=(FIRST_SET,),
    effort=7,
    back="fine",
    note='=HYPERLINK("http://x"), then "good"; größer',
)
LATER = replace(DONE, id="2026-11-25T18-30-05", started=LOCAL + timedelta(days=3), ended=None, note="- felt long")


def exported(*sessions: Session) -> list[list[str]]:
    text = StringIO()
    write_csv(sessions, text)
    return list(csv.reader(StringIO(text.getvalue())))


def saved(path: Path, rows: list[list[str]], encoding: str = "utf-8", **dialect: object) -> Import:
    text = StringIO()
    csv.writer(text, **dialect).writerows(rows)  # type: ignore[arg-type]
    path.write_bytes(text.getvalue().encode(encoding))
    return plan_import(path, [])


def dates_as(rows: list[list[str]], layout: str) -> list[list[str]]:
    """The rows with their dates in another layout, without an offset from UTC, as a spreadsheet writes them."""

    def rewritten(cell: str) -> str:
        found = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)[+-]\d\d:\d\d", cell)
        if not found:
            return cell
        return type(LOCAL).fromisoformat(found[1]).strftime(layout)

    return [[rewritten(cell) for cell in row] for row in rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_any_usual_separator_and_quoting_is_read(tmp_path: Path, delimiter: str, quoting: int) -> None:
    plan = saved(tmp_path / "x.csv", exported(DONE, LATER), delimiter=delimiter, quoting=quoting)
    assert plan.faults == []
    assert plan.new == [DONE, LATER]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_that_spreadsheets_write_is_read(tmp_path: Path, encoding: str) -> None:
    assert saved(tmp_path / "x.csv", exported(DONE), encoding, delimiter=";").new == [DONE]


def test_a_line_that_names_the_separator_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    saved(path, exported(DONE), delimiter=";")
    path.write_text(f"sep=;\n{path.read_text()}")
    assert plan_import(path, []).new == [DONE]


def test_empty_rows_and_columns_are_left_out(tmp_path: Path) -> None:
    header, row = exported(DONE)
    empty = [""] * len(header)
    rows = [[], [*header, "", ""], empty, [*row, "", ""], [], empty]
    plan = saved(tmp_path / "x.csv", rows)
    assert (plan.new, plan.faults) == ([DONE], [])


def test_columns_may_be_in_another_order_and_case_and_sums_may_be_missing(tmp_path: Path) -> None:
    rows = exported(DONE)
    kept = [index for index, name in enumerate(rows[0]) if name not in ("sets", "reps", "tension", "up")][::-1]
    moved = [[row[index] for index in kept] for row in rows]
    moved[0] = [name.capitalize() for name in moved[0]]
    assert saved(tmp_path / "x.csv", moved).new == [DONE]


@pytest.mark.parametrize(
    "layout",
    [
        "%Y-%m-%d %H:%M:%S",
        "%d.%m.%Y %H:%M",
        "%d/%m/%Y %H:%M:%S",
        "%m/%d/%Y %H:%M",
        "%m/%d/%y %I:%M %p",
        "%d.%m.%y %H:%M",
        "%d-%m-%Y %H:%M",
    ],
)
def test_dates_as_spreadsheets_write_them_keep_the_moment(tmp_path: Path, layout: str) -> None:
    plan = saved(tmp_path / "x.csv", dates_as(exported(DONE, LATER), layout), delimiter=";")
    assert plan.faults == []
    assert [session.started for session in plan.new] == [DONE.started, LATER.started]


def test_a_date_that_may_be_two_is_taken_from_the_id(tmp_path: Path) -> None:
    march = replace(DONE, id="2026-04-03T18-30-05", started=LOCAL.replace(month=4, day=3), ended=None)
    plan = saved(tmp_path / "x.csv", dates_as(exported(march), "%m/%d/%Y %H:%M"))
    assert [session.started.replace(tzinfo=None) for session in plan.new] == [march.started.replace(tzinfo=None)]


@pytest.mark.parametrize("layout", ["%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S"])
def test_an_ambiguous_end_is_read_in_the_order_that_another_date_shows(tmp_path: Path, layout: str) -> None:
    april = LOCAL.replace(month=4, day=3)
    session = replace(DONE, id="2026-04-03T18-30-05", started=april, ended=april + timedelta(minutes=6))
    plan = saved(tmp_path / "x.csv", dates_as(exported(session, DONE), layout))
    assert plan.faults == []
    ends = [each.ended.replace(tzinfo=None) for each in plan.new if each.ended]
    assert ends == [(started + timedelta(minutes=6)).replace(tzinfo=None) for started in (april, LOCAL)]


def test_what_a_spreadsheet_has_saved_again_is_known(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    saved(path, dates_as(exported(DONE, LATER), "%d.%m.%Y %H:%M"), delimiter=";")
    plan = plan_import(path, [DONE, LATER])
    assert (plan.new, plan.known) == ([], 2)


def test_words_in_capitals_short_rows_and_a_missing_column_of_ids_are_read(tmp_path: Path) -> None:
    header, row = exported(replace(DONE, note=None))
    cells = dict(zip(header, row, strict=True))
    kept = [name for name in header if name not in ("id", "note")]
    capitals = {"status": "COMPLETED ", "back": "Fine"}
    plan = saved(tmp_path / "x.csv", [[*kept, "note"], [capitals.get(name, cells[name]) for name in kept]])
    assert plan.faults == []
    (session,) = plan.new
    assert replace(session, id=DONE.id) == replace(DONE, note=None)
    assert session.id == str(DONE.started)


def test_a_separator_within_a_quoted_name_of_a_column_is_none(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text('date,exercise,"reps; or, | rather; repetitions;;;;",reps\n2026-11-24,Lift,,10\n')
    assert [session.reps for session in plan_import(path, []).new] == [10]


def test_a_line_break_within_a_cell_is_no_new_row(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b'date,exercise,reps,note\r\n2026-11-24,Lift,10,"a\r\nb"\r\n')
    assert [session.note for session in plan_import(path, []).new] == ["a b"]


def test_one_session_of_json_needs_no_list(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    text = StringIO()
    write_json([DONE], text)
    path.write_text(json.dumps(json.loads(text.getvalue())[0]))
    assert plan_import(path, []).new == [DONE]


@pytest.mark.parametrize("cell", ["7.0", "7,0"])
def test_an_effort_with_decimals_is_read(tmp_path: Path, cell: str) -> None:
    header, row = exported(DONE)
    row[header.index("effort")] = cell
    assert saved(tmp_path / "x.csv", [header, row], delimiter=";").new == [DONE]


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "＝", "'=", "''-"])
def test_no_exported_cell_begins_with_what_a_spreadsheet_runs(tmp_path: Path, begins: str) -> None:
    session = replace(DONE, note=f"{begins}1+1", name=f"{begins}A1", preset=f"{begins}x")
    rows = exported(session)
    assert not any(cell.startswith(("=", "+", "-", "@", "＝")) for row in rows for cell in row)
    assert saved(tmp_path / "x.csv", rows).new == [session]


@given(st.text())
def test_an_escaped_cell_is_restored(text: str) -> None:
    assert unescape_cell(escape_cell(text)) == text


@given(text=st.text(st.characters(codec="utf-8"), max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("suffix", [".csv", ".json", ".toml", ".txt"])
def test_a_file_of_any_content_adds_nothing_and_is_refused_in_printable_lines(
    tmp_path: Path, suffix: str, text: str
) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_text(text, encoding="utf-8")
    try:
        plan = plan_import(path, [])
    except BadFileError as error:
        lines = [str(error)]
    else:  # JSON: of what is no session, or an empty list
        assert plan.new == []
        lines = plan.faults
    assert all(line.isprintable() for line in lines)
