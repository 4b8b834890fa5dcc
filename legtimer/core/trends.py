"""What the numbers mean, in a plain line or two: how steady, how much more or less, how the back has been.

Nothing is said where there is nothing to say. Tension is compared over four weeks each, so that every window holds the
same weekdays; no percentage is made of a base too small to bear one, nor of a base that lies before the first workout.
"""

from collections.abc import Callable
from datetime import date, timedelta

from legtimer.core.back import fine_since
from legtimer.core.calendar import day_text
from legtimer.core.stats import Stats

WINDOW = 28  # days
LEAST_DAYS = 4  # with a workout in the four weeks before, for a percentage
LEAST_TENSION = 300_000  # milliseconds, likewise
ABOUT_THE_SAME = 5  # percent
OLD_NEWS = 2 * WINDOW  # days after which the last word on the back says nothing of today

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def trend_clauses(stats: Stats, today: date) -> tuple[str, ...]:
    """Clauses without capital or full stop, to be joined with semicolons; none where there is nothing to say."""
    return tuple(clause for say in SAYINGS if (clause := say(stats, today)))


def _steadiness(stats: Stats, today: date) -> str:
    streak = stats.streak(today)
    if streak.current >= 2:
        if streak.this_week:
            return f"{_ordinal(streak.current)} week in a row"
        return (
            f"{_number(streak.current)} weeks in a row, and a workout this week makes it {_number(streak.current + 1)}"
        )
    if streak.current == 1 and streak.this_week and (streak.pause or 0) >= 2:
        return f"first week again after {_number(streak.pause or 0)} weeks off"
    return ""


def _tension(stats: Stats, today: date) -> str:
    start = today - timedelta(days=WINDOW - 1)
    base_start = start - timedelta(days=WINDOW)
    base_days = [day for day in stats.days if base_start <= day < start]
    covered = min(stats.days, default=today) < base_start + timedelta(days=7)
    base = stats.between(base_start, start - timedelta(days=1)).tension
    recent = stats.between(start, today).tension
    if not recent or not covered or len(base_days) < LEAST_DAYS or base < LEAST_TENSION:
        return ""
    percent = round(100 * (recent - base) / base)
    before = "the four weeks before"
    if abs(percent) < ABOUT_THE_SAME:
        return f"about as much tension as in {before}"
    if percent >= 100:
        return f"{'twice' if percent < 110 else 'more than twice'} the tension of {before}"
    return f"{abs(percent)}% {'more' if percent > 0 else 'less'} tension than in {before}"


def _back(stats: Stats, today: date) -> str:
    reports = stats.back
    if not reports or (today - reports[-1].day).days > OLD_NEWS:
        return ""
    last = day_text(reports[-1].day, today)
    if reports[-1].back == "pain":
        return f"pain in the back on {last}"
    if reports[-1].back == "tight":
        return f"back tight on {last}"
    fine = fine_since(reports)
    if len(fine) == len(reports):
        return "back fine every time" if len(fine) >= 3 else ""
    if len(fine) == 1:
        return f"back fine again on {last}"
    return f"back fine since {day_text(fine[0].day, today)}"


SAYINGS: tuple[Callable[[Stats, date], str], ...] = (_steadiness, _tension, _back)


def _number(n: int) -> str:
    return NUMBERS[n] if n < len(NUMBERS) else str(n)


def _ordinal(n: int) -> str:
    if n < len(ORDINALS):
        return ORDINALS[n]
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"
