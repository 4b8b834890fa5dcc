"""What has just been done; it is on disk already."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from legtimer.core.session import Session, SetRecord
from legtimer.tui.commands import SUMMARY, bindings
from legtimer.tui.widgets.key_line import KeyLine
from legtimer.tui.words import clock, count

HEADINGS = {"completed": "Done.", "stopped": "Ended early. What you did counts."}
OUTCOMES = {"done": "done", "form": "form break", "skipped": "skipped", "stopped": "ended here"}


class SummaryScreen(Screen[None]):
    """Shows a finished session, set by set."""

    CSS_PATH = "summary.tcss"
    BINDINGS = bindings(SUMMARY)
    AUTO_FOCUS = None

    def __init__(self, session: Session, problem: str | None) -> None:
        super().__init__()
        self._session = session
        self._problem = problem

    def compose(self) -> ComposeResult:
        """A heading, the sums and a line a set."""
        session = self._session
        with VerticalScroll(id="summary", can_focus=False):
            yield Static(Content.styled(HEADINGS.get(session.status, session.status), "bold"), id="heading")
            yield Static(Content(session.name))
            yield Static(Content(_sums(session)), id="sums")
            for record in session.sets:
                yield Static(Content(_line(record)))
            yield Static(Content(self._kept()), id="kept")
        yield KeyLine(SUMMARY)

    def _kept(self) -> str:
        if self._problem is not None:
            return f"This session could not be saved: {self._problem}."
        return "It is in your history."

    def action_close(self) -> None:
        """Back to where one came from."""
        self.dismiss()


def _sums(session: Session) -> str:
    parts = [count(len(session.sets), "set")]
    if session.reps_planned:
        parts.append(f"{session.reps} of {count(session.reps_planned, 'rep')}")
    parts.append(f"{clock(round(session.tension * 1000))} under tension")
    return ", ".join(parts)


def _line(record: SetRecord) -> str:
    reps = f"{record.reps:3} of {record.reps_planned:<3} reps  " if record.reps_planned else ""
    tension = clock(round(record.tension.total * 1000))
    return f"set {record.set:<2} {reps} {tension:>5} under tension  {OUTCOMES[record.ended]}"
