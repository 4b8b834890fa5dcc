"""What the numbers mean, in a few plain words: how regular, how much more or less, how the back has been.

Tension is compared over four weeks each, so that both periods have the same weekdays. There is no percentage where the
period before has too few workouts, or began before the first workout.
"""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import takewhile

from legtimer.core.calendar import day_text, when_text
from legtimer.core.formatting import count_text
from legtimer.core.stats import Stats

PERIOD = 28  # days
MIN_DAYS = 4  # with a workout in the period before, for a percentage
MIN_TENSION = 300_000  # milliseconds in the period before, for a percentage
SMALL_CHANGE = 5  # percent: less counts as no change
GOAL_WEEKS = 8  # before this one, of which the last with a workout make the week's goal
MIN_GOAL_WEEKS = 2  # with a workout: with fewer there is no goal
MAX_GOAL_WEEKS = 4
OUTDATED = 2 * PERIOD  # days after which the latest report says nothing about the back today


def trend_clauses(stats: Stats, today: date) -> tuple[str, ...]:
    """Clauses without capital or full stop, to be joined with semicolons; none where there is nothing to say."""
    return tuple(clause for trend in TRENDS if (clause := trend(stats, today)))


def week_goal(stats: Stats, today: date) -> int | None:
    """The tension of a usual week, in milliseconds: the mean of the last weeks with a workout before this one.

    Of the last eight weeks, at most four count; None if fewer than two had a workout.
    """
    last_weeks = list(stats.weeks(today).values())[-GOAL_WEEKS - 1 : -1]
    usual = [week.tension for week in last_weeks if week.tension][-MAX_GOAL_WEEKS:]
    return round(sum(usual) / len(usual)) if len(usual) >= MIN_GOAL_WEEKS else None


def _regularity(stats: Stats, today: date) -> str:
    streak = stats.streak(today)
    if streak.current >= 2:
        in_a_row = f"{streak.current} weeks in a row"
        return in_a_row if streak.this_week else f"{in_a_row}, {streak.current + 1} with a workout this week"
    if streak.current == 1 and streak.this_week and streak.weeks_off is not None and streak.weeks_off >= 2:
        return f"first week back after {count_text(streak.weeks_off, 'week')} off"
    return ""


def _tension(stats: Stats, today: date) -> str:
    start = today - timedelta(days=PERIOD - 1)
    start_before = start - timedelta(days=PERIOD)
    before = [total.tension for day, total in stats.days.items() if start_before <= day < start]
    recent = sum(total.tension for day, total in stats.days.items() if start <= day <= today)
    covered = min(stats.days, default=today) < start_before + timedelta(days=7)
    if not recent or not covered or len(before) < MIN_DAYS or sum(before) < MIN_TENSION:
        return ""
    percent = round(100 * (recent / sum(before) - 1))
    if abs(percent) < SMALL_CHANGE:
        return "about as much tension as in the four weeks before"
    if percent >= 100:
        return f"{'twice' if percent < 110 else 'more than twice'} the tension of the four weeks before"
    return f"{abs(percent)}% {'more' if percent > 0 else 'less'} tension than in the four weeks before"


def _back(stats: Stats, today: date) -> str:
    reports = stats.back_reports
    if not reports or (today - reports[-1].day).days > OUTDATED:
        return ""
    last = when_text(reports[-1].day, today)
    if reports[-1].back != "fine":
        return f"back {reports[-1].back} {last}"
    fine = list(takewhile(lambda report: report.back == "fine", reversed(reports)))
    if len(fine) == len(reports):
        return "back fine every time" if len(fine) >= 3 else ""
    if len(fine) == 1:
        return f"back fine again {last}"
    return f"back fine since {day_text(fine[-1].day, today)}"


TRENDS: tuple[Callable[[Stats, date], str], ...] = (_regularity, _tension, _back)
