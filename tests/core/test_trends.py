"""Trends in words: the right clause, or none where the numbers do not support one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legtimer.core.session import Back, Session
from legtimer.core.stats import Stats
from legtimer.core.trends import trend_clauses, week_goal
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
        ([(0, 13)], "8% more tension than in the four weeks before"),
        ([(0, 21)], "75% more tension than in the four weeks before"),
        ([(0, 36)], "more than twice the tension of the four weeks before"),
    ],
)
def test_tension_of_four_weeks_is_compared_with_the_four_before(recent: list[tuple[int, int]], expected: str) -> None:
    assert compared(FOUR, recent) == [expected]


@pytest.mark.parametrize(
    ("sets", "expected"),
    [
        (19, "5% less tension than in the four weeks before"),
        (21, "5% more tension than in the four weeks before"),
        (41, "twice the tension of the four weeks before"),
        (42, "more than twice the tension of the four weeks before"),
    ],
)
def test_the_words_for_tension_change_at_5_and_110_percent(sets: int, expected: str) -> None:
    assert compared([(55, 5), (50, 5), (40, 5), (30, 5)], [(0, sets)]) == [expected]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(49, 28, 1), (48, 28, 0), (49, 27, 0)],
    ids=["both in the period before", "began a day too late", "the last one is recent"],
)
def test_the_period_before_is_28_to_55_days_ago_and_its_first_week_has_a_workout(
    first: int, last: int, expected: int
) -> None:
    assert len(compared([(first, 3), (45, 3), (40, 3), (last, 3)], [(0, 9)])) == expected


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
        ([(56, "pain")], ["back pain on 27 Sep"]),
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


def test_a_back_that_was_fine_once_or_twice_is_not_worth_a_clause() -> None:
    assert words(on(2, "fine"), on(0, "fine")) == ""


def test_the_goal_of_a_week_is_the_mean_of_the_last_four_with_a_workout_before_this_one() -> None:
    one_set = 10 * 6000
    weeks = [on(7 * n, sets=n) for n in (1, 2, 3, 5, 6)]
    assert week_goal(Stats([*weeks, on(0, sets=3)]), TODAY) == one_set * (1 + 2 + 3 + 5) / 4
    assert week_goal(Stats([on(7, sets=1), on(56, sets=2)]), TODAY) == one_set * 1.5


def test_without_two_weeks_of_the_last_eight_there_is_no_goal() -> None:
    assert week_goal(Stats([]), TODAY) is None
    assert week_goal(Stats([on(7), on(0)]), TODAY) is None
    assert week_goal(Stats([on(7), on(63)]), TODAY) is None


def test_a_day_of_another_year_has_its_year() -> None:
    assert "2026" in words(on(9, "pain"), today=date(2027, 1, 2))


@given(st.lists(sessions(st.just(("lift", LIFT))), max_size=20), st.integers(0, 430))
def test_for_any_history_there_are_at_most_three_short_clauses(history: list[Session], n: int) -> None:
    clauses = trend_clauses(Stats(history), date(2025, 9, 1) + timedelta(days=n))
    assert len(clauses) <= 3
    assert all(0 < len(clause) < 80 and clause.isprintable() and "  " not in clause for clause in clauses)
