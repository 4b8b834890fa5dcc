"""What sessions add up to: by day, by week, by preset. Times in milliseconds.

Sessions that were stopped or interrupted count for what was done; one in which nothing was done counts for nothing,
save for what it says of the back.
"""

from collections.abc import Iterable
from datetime import date, datetime

from msgspec import Struct

from legtimer.core.back import BackReport, back_report
from legtimer.core.bests import MEASURES, Best, Measure, better
from legtimer.core.calendar import Streak, monday, streak, week_of
from legtimer.core.pace import session_pace
from legtimer.core.preset import milliseconds
from legtimer.core.session import Session


class Total(Struct):
    """How much there was."""

    sessions: int = 0
    reps: int = 0
    tension: int = 0

    def add(self, other: "Total") -> None:
        """Count this in."""
        self.sessions += other.sessions
        self.reps += other.reps
        self.tension += other.tension


class Week(Struct, frozen=True):
    """One week, and how much there was in it."""

    monday: date
    total: Total


class ProgressPoint(Struct, frozen=True):
    """One session of a preset on the way: milliseconds of up and down per rep, and the effort, where known."""

    started: datetime
    session: str
    up: int | None
    down: int | None
    effort: int | None


class PresetStats:
    """What the sessions of one preset add up to; `last` is the latest of them."""

    def __init__(self, first: Session) -> None:
        self.last = first
        self.total = Total()
        self.bests: dict[Measure, Best] = {}
        self._course: list[ProgressPoint] = []

    @property
    def course(self) -> list[ProgressPoint]:
        """Tempo and effort over time, oldest first."""
        return sorted(self._course, key=lambda point: (point.started, point.session))

    def add(self, session: Session, total: Total) -> None:
        """Count one more session of the preset."""
        self.total.add(total)
        self.last = max(self.last, session, key=lambda either: (either.started, either.id))
        for measure, value_of in MEASURES.items():
            best = better(self.bests.get(measure), session, value_of(session))
            if best is not None:
                self.bests[measure] = best
        up, down = session_pace(session, "up"), session_pace(session, "down")
        self._course.append(ProgressPoint(session.started, session.id, up, down, session.effort))


class Stats:
    """Sums over sessions, which may come in any order and page by page; each is looked at once."""

    def __init__(self, sessions: Iterable[Session] = ()) -> None:
        self.total = Total()
        self.days: dict[date, Total] = {}
        self.presets: dict[str, PresetStats] = {}
        self._reports: list[BackReport] = []
        for session in sessions:
            self.add(session)

    def add(self, session: Session) -> None:
        """Count one session."""
        report = back_report(session)
        if report is not None:
            self._reports.append(report)
        tension = milliseconds(session.tension)
        if not tension:
            return
        total = Total(1, session.reps, tension)
        self.total.add(total)
        self.days.setdefault(session.day, Total()).add(total)
        self.presets.setdefault(session.preset, PresetStats(session)).add(session, total)

    @property
    def back(self) -> list[BackReport]:
        """How the back has been, oldest first."""
        return sorted(self._reports)

    def weeks(self, today: date) -> list[Week]:
        """Every week from the first workout to today's, oldest first, those without a workout among them."""
        totals: dict[int, Total] = {}
        for day, total in self.days.items():
            totals.setdefault(week_of(day), Total()).add(total)
        first = min(totals, default=week_of(today))
        return [Week(monday(week), totals.get(week, Total())) for week in range(first, week_of(today) + 1)]

    def streak(self, today: date) -> Streak:
        """Weeks in a row with a workout."""
        return streak(self.days, today)

    def between(self, first: date, last: date) -> Total:
        """How much there was from one day to another, both included."""
        total = Total()
        for day, of_day in self.days.items():
            if first <= day <= last:
                total.add(of_day)
        return total
