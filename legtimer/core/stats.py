"""What sessions add up to: by day, by week, by preset.

Sessions that were stopped or interrupted count with what was done. A session in which nothing was done counts only as a
report of how the back was. Every recorded rep is a clean one: a set that breaks form ends at its last clean rep.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from legtimer.core.calendar import Streak, monday, streak, week_of
from legtimer.core.preset import milliseconds
from legtimer.core.session import Session, SessionSummary, summarize

Measure = Literal["reps in a set", "reps", "tension", "lowering"]


class Total(Struct):
    """Sums over sessions; `tension` is milliseconds under tension."""

    sessions: int = 0
    reps: int = 0
    tension: int = 0

    def add(self, other: "Total") -> None:
        """Add other sums to these."""
        self.sessions += other.sessions
        self.reps += other.reps
        self.tension += other.tension


class ProgressPoint(Struct, frozen=True):
    """How one session of a preset went; None if unknown.

    `up` and `down` are the mean milliseconds per rep, `work` and `tension` milliseconds in all, `reps` those in all.
    """

    started: datetime
    session: str
    up: int | None
    down: int | None
    effort: int | None
    reps: int
    work: int
    tension: int


class Best(Struct, frozen=True):
    """The most in one session, and which. `tension` and `lowering` are milliseconds, the other measures reps."""

    value: int
    started: datetime
    session: str


def _slowest_lowering(session: Session) -> int:
    """Milliseconds of down per rep in the slowest set."""
    paces = (session.set_pace(record, "down") for record in session.sets)
    return round(max((pace for pace in paces if pace is not None), default=0))


MEASURES: dict[Measure, Callable[[Session], int]] = {
    "reps in a set": lambda session: max((record.reps for record in session.sets), default=0),
    "reps": lambda session: session.reps,
    "tension": lambda session: session.tension_ms,
    "lowering": _slowest_lowering,
}


class PresetStats:
    """What the sessions of one preset add up to; `last` is the latest of them."""

    def __init__(self, first: Session) -> None:
        self.last = first
        self.total = Total()
        self.bests: dict[Measure, Best] = {}
        self._points: list[ProgressPoint] = []

    @property
    def progress(self) -> list[ProgressPoint]:
        """Tempo and effort of each session, oldest first."""
        return sorted(self._points, key=lambda point: (point.started, point.session))

    def add(self, session: Session, total: Total) -> None:
        """Count one more session of the preset; `total` is its sums."""
        self.total.add(total)
        self.last = max(self.last, session, key=lambda each: (each.started, each.id))
        for measure, value_of in MEASURES.items():
            new = Best(value_of(session), session.started, session.id)
            if new.value > 0:  # of equal ones the earliest stays
                best = self.bests.get(measure, new)
                self.bests[measure] = min(best, new, key=lambda each: (-each.value, each.started, each.session))
        self._points.append(
            ProgressPoint(
                started=session.started,
                session=session.id,
                up=session.pace("up"),
                down=session.pace("down"),
                effort=session.effort,
                reps=total.reps,
                work=milliseconds(sum(record.tension.work for record in session.sets)),
                tension=total.tension,
            )
        )


class Stats:
    """Sums over sessions, which may be added in any order; each is read once."""

    def __init__(self, sessions: Iterable[Session] = ()) -> None:
        self.total = Total()
        self.days: dict[date, Total] = {}
        self.presets: dict[str, PresetStats] = {}
        self._back_reports: list[SessionSummary] = []
        for session in sessions:
            self.add(session)

    def add(self, session: Session) -> None:
        """Count one session."""
        if session.back is not None:
            self._back_reports.append(summarize(session))
        total = Total(1, session.reps, session.tension_ms)
        if not total.tension:
            return
        self.total.add(total)
        self.days.setdefault(session.day, Total()).add(total)
        self.presets.setdefault(session.preset, PresetStats(session)).add(session, total)

    @property
    def back_reports(self) -> list[SessionSummary]:
        """The sessions after which the person said how the back was, oldest first."""
        return sorted(self._back_reports, key=lambda session: (session.started, session.id))

    def weeks(self, today: date) -> dict[date, Total]:
        """The sums of every week from that of the first workout to this one, oldest first, by the day it begins."""
        first = week_of(min(self.days, default=today))
        weeks = {monday(week): Total() for week in range(first, week_of(today) + 1)}
        for day, total in self.days.items():
            if (start := monday(week_of(day))) in weeks:  # not next week, as after a flight west
                weeks[start].add(total)
        return weeks

    def streak(self, today: date) -> Streak:
        """Weeks in a row with a workout."""
        return streak(self.days, today)
