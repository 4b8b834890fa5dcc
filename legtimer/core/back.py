"""How the back felt after each session."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import takewhile

from msgspec import Struct

from legtimer.core.session import Back, Session

FINE_IN_A_ROW = 2  # reports after pain, before anything harder


class BackReport(Struct, frozen=True, order=True):
    """What a person reported of their back after a session. Reports are ordered by time."""

    started: datetime
    session: str
    back: Back

    @property
    def day(self) -> date:
        """The local day of the session."""
        return self.started.date()


def back_report(session: Session) -> BackReport | None:
    """The report of this session; None if there is none."""
    return None if session.back is None else BackReport(session.started, session.id, session.back)


def latest_fine(reports: Sequence[BackReport]) -> list[BackReport]:
    """The reports of "fine" after the last other one; `reports` and result come oldest first."""
    return list(takewhile(lambda report: report.back == "fine", reversed(reports)))[::-1]


def unresolved_pain(reports: Iterable[BackReport]) -> BackReport | None:
    """The last report of pain, unless the back was fine twice in a row since; `reports` come oldest first."""
    pain: BackReport | None = None
    fine = 0
    for report in reports:
        fine = fine + 1 if report.back == "fine" else 0
        if report.back == "pain":
            pain = report
        elif fine >= FINE_IN_A_ROW:
            pain = None
    return pain
