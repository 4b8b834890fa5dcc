"""A session as a list shows it: small enough to keep twenty thousand of them in memory."""

from datetime import date, datetime

import msgspec
from msgspec import Struct

from legtimer.core.session import Back, Session, Status


class SessionSummary(Struct, frozen=True, kw_only=True, gc=False):
    """What a line in a list shows of a session."""

    id: str
    preset: str
    name: str
    status: Status
    started: datetime
    reps: int
    reps_planned: int
    tension_ms: int
    effort: int | None
    back: Back | None
    form_break: bool

    @property
    def day(self) -> date:
        """The local day on which it began."""
        return self.started.date()


def summarize(session: Session) -> SessionSummary:
    """The summary of a session."""
    return msgspec.convert(session, SessionSummary, from_attributes=True)
