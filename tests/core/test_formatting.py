"""Times and counts as text."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from legtimer.core.formatting import (
    amount_text,
    clock_text,
    count_text,
    day_and_time,
    outcome_text,
    plan_text,
    reps_text,
    rounds_text,
    seconds_left,
    set_reps_text,
    tempo_text,
)
from legtimer.core.preset import Block
from legtimer.core.session import SetRecord, Status, summarize
from legtimer.core.tempo import Tempo
from tests.core.past import LIFT, done, session_of

TEMPO = Tempo(up=2, down=4)


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [(0, "0:00"), (1, "0:01"), (1000, "0:01"), (59_001, "1:00"), (252_000, "4:12"), (3_852_000, "1:04:12")],
)
def test_clock_text_rounds_seconds_up_and_shows_hours_only_if_there_are_any(milliseconds: int, text: str) -> None:
    assert clock_text(milliseconds) == text


@pytest.mark.parametrize(
    ("milliseconds", "text"), [(0, "0"), (1000, "1"), (1001, "2"), (99_000, "99"), (99_001, "1:40")]
)
def test_a_countdown_rounds_up_and_shows_minutes_from_100_seconds_on(milliseconds: int, text: str) -> None:
    assert seconds_left(milliseconds) == text


def test_counts_use_the_plural_except_for_one() -> None:
    assert [count_text(number, "set") for number in (0, 1, 2)] == ["0 sets", "1 set", "2 sets"]


def test_reps_are_left_out_where_none_were_planned() -> None:
    assert (reps_text(28, 30), reps_text(0, 0)) == ("28/30", "")


def test_day_and_time_has_no_leading_zero_in_the_day() -> None:
    assert day_and_time(datetime(2026, 11, 2, 8, 5, tzinfo=UTC)) == "Mon 2 Nov 08:05"


@pytest.mark.parametrize(
    ("block", "amount", "reps", "tempo"),
    [
        (Block(name="b", sets=3, reps=10, tempo=TEMPO), "10 reps", "10", TEMPO.words),
        (Block(name="b", sets=3, reps=1, tempo=TEMPO), "1 rep", "1", TEMPO.words),
        (Block(name="b", sets=2, reps=(12, 8), tempo=TEMPO), "12, 8 reps", "12, 8", TEMPO.words),
        (
            Block(name="b", sets=2, reps="max", tempo=TEMPO),
            "as many reps as you can",
            "as many as you can",
            TEMPO.words,
        ),
        (Block(name="b", sets=2, work=20.0), "20 s", "", "20 s of work"),
        (Block(name="b", sets=2, work="max"), "as long as you can", "", "work as long as you can"),
    ],
)
def test_what_a_set_consists_of_is_told_for_every_kind_of_set(block: Block, amount: str, reps: str, tempo: str) -> None:
    assert (amount_text(block), set_reps_text(block), tempo_text(block)) == (amount, reps, tempo)


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (Block(name="b", sets=3, reps=10, rest=60, tempo=TEMPO), "3 sets of 10 reps, 60 s rest"),
        (Block(name="b", sets=1, reps=1, rest=60, tempo=TEMPO, load="5 lb"), "1 set of 1 rep, 2.3 kg"),
        (Block(name="b", sets=2, reps="max", rest=7.5, tempo=TEMPO), "2 sets, as many reps as you can, 7.5 s rest"),
        (Block(name="b", sets=1, reps=8, tempo=TEMPO, sides="alternate"), "1 set of 8 reps, alternating"),
        (Block(name="b", sets=1, work=20, sides="each"), "1 set of 20 s on each side"),
    ],
)
def test_the_sets_of_an_exercise_are_told_with_sides_load_and_rest(block: Block, text: str) -> None:
    assert plan_text(block, "kg") == text


def test_a_load_is_told_as_it_is_written_if_no_units_are_asked_for() -> None:
    assert plan_text(Block(name="b", sets=1, reps=2, tempo=TEMPO, load="5 lb")) == "1 set of 2 reps, 5 lb"


def test_rounds_are_told_if_there_are_several() -> None:
    assert rounds_text(replace(LIFT, rounds=2, round_rest=7.5)) == "2 rounds, 7.5 s rest between them"
    assert rounds_text(LIFT) == ""


SETS = [done(LIFT.blocks[0], 1, number) for number in (1, 2, 3)]


@pytest.mark.parametrize(
    ("status", "sets", "text"),
    [
        ("completed", SETS, "done"),
        ("completed", [*SETS[:2], done(LIFT.blocks[0], 1, 3, 10, "form")], "form break"),
        ("completed", [*SETS[:2], done(LIFT.blocks[0], 1, 3, 0, "skipped")], "skipped"),
        ("stopped", SETS, "ended early"),
        ("interrupted", SETS, "interrupted"),
        ("running", SETS, "under way"),
    ],
)
def test_a_session_is_done_only_if_every_planned_rep_was(status: Status, sets: list[SetRecord], text: str) -> None:
    session = session_of(LIFT, datetime(2026, 11, 22, tzinfo=UTC), status=status, sets=sets)
    assert outcome_text(session) == outcome_text(summarize(session)) == text
