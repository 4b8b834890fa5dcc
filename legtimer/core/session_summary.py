"""A session as a list shows it: small enough to keep twenty thousand of them."""

from datetime import date, datetime

from msgspec import Struct

from legtimer.core.preset import milliseconds
from legtimer.core.session import Back, Session, Status


class SessionSummary(Struct, frozen=True, kw_only=True, gc=False):
    """What can be seen of a session at a glance. `tension` is milliseconds; `broken` says that a set broke form."""

    id: str
    preset: str
    name: str
    status: Status
    started: datetime
    reps: int
    planned: int
    tension: int
    effort: int | None
    back: Back | None
    broken: bool

    @property
    def day(self) -> date:
        """The day it began, by the calendar of the place where it took place."""
        return self.started.date()


def summarize(session: Session) -> SessionSummary:
    """The session at a glance."""
    return SessionSummary(
        id=session.id,
        preset=session.preset,
        name=session.name,
        status=session.status,
        started=session.started,
        reps=session.reps,
        planned=session.reps_planned,
        tension=milliseconds(session.tension),
        effort=session.effort,
        back=session.back,
        broken=any(record.ended == "form" for record in session.sets),
    )
