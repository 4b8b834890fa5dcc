"""Workouts that were done elsewhere, as sessions; and sessions whose sets are corrected."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from legtimer.core.entry import Entry, corrected, done_text, enter, planned_texts, read_entry
from legtimer.core.preset import Block, Preset
from legtimer.core.session import Session
from legtimer.core.tempo import Tempo
from tests.core.past import LIFT, done, session_of
from tests.core.strategies import presets

NOW = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
BEFORE = NOW - timedelta(hours=3)
HOLD = Preset(name="Hold", blocks=(Block(name="Hold", sets=3, work=20.0, rest=30.0),))
MAX = Preset(name="Plank", blocks=(Block(name="Plank", sets=2, work="max"),))
ROUTINE = Preset(
    name="Routine",
    blocks=(*replace(LIFT, name="x").blocks, Block(name="Taps", sets=2, reps=12, tempo=Tempo(up=2, down=2))),
)


def add(preset: Preset = LIFT, started: datetime | None = BEFORE, **what: object) -> Session:
    return enter("lift", preset, Entry(**what), started, NOW)  # type: ignore[arg-type]


def reps(session: Session) -> list[int]:
    return [record.reps for record in session.sets]


def test_without_anything_said_it_was_done_as_planned_and_has_just_ended() -> None:
    session = add(started=None)
    assert (session.status, session.source, session.clean) == ("completed", "entered", True)
    assert (reps(session), session.tension) == ([10, 10, 10], 3 * 10 * 6)
    assert session.ended == NOW
    assert add(started=NOW).started == NOW
    assert session.started == NOW - timedelta(seconds=3 * 60 + 2 * 60)


def test_what_was_said_and_the_plan_of_its_preset_are_kept() -> None:
    preset = replace(ROUTINE, id="abc", rounds=2, round_rest=45.0)
    session = add(preset, effort=7, back="tight", note="on grass")
    assert (session.effort, session.back, session.note) == (7, "tight", "on grass")
    assert (session.preset, session.preset_id, session.name) == ("lift", "abc", "Routine")
    assert (session.rounds, session.round_rest, session.blocks) == (2, 45.0, preset.blocks)


def test_it_lasted_as_long_as_its_sets_and_the_rests_of_each_exercise() -> None:
    sides = Block(name="Sides", sets=2, work=20.0, rest=30.0, sides="each")
    hold = Block(name="Hold", sets=2, work=20.0, rest=50.0)
    session = add(Preset(name="Both", blocks=(sides, hold)))
    assert session.ended == BEFORE + timedelta(seconds=4 * 20 + 2 * 20 + 30 + 30 + 50)


@pytest.mark.parametrize(
    ("what", "expected", "status"),
    [
        ({"sets": 2}, [10, 10], "stopped"),
        ({"amounts": (8,)}, [8, 8, 8], "stopped"),
        ({"amounts": (12, 10, 8)}, [12, 10, 8], "stopped"),
        ({"amounts": (12, 10, 10)}, [12, 10, 10], "completed"),
        ({"amounts": (10, 10)}, [10, 10], "stopped"),
        ({"sets": 4}, [10, 10, 10, 10], "completed"),
        ({"amounts": (10, 9, 8, 7)}, [10, 9, 8, 7], "stopped"),
        ({"sets": 1, "amounts": (3,)}, [3], "stopped"),
    ],
)
def test_sets_and_reps_are_as_they_were_done(what: dict[str, object], expected: list[int], status: str) -> None:
    session = add(**what)  # type: ignore[arg-type]
    assert (reps(session), session.status) == (expected, status)
    assert session.tension == sum(expected) * 6


def test_each_set_was_done_cut_short_or_skipped() -> None:
    assert [record.ended for record in add(amounts=(10, 5, 0)).sets] == ["done", "stopped", "skipped"]
    short = add(HOLD, amounts=(25, 20, 10))
    assert [record.ended for record in short.sets] == ["done", "done", "stopped"]
    assert (short.tension, short.status) == (55, "stopped")


def test_work_and_routines_can_be_entered_too() -> None:
    assert add(HOLD, sets=2).tension == 40
    hour = replace(HOLD, blocks=(replace(HOLD.blocks[0], work=3600.0),))
    assert planned_texts(hour) == {"sets": "3", "reps": "3600"}
    assert reps(add(ROUTINE, amounts=(10, 10, 9, 12, 11))) == [10, 10, 9, 12, 11]
    assert planned_texts(HOLD) == {"sets": "3", "reps": "20"}
    assert planned_texts(MAX) == {"sets": "2", "reps": ""}
    assert planned_texts(LIFT) == {"sets": "3", "reps": "10"}
    assert planned_texts(ROUTINE) == {"sets": "5", "reps": "10, 10, 10, 12, 12"}


@pytest.mark.parametrize(
    ("preset", "what", "message"),
    [
        (LIFT, {"sets": 0}, "found 0 sets, expected 1 to 3"),
        (ROUTINE, {"sets": 9}, "found 9 sets, expected 1 to 5"),
        (replace(LIFT, rounds=2), {"sets": 7}, "found 7 sets, expected 1 to 6"),
        (LIFT, {"sets": 3, "amounts": (1, 2)}, "found reps for 2 sets, expected them for 3, or one number for all"),
        (MAX, {}, "found no reps or seconds, expected them: Plank goes on until you end the set"),
        (LIFT, {"amounts": (201,)}, "found 201 reps, expected 0 to 200"),
        (LIFT, {"amounts": (-1,)}, "found -1 reps, expected 0 to 200"),
        (HOLD, {"amounts": (3601,)}, "found 3601 seconds, expected 0 to 3600"),
        (LIFT, {"amounts": (0,)}, "found no reps in any set, expected some in at least one"),
        (LIFT, {"started": NOW + timedelta(minutes=1)}, "found 2026-11-24 20:01, expected a time in the past"),
    ],
)
def test_what_cannot_have_been_done_is_refused(preset: Preset, what: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        add(preset, **what)  # type: ignore[arg-type]


@given(presets)
def test_every_preset_done_as_planned_is_complete(preset: Preset) -> None:
    session = add(preset, NOW - timedelta(days=1), amounts=(7,) if any(block.max for block in preset.blocks) else ())
    assert len(session.sets) == session.sets_planned
    if not any(block.max for block in preset.blocks):
        assert session.clean
        assert session.status == "completed"
        assert round(1000 * session.tension) == preset.tension


def test_sides_rounds_lists_of_reps_and_max_sets_can_be_entered() -> None:
    tempo = Tempo(up=2, down=2)
    sides = Preset(name="Sides", blocks=(Block(name="Sides", sets=2, reps=8, tempo=tempo, sides="each"),))
    assert [(record.side, record.reps) for record in add(sides, amounts=(8, 6)).sets] == [
        ("left", 8), ("right", 8), ("left", 6), ("right", 6),
    ]  # fmt: skip
    assert planned_texts(sides) == {"sets": "2", "reps": "8"}
    falling = Preset(name="Falling", blocks=(Block(name="Falling", sets=3, reps=(12, 10, 8), tempo=tempo),))
    assert (reps(add(falling)), add(falling).status) == ([12, 10, 8], "completed")
    more = add(falling, amounts=(12, 10, 8, 6))
    assert (reps(more), more.blocks[0].set_reps) == ([12, 10, 8, 6], (12, 10, 8, 8))
    circuit = replace(ROUTINE, rounds=2)
    assert [record.round for record in add(circuit).sets] == [1] * 5 + [2] * 5
    assert add(circuit).status == "completed"
    longest = add(MAX, amounts=(47, 40))
    assert ([record.tension.work for record in longest.sets], longest.status) == ([47, 40], "completed")
    most = add(Preset(name="Most", blocks=(Block(name="Most", sets=1, reps="max", tempo=tempo),)), amounts=(13,))
    assert (most.sets[0].max, most.sets[0].reps_planned, most.status) == (True, 13, "completed")


def test_a_form_is_read_with_what_is_wrong_in_which_field() -> None:
    texts = {"sets": " 2", "reps": "10,0; 8", "effort": "7", "back": "Fine", "note": " one\ntwo\x1b "}
    assert read_entry(texts) == Entry(sets=2, amounts=(10, 0, 8), effort=7, back="fine", note="one two")
    assert read_entry({}) == Entry()
    assert read_entry({"note": "x" * 500}).note == "x" * 500
    for field, text in (("effort", "11"), ("effort", "x"), ("back", "so-so"), ("note", "x" * 501)):
        with pytest.raises(ValueError, match=f"{field}: found .* expected"):
            read_entry({field: text})
    for text in ("ten", "2.5"):
        with pytest.raises(ValueError, match=r"found .* expected"):
            read_entry({"reps": text})


def test_an_interrupted_session_is_completed_and_keeps_what_was_timed() -> None:
    block = LIFT.blocks[0]
    timed = replace(done(block, 1, 1), rest=55.0, changes=("down 4 to 4.5 s from rep 6",))
    half = session_of(LIFT, BEFORE, status="interrupted", sets=[timed, done(block, 1, 2, 4, "stopped")])
    assert done_text(half) == "10, 4, 0"
    session = corrected(half, Entry(amounts=(10, 10, 9)))
    assert reps(session) == [10, 10, 9]
    assert session.sets[0] == timed
    assert session.status == "stopped"
    assert corrected(half, Entry(amounts=(10,))).status == "completed"
    assert corrected(half, Entry(amounts=(10,))).clean


def test_a_set_that_was_cut_short_keeps_what_was_timed_unless_it_was_done_after_all() -> None:
    block = LIFT.blocks[0]
    short = replace(done(block, 1, 2, 4, "stopped"), paused=20.0)
    broken = replace(done(block, 1, 3, 10, "form"), paused=20.0)
    session = corrected(session_of(LIFT, BEFORE, sets=[short, broken]), Entry(amounts=(10, 4, 10)))
    assert session.sets[1] == short
    assert (session.sets[2].ended, session.sets[2].paused) == ("done", 0.0)


def test_a_completed_session_is_told_from_one_that_was_counted() -> None:
    assert corrected(session_of(LIFT, BEFORE), Entry()).source == "entered"


def test_an_edit_cannot_have_more_sets_than_were_planned() -> None:
    with pytest.raises(ValueError, match="found 4 sets, expected 1 to 3"):
        corrected(session_of(LIFT, BEFORE), Entry(amounts=(10, 10, 10, 10)))


@given(st.lists(st.integers(0, 200), min_size=1, max_size=3))
def test_a_session_shows_the_reps_that_were_entered(numbers: list[int]) -> None:
    if any(numbers):
        session = corrected(session_of(LIFT, BEFORE), Entry(sets=len(numbers), amounts=tuple(numbers)))
        assert done_text(session).startswith(", ".join(map(str, numbers)))
