"""Days and weeks: which weeks had a workout, and how many in a row.

A day is that of the place where the workout was: a session's own offset from UTC decides, so neither travel nor
daylight saving moves one to another day. A week is an ISO week, Monday to Sunday. It counts once there is a workout on
any of its days: rest days are part of training, so a streak is counted in weeks, not in days.
"""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def week_of(day: date) -> int:
    """The number of a day's ISO week, counted without a break from the year 1."""
    return (day.toordinal() - 1) // 7


def monday(week: int) -> date:
    """The first day of a week, given by its number."""
    return date.fromordinal(week * 7 + 1)


def day_text(day: date, today: date) -> str:
    """A day as one says it: `3 Nov`, with the year where that is not this year."""
    words = f"{day.day} {MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


class Streak(Struct, frozen=True, kw_only=True):
    """Weeks in a row with a workout.

    `current` still stands while this week has none yet (`this_week` is False): the week is not over. `pause` is how
    many weeks without a workout lie before the current streak, None where it is the first.
    """

    current: int
    longest: int
    this_week: bool
    pause: int | None


def streak(days: Iterable[date], today: date) -> Streak:
    """The weeks in a row in which the days of workouts lie."""
    weeks = {week_of(day) for day in days}
    this = week_of(today)
    # One who has flown west can have worked out "tomorrow", in next week.
    end = next((week for week in (this + 1, this, this - 1) if week in weeks), None)
    runs: list[tuple[int, int]] = []  # first and last week of each
    for week in sorted(weeks):
        if runs and runs[-1][1] == week - 1:
            runs[-1] = (runs[-1][0], week)
        else:
            runs.append((week, week))
    longest = max((last - first + 1 for first, last in runs), default=0)
    if end is None:
        return Streak(current=0, longest=longest, this_week=False, pause=None)
    number = next(i for i, (first, last) in enumerate(runs) if first <= end <= last)
    first = runs[number][0]
    return Streak(
        current=end - first + 1,
        longest=longest,
        this_week=end >= this,
        pause=first - runs[number - 1][1] - 1 if number else None,
    )
