"""The CSV of other programs, in the layouts that their exporters write."""

import re
from datetime import datetime
from pathlib import Path
from string import ascii_letters
from typing import get_args

import pytest

from legtimer.core.load import Unit
from legtimer.core.preset import Block
from legtimer.core.session import Session, SetRecord, Tension
from legtimer.core.tempo import Tempo
from legtimer.storage.history import History
from legtimer.storage.imports.other_programs import MOST_REASONS
from legtimer.storage.imports.plan import EXPECTED, Import, plan_import
from legtimer.storage.locations import Locations
from legtimer.storage.session_file import session_text
from legtimer.storage.toml_file import BadFileError
from tests.storage.imports.test_spreadsheets import DONE

# ruff: noqa: E501 - the lines are as the exporters write them

HEVY = '''\
"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index","set_type","weight_kg","reps","distance_km","duration_seconds","rpe"
"Core, legs","24 Nov 2026, 18:30","24 Nov 2026, 19:02","Felt ""good""","Leg Raise (Parallel Bars)",,"",0,"normal",,12,,,7
"Core, legs","24 Nov 2026, 18:30","24 Nov 2026, 19:02","Felt ""good""","Leg Raise (Parallel Bars)",,"",1,"failure",2.5,9,,,9.5
"Core, legs","24 Nov 2026, 18:30","24 Nov 2026, 19:02","Felt ""good""","Plank",,"elbows",0,"normal",,,,60,
"Core, legs","24 Nov 2026, 18:30","24 Nov 2026, 19:02","Felt ""good""","Walking",,"",0,"normal",,,1.2,,
"Morning","23 Nov 2026, 07:05","23 Nov 2026, 07:20","","Plank",,"",0,"normal",,,,45,
'''
STRONG = """\
Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE
2026-11-24 18:30:12,"Core",32m,"Hanging Leg Raise",W,0.0,5.0,0,0.0,"","Tired",
2026-11-24 18:30:12,"Core",32m,"Hanging Leg Raise",1,0.0,12.0,0,0.0,"slow","",8
2026-11-24 18:30:12,"Core",32m,"Hanging Leg Raise",Rest Timer,0.0,0.0,0,90.0,"","",
2026-11-24 18:30:12,"Core",32m,"Plank",1,0.0,0.0,0,60.0,"","",
2026-11-24 18:30:12,"Core",32m,"Plank",Note,0.0,0.0,0,0.0,"elbows","",
"""
STRONG_SEMICOLONS = """\
Workout #;Date;Workout Name;Duration (sec);Exercise Name;Set Order;Weight (lb);Reps;RPE;Distance (meters);Seconds;Notes;Workout Notes
1;2026-11-24 18:30:12;Core;1920;Hanging Leg Raise;1;5;12;8,5;;;;
1;2026-11-24 18:30:12;Core;1920;Hanging Leg Raise;Rest Timer;;;;;90;;
1;2026-11-24 18:30:12;Core;1920;Plank;1;;;;;62,5;;
"""
FITNOTES = """\
Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment
2026-11-24,Hanging Leg Raise,Abs,5.0,lbs,12,,,,
2026-11-24,Hanging Leg Raise,Abs,5.0,lbs,10,,,,last one hard
2026-11-24,Plank,Abs,,,,,,0:01:30,
2026-11-25,Plank,Abs,,,,,,0:01:00,
"""
FITNOTES_IOS = """\
Date,Exercise,Category,Weight (kg),Weight (lbs),Reps,Distance,Distance Unit,Time,Notes,Kind
2026-11-24,Leg Raise,Abs,2.5,,12,,,,,
2026-11-24,Leg Raise,Abs,,5,10,,,,,
"""


def read(folder: Path, text: str, **columns: str) -> Import:
    path = folder / "export.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return plan_import(path, [], columns)


def local(*moment: int) -> datetime:
    return datetime(*moment).astimezone()  # type: ignore[arg-type]


def sets_of(session: Session) -> list[tuple[str, int, float]]:
    """The name of the exercise, the reps, and the seconds of work of each set."""
    return [(session.blocks[record.block - 1].name, record.reps, record.tension.work) for record in session.sets]


def test_an_export_of_hevy_gives_a_session_for_each_workout(tmp_path: Path) -> None:
    plan = read(tmp_path, HEVY.replace("\n", "\r\n"))
    morning, core = plan.new
    assert sets_of(core) == [
        ("Leg Raise (Parallel Bars)", 12, 0),
        ("Leg Raise (Parallel Bars)", 9, 0),
        ("Plank", 0, 60),
    ]
    assert (core.name, core.preset, core.source, core.status) == ("Core, legs", "core-legs", "imported", "completed")
    assert (core.started, core.ended) == (local(2026, 11, 24, 18, 30), local(2026, 11, 24, 19, 2))
    assert (core.effort, core.note) == (10, 'Felt "good"; elbows')
    assert core.blocks[0].load == 2.5
    assert core.clean
    assert core.tension == 12 * 4 + 9 * 4 + 60
    assert sets_of(morning) == [("Plank", 0, 45)]
    assert plan.skipped == ["line 5: skipped: neither reps nor seconds"]


def test_an_export_of_strong_gives_its_sets_without_rests_and_notes(tmp_path: Path) -> None:
    plan = read(tmp_path, STRONG)
    (session,) = plan.new
    assert sets_of(session) == [("Hanging Leg Raise", 5, 0), ("Hanging Leg Raise", 12, 0), ("Plank", 0, 60)]
    assert (session.started, session.ended) == (local(2026, 11, 24, 18, 30, 12), local(2026, 11, 24, 19, 2, 12))
    assert (session.effort, session.note) == (8, "Tired; slow")
    assert plan.skipped == ["line 4, 6: skipped: a rest or a note, not a set"]


@pytest.mark.parametrize("duration", ["", "soon", "999999999999"], ids=["none", "no duration", "beyond the calendar"])
def test_a_duration_that_gives_no_end_leaves_the_end_unknown(tmp_path: Path, duration: str) -> None:
    (session,) = read(tmp_path, STRONG.replace("32m", duration)).new
    assert session.ended is None


def test_an_export_of_strong_may_have_semicolons_decimal_commas_and_pounds(tmp_path: Path) -> None:
    (session,) = read(tmp_path, STRONG_SEMICOLONS).new
    assert sets_of(session) == [("Hanging Leg Raise", 12, 0), ("Plank", 0, 62.5)]
    assert session.blocks[0].load == "5 lb"
    assert session.ended == local(2026, 11, 24, 19, 2, 12)
    assert session.effort == 8


def test_an_export_of_fitnotes_gives_a_session_for_each_day(tmp_path: Path) -> None:
    first, second = read(tmp_path, FITNOTES).new
    assert sets_of(first) == [("Hanging Leg Raise", 12, 0), ("Hanging Leg Raise", 10, 0), ("Plank", 0, 90)]
    assert (first.name, first.note, first.blocks[0].load) == ("Workout", "last one hard", "5 lb")
    assert first.started == local(2026, 11, 24, 12)
    assert (second.name, second.preset) == ("Plank", "plank")


def test_an_export_of_fitnotes_for_ios_may_have_a_column_for_each_unit(tmp_path: Path) -> None:
    (session,) = read(tmp_path, FITNOTES_IOS).new
    assert session.blocks[0].load == 2.5
    assert [record.reps for record in session.sets] == [12, 10]


def test_a_weight_without_a_unit_is_in_the_units_of_the_settings(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("Date,Exercise,Reps,Weight\n2026-11-24,Leg raise,10,5\n")
    loads = [plan_import(path, [], units=units).new[0].blocks[0].load for units in get_args(Unit)]
    assert loads == [5.0, "5 lb"]


def test_importing_the_same_file_again_adds_nothing(tmp_path: Path) -> None:
    history = History(Locations(config=tmp_path, data=tmp_path))
    for text in (HEVY, STRONG, FITNOTES):
        for session in read(tmp_path, text).new:
            history.add(session)
    for text, sessions in ((HEVY, 2), (STRONG, 1), (FITNOTES, 2)):
        read(tmp_path, text)
        again = plan_import(tmp_path / "export.csv", history.iterate())
        assert (again.new, again.known) == ([], sessions)


def test_a_set_that_says_how_long_it_took_has_that_tension(tmp_path: Path) -> None:
    (session,) = read(tmp_path, "date,exercise,reps,seconds\n2026-11-24,Leg raise,10,60\n").new
    assert session.tension == 60
    assert session.reps == 10


def test_columns_of_any_name_can_be_mapped(tmp_path: Path) -> None:
    text = "Wann;Was;Wie oft;Gewicht\n24.11.2026 18:30;Beinheben;12;2,5\n"
    with pytest.raises(
        BadFileError, match=r"found the columns Wann, Was, Wie oft, Gewicht, expected a column for date"
    ):
        read(tmp_path, text)
    plan = read(tmp_path, text, **{"Wann": "date", "Was": "exercise", "wie oft": "reps", "Gewicht": "weight"})
    (session,) = plan.new
    assert (session.name, session.reps, session.blocks[0].load) == ("Beinheben", 12, 2.5)
    assert session.started == local(2026, 11, 24, 18, 30)


def test_a_map_of_an_unknown_column_or_field_names_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(BadFileError, match=r"found no column 'Day' for --map, expected one of the columns Date, "):
        read(tmp_path, STRONG, Day="date")
    with pytest.raises(BadFileError, match=r"found --map Date=day, expected a field among date, end, "):
        read(tmp_path, STRONG, Date="day")


def test_rows_that_cannot_be_read_are_skipped_with_what_was_found(tmp_path: Path) -> None:
    rows = ["2026-11-24,Plank,ten", "yesterday,Plank,10", "2026-11-24,,10", "2026-11-24,Plank,10"]
    plan = read(tmp_path, "\n".join(["date,exercise,reps", *rows]))
    assert len(plan.new) == 1
    assert plan.skipped == [
        "line 2: skipped: found 'ten', expected a number",
        "line 3: skipped: found 'yesterday', expected a date and time such as 2026-11-22 18:30",
        "line 4: skipped: found no exercise, expected its name",
    ]


def test_one_rep_or_one_second_is_a_set_and_neither_or_too_much_is_none(tmp_path: Path) -> None:
    rows = ["Lift,1,0", "Plank,0,1", "Plank,,0.5", "Lift,0,0", "Lift,1000001,0", "Plank,0,1000001", "Lift,1000000,0"]
    plan = read(tmp_path, "\n".join(["date,exercise,reps,seconds", *(f"2026-11-24,{row}" for row in rows)]))
    assert sets_of(plan.new[0]) == [("Lift", 1, 0), ("Lift", 1_000_000, 0), ("Plank", 0, 1), ("Plank", 0, 0.5)]
    assert plan.skipped == [
        "line 5: skipped: neither reps nor seconds",
        "line 6, 7: skipped: found 1000001, expected at most 1000000",
    ]


def test_an_imported_session_has_what_was_done_as_its_plan(tmp_path: Path) -> None:
    text = (
        "date,end,workout,exercise,reps,seconds,weight (kg),effort,note\n"
        "24.11.2026 18:30,24.11.2026 19:02,Legs & core,Lift,12,30,2.5,7,slow\n"
        "24.11.2026 18:30,24.11.2026 19:02,Legs & core,Plank,,60,,,\n"
        "24.11.2026 18:30,24.11.2026 19:02,Legs & core,Lift,8,20,5,8.6,slow\n"
    )
    assert read(tmp_path, text).new == [
        Session(
            id="2026-11-24T18-30-00",
            preset="legs-core",
            name="Legs & core",
            status="completed",
            source="imported",
            started=local(2026, 11, 24, 18, 30),
            ended=local(2026, 11, 24, 19, 2),
            effort=9,
            note="slow",
            blocks=(
                Block(name="Lift", sets=2, reps=(12, 8), tempo=Tempo(up=1.25, down=1.25), rest=0, load=5.0),
                Block(name="Plank", sets=1, work=60, rest=0),
            ),
            sets=(
                SetRecord(block=1, set=1, reps_planned=12, reps=12, ended="done", tension=Tension(up=15.0, down=15.0)),
                SetRecord(block=1, set=2, reps_planned=8, reps=8, ended="done", tension=Tension(up=10.0, down=10.0)),
                SetRecord(block=2, set=1, reps_planned=0, reps=0, ended="done", tension=Tension(work=60.0)),
            ),
        )
    ]


@pytest.mark.parametrize(
    ("column", "weight", "load"),
    [
        ("Weight (lb)", "5", "5 lb"),
        ("Weight (lbs)", "5", "5 lb"),
        ("Weight in pounds", "5", "5 lb"),
        ("Weight (kg)", "5", 5.0),
        ("Weight (kgs)", "5", 5.0),
        ("Weight in kilograms", "5", 5.0),
        ("Weight (kg)", "-5", 0.0),
        ("Weight (kg)", "0.12345", 0.123),
        ("Weight (kg)", "9999", 500.0),
        ("Weight (lb)", "9999", "1102.31 lb"),
        ("Weight (lb)", "", 0.0),
    ],
)
def test_a_load_has_the_unit_of_its_column_within_the_limits(
    tmp_path: Path, column: str, weight: str, load: float | str
) -> None:
    path = tmp_path / "export.csv"
    path.write_text(f"date,exercise,reps,{column}\n2026-11-24,Lift,10,{weight}\n")
    other: Unit = "kg" if isinstance(load, str) else "lb"
    (session,) = plan_import(path, [], {column: "weight"}, units=other).new
    assert session.blocks[0].load == load


@pytest.mark.parametrize(
    ("written", "effort"), [("", None), ("0", None), ("0.4", 1), ("1.2", 1), ("10", 10), ("11", 10)]
)
def test_an_effort_is_rounded_to_1_to_10(tmp_path: Path, written: str, effort: int | None) -> None:
    (session,) = read(tmp_path, f"date,exercise,reps,rpe\n2026-11-24,Lift,10,{written}\n").new
    assert session.effort == effort


def test_a_table_without_how_much_was_done_is_refused_with_the_column_to_name(tmp_path: Path) -> None:
    with pytest.raises(BadFileError, match=r"^line 1: found the columns date, exercise, expected a column for reps or"):
        read(tmp_path, "date,exercise\n2026-11-24,Lift\n")
    assert read(tmp_path, "date,exercise,seconds\n2026-11-24,Plank,60\n").new[0].tension == 60


def test_many_skipped_rows_are_told_by_reason_the_rarest_only_counted(tmp_path: Path) -> None:
    words = [f"2026-11-24,Lift,{letter}" for letter in ascii_letters[:MOST_REASONS]]
    rows = ["2026-11-24,Lift,"] * 7 + words + ["2026-11-24,Lift,10"]
    lines = read(tmp_path, "\n".join(["date,exercise,reps", *rows])).skipped
    assert lines[0] == "1 more line skipped"
    assert lines[1] == "line 2, 3, 4, 5, 6 and 2 more: skipped: neither reps nor seconds"
    assert len(lines) == 1 + MOST_REASONS


def test_dates_that_may_be_two_are_refused_and_one_that_shows_the_order_decides(tmp_path: Path) -> None:
    with pytest.raises(BadFileError, match="line 2: found '3/4/2026' and no date that shows if the day is first"):
        read(tmp_path, "date,exercise,reps\n3/4/2026,Plank,10\n")
    plan = read(tmp_path, "date,exercise,reps\n3/4/2026,Plank,10\n25/4/2026,Plank,10\n")
    assert [session.started.month for session in plan.new] == [4, 4]


def test_the_end_of_a_workout_is_read_in_the_order_of_the_starts(tmp_path: Path) -> None:
    text = "date,end,exercise,reps\n3/4/2026 10:00,3/4/2026 10:30,Plank,10\n25/4/2026 10:00,25/4/2026 10:30,Plank,10\n"
    assert [session.ended for session in read(tmp_path, text).new] == [
        local(2026, 4, 3, 10, 30),
        local(2026, 4, 25, 10, 30),
    ]


def test_a_workout_whose_name_has_no_plain_letters_gets_a_preset_name(tmp_path: Path) -> None:
    (session,) = read(tmp_path, "date,workout name,exercise,reps\n2026-11-24,腹筋,Lift,10\n").new
    assert (session.name, session.preset) == ("腹筋", "workout")


def test_what_is_written_can_be_read_and_has_no_characters_for_the_terminal(tmp_path: Path) -> None:
    text = f'date,exercise,reps,note\n2026-11-24,"a\x1b[2J\nb{"x" * 900}",100000,"\u202ey"\n'
    (session,) = read(tmp_path, text).new
    assert session.name.isprintable()
    added = History(Locations(config=tmp_path, data=tmp_path)).add(session)
    assert added.reps == 100_000


@pytest.mark.parametrize(
    ("content", "found", "expected"),
    [
        (b"", "an empty file", EXPECTED),
        (b" \n\n", "an empty file", EXPECTED),
        (b",,\n", "an empty file", "CSV with the names of the columns in its first line"),
        (b"PK\x03\x04abc", "a spreadsheet or an archive", f"{EXPECTED}: save the sheet as CSV"),
        (b"\xd0\xcf\x11\xe0abc", "a spreadsheet or an archive", f"{EXPECTED}: save the sheet as CSV"),
        (b"<html>", "HTML or XML", EXPECTED),
        (b"Date,Exercise\n", "the columns Date, Exercise", "a column for reps or seconds; name it with --map"),
        (b'Date,"Exercise\n', "invalid CSV: unexpected end of data", "CSV"),
        (b"schema = 1\nname = 'a preset'\n", "no key started", "a session file, not a preset"),
        (b"schema = 7\nstarted = 1\n", "schema 7", "1: the file is for a newer legtimer"),
        (b"[" * 100_000, "lists or tables nested too deep", "JSON"),
        (b"{'id'", "invalid JSON: Expecting property name", "the output of `legtimer history --json`"),
        (b"\xff\xfea\x00\x00\xd8", "the columns a", "a column for date and exercise and reps or seconds"),
        (b"\xfe\xff\x00a", "the columns a", "a column for date and exercise and reps or seconds"),
        (b"a\x81", "the columns a", "a column for date and exercise and reps or seconds"),
    ],
)
def test_each_failure_names_what_was_found_and_expected(
    tmp_path: Path, content: bytes, found: str, expected: str
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(BadFileError) as caught:
        plan_import(path, [])
    line = re.sub(r"^line \d+: ", "", str(caught.value))
    assert line.startswith(f"found {found}")
    assert line.partition(", expected ")[2].startswith(expected)


def test_the_line_of_invalid_csv_is_named(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text('Date,Exercise,Reps\n2026-11-01,Lift,5\n2026-11-02,"Lift"s,5\n')
    with pytest.raises(BadFileError, match=r"^line 3: found invalid CSV"):
        plan_import(path, [])


def test_of_many_columns_twenty_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadFileError, match=r"found the columns a, b, .*, t and 2 more, expected"):
        read(tmp_path, ",".join(ascii_letters[:22]))
    with pytest.raises(BadFileError, match=r"found the columns a, b, .*, t, expected"):
        read(tmp_path, ",".join(ascii_letters[:20]))


def test_a_missing_file_is_named_as_missing(tmp_path: Path) -> None:
    with pytest.raises(BadFileError, match="found no such file, expected a file that can be read"):
        plan_import(tmp_path / "none.csv", [])


def test_a_session_file_can_be_imported(tmp_path: Path) -> None:
    path = tmp_path / "2026-11-22T18-30-05.toml"
    path.write_text(f"# mine\n{session_text(DONE)}", encoding="utf-8")
    assert plan_import(path, []).new == [DONE]
    assert plan_import(path.rename(tmp_path / "session"), []).new == [DONE]
