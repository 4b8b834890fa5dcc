"""How the back has been, report by report."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from msgspec import Struct

from legtimer.core.session import Back, Session

FINE_IN_A_ROW = 2  # times in a row after pain, before anything harder


class BackReport(Struct, frozen=True, order=True):
    """What a person said of their back after a session."""

    started: datetime
    session: str
    preset: str
    back: Back

    @property
    def day(self) -> date:
        """The day by the calendar of the place where it was."""
        return self.started.date()


def back_report(session: Session) -> BackReport | None:
    """What was said after this session; None if nothing was."""
    return None if session.back is None else BackReport(session.started, session.id, session.preset, session.back)


def fine_since(reports: Sequence[BackReport]) -> Sequence[BackReport]:
    """Those of the unbroken run of fine with which the reports end, oldest first as they are."""
    run = 0
    while run < len(reports) and reports[-1 - run].back == "fine":
        run += 1
    return reports[len(reports) - run :]


def unresolved_pain(reports: Iterable[BackReport]) -> BackReport | None:
    """The last pain, if the back has not been fine twice in a row since; the reports come oldest first."""
    pain: BackReport | None = None
    fine = 0
    for report in reports:
        fine = fine + 1 if report.back == "fine" else 0
        if report.back == "pain":
            pain = report
        elif fine >= FINE_IN_A_ROW:
            pain = None
    return pain
