"""Trends in words: the right clause, or none where the numbers do not support one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legtimer.core.session import Back, Session
from legtimer.core.stats import Stats
from legtimer.core.trends import trend_clauses
from tests.core.past import LIFT, done, session_of, sessions

TODAY = date(2026, 11, 22)  # a Sunday


def on(days_ago: int, back: Back | None = None, sets: int = 3) -> Session:
    day = TODAY - timedelta(days=days_ago)
    records = [done(LIFT.blocks[0], 1, n) for n in range(1, sets + 1)]
    return session_of(LIFT, datetime(day.year, day.month, day.day, 18, tzinfo=UTC), back=back, sets=records)


def words(*history: Session, today: date = TODAY) -> str:
    return "; ".join(trend_clauses(Stats(history), today))


def test_weeks_tension_and_back_are_three_clauses_in_this_order() -> None:
    history = [on(55), on(53), on(49), on(47), on(46, "tight"), on(19, "fine", 6), on(9, "fine", 6), on(0, "fine", 4)]
    assert words(*history) == "3 weeks in a row; 7% more tension than in the four weeks before; back fine since 3 Nov"


@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [
        ([], ""),
        ([0], ""),
        ([0, 6], ""),
        ([0, 7], "2 weeks in a row"),
        ([0, 7, 21], "2 weeks in a row"),
        ([7, 14], "2 weeks in a row, 3 with a workout this week"),
        ([7 * n for n in range(11)], "11 weeks in a row"),
        ([7 * n for n in range(22)], "22 weeks in a row"),
        ([0, 14], ""),
        ([0, 21], "first week back after 2 weeks off"),
        ([14, 21], ""),
    ],
)
def test_weeks_in_a_row_and_weeks_off_are_named(days_ago: list[int], expected: str) -> None:
    clauses = trend_clauses(Stats(map(on, days_ago)), TODAY)
    assert [clause for clause in clauses if "tension" not in clause] == ([expected] if expected else [])


def compared(before: list[tuple[int, int]], recent: list[tuple[int, int]]) -> list[str]:
    clauses = trend_clauses(Stats(on(day, sets=sets) for day, sets in [*before, *recent]), TODAY)
    return [clause for clause in clauses if "tension" in clause]


FOUR = [(55, 3), (50, 3), (40, 3), (30, 3)]


@pytest.mark.parametrize(
    ("recent", "expected"),
    [
        ([(27, 3), (0, 12)], "25% more tension than in the four weeks before"),
        ([(0, 9)], "25% less tension than in the four weeks before"),
        ([(0, 12)], "about as much tension as in the four weeks before"),
        ([(0, 24)], "twice the tension of the four weeks before"),
        ([(0, 36)], "more than twice the tension of the four weeks before"),
    ],
)
def test_tension_of_four_weeks_is_compared_with_the_four_before(recent: list[tuple[int, int]], expected: str) -> None:
    assert compared(FOUR, recent) == [expected]


@pytest.mark.parametrize(
    ("before", "recent"),
    [
        (FOUR, []),
        ([(55, 12), (50, 12), (40, 12)], [(0, 9)]),
        ([(55, 1), (50, 1), (40, 1), (30, 1)], [(0, 9)]),
        ([(45, 3), (44, 3), (40, 3), (30, 3)], [(0, 9)]),
    ],
    ids=["nothing recent", "three workouts", "four minutes", "began within the period before"],
)
def test_without_enough_workouts_to_compare_there_is_no_clause(
    before: list[tuple[int, int]], recent: list[tuple[int, int]]
) -> None:
    assert compared(before, recent) == []


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([], []),
        ([(0, "fine")], []),
        ([(9, "fine"), (5, "fine"), (0, "fine")], ["back fine every time"]),
        ([(9, "tight"), (5, "fine")], ["back fine again on 17 Nov"]),
        ([(9, "pain"), (5, "fine"), (0, "fine")], ["back fine since 17 Nov"]),
        ([(9, "fine"), (5, "tight")], ["back tight on 17 Nov"]),
        ([(9, "fine"), (5, "pain")], ["back pain on 17 Nov"]),
        ([(400, "pain")], []),
        ([(0, "tight")], ["back tight today"]),
        ([(9, "pain"), (7, "fine"), (5, "fine"), (3, "tight"), (1, "fine")], ["back fine again on 21 Nov"]),
        ([(9, "pain"), (5, "fine"), (3, "fine"), (1, "fine")], ["back fine since 17 Nov"]),
        ([(57, "fine"), (57 - 7, "pain")], ["back pain on 3 Oct"]),
    ],
)
def test_back_reports_give_a_clause_unless_there_are_few_or_they_are_old(
    reports: list[tuple[int, Back]], expected: list[str]
) -> None:
    clauses = trend_clauses(Stats(on(day, back) for day, back in reports), TODAY)
    assert [clause for clause in clauses if "back" in clause and "tension" not in clause] == expected


def test_a_day_of_another_year_has_its_year() -> None:
    assert "2026" in words(on(9, "pain"), today=date(2027, 1, 2))


@given(st.lists(sessions(st.just(("lift", LIFT))), max_size=20), st.integers(0, 430))
def test_for_any_history_there_are_at_most_three_short_clauses(history: list[Session], n: int) -> None:
    clauses = trend_clauses(Stats(history), date(2025, 9, 1) + timedelta(days=n))
    assert len(clauses) <= 3
    assert all(0 < len(clause) < 80 and clause.isprintable() and "  " not in clause for clause in clauses)
