"""Days and weeks: which weeks had a workout, and how many in a row.

A session counts for the day it was at the place of the workout: its own offset from UTC decides, so neither travel nor
daylight saving time moves it to another day. A week is an ISO week, Monday to Sunday. It counts if there was a workout
on any of its days: rest days are part of training, so a streak is counted in weeks, not in days.
"""

from collections.abc import Iterable, Set
from datetime import date

from msgspec import Struct

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# Units of time for `ago_text`: the days from which on each is used, and how many days it has.
UNITS = ((730, 365, "year"), (61, 30, "month"), (14, 7, "week"), (1, 1, "day"))


def week_of(day: date) -> int:
    """The number of a day's ISO week, counted from the year 1 on."""
    return (day.toordinal() - 1) // 7


def monday(week: int) -> date:
    """The first day of a week, given by its number."""
    return date.fromordinal(week * 7 + 1)


def day_text(day: date, today: date) -> str:
    """`3 Nov`, or `3 Nov 2025` if that is not this year."""
    text = f"{day.day} {MONTHS[day.month - 1]}"
    return text if day.year == today.year else f"{text} {day.year}"


def when_text(day: date, today: date) -> str:
    """`today`, or `on 3 Nov`."""
    return "today" if day == today else f"on {day_text(day, today)}"


def ago_text(day: date, today: date, *, short: bool = False) -> str:
    """`today`, `yesterday`, `3 days ago`, `2 weeks ago`, `5 months ago`; or short, `3 d`, `2 w`, `5 m`, `2 y`."""
    days = max(0, (today - day).days)
    if days == 0:
        return "today"
    if days == 1 and not short:
        return "yesterday"
    length, unit = next((length, unit) for least, length, unit in UNITS if days >= least)
    number = days // length
    if short:
        return f"{number} {unit[0]}"
    return f"{number} {unit}s ago"


class Streak(Struct, frozen=True, kw_only=True):
    """Weeks in a row with a workout.

    `current` does not end before this week is over, even if `this_week` (a workout this week) is still False.
    `weeks_off` is how many weeks without a workout came before the current streak, None if it is the first.
    """

    current: int
    longest: int
    this_week: bool
    weeks_off: int | None


def streak(days: Iterable[date], today: date) -> Streak:
    """The streak of weeks that these days with a workout make."""
    weeks = {week_of(day) for day in days}
    this = week_of(today)
    # After a flight west the latest workout can be in next week.
    latest = next((week for week in (this + 1, this) if week in weeks), this - 1)
    current = _weeks_up_to(latest, weeks)
    earlier = [week for week in weeks if week < latest - current]
    return Streak(
        current=current,
        longest=max((_weeks_up_to(week, weeks) for week in weeks if week + 1 not in weeks), default=0),
        this_week=latest >= this,
        weeks_off=latest - current - max(earlier) if current and earlier else None,
    )


def _weeks_up_to(last: int, weeks: Set[int]) -> int:
    """How many weeks in a row end with `last`."""
    first = last
    while first in weeks:
        first -= 1
    return last - first
