"""Past sessions."""

from collections.abc import Callable, Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import DataTable, Static

from legtimer.core.session import Session, Unreadable
from legtimer.tui.commands import HISTORY, bindings
from legtimer.tui.widgets.key_line import KeyLine
from legtimer.tui.words import clock, day_and_time

COLUMNS = ("when", "preset", "reps", "tension", "effort", "back", "")
STATUS = {"completed": "", "stopped": "ended early", "interrupted": "interrupted", "running": "under way"}


class HistoryScreen(Screen[None]):
    """Lists the sessions, newest first, and the files that could not be read."""

    CSS_PATH = "history.tcss"
    BINDINGS = bindings(HISTORY)
    AUTO_FOCUS = "#sessions"

    def __init__(self, read: Callable[[], tuple[Sequence[Session], Sequence[Unreadable]]]) -> None:
        super().__init__()
        self._read = read

    def compose(self) -> ComposeResult:
        """A table, and below it what could not be read."""
        yield Static(Content.styled("History", "bold"), id="banner")
        yield DataTable[Text](id="sessions", cursor_type="row", zebra_stripes=True)
        yield Static(id="unreadable")
        yield KeyLine(HISTORY)

    def on_mount(self) -> None:
        """Name the columns once."""
        table = self.query_one("#sessions", DataTable)
        for column in COLUMNS:
            table.add_column(Text(column))

    def on_screen_resume(self) -> None:
        """Read anew: a workout may have taken place since the last look."""
        table = self.query_one("#sessions", DataTable)
        table.clear()
        sessions, unreadable = self._read()
        for session in sessions:
            table.add_row(*(Text(cell) for cell in _cells(session)))
        lines = [Content(f"{path.name}: {reason}") for path, reason in unreadable]
        if not sessions:
            lines.insert(0, Content("Nothing here yet. The first workout you do will be."))
        self.query_one("#unreadable", Static).update(Content("\n").join(lines))


def _cells(session: Session) -> tuple[str, ...]:
    reps = f"{session.reps} of {session.reps_planned}" if session.reps_planned else ""
    return (
        day_and_time(session.started),
        session.name,
        reps,
        clock(round(session.tension * 1000)),
        str(session.effort or ""),
        session.back or "",
        STATUS[session.status],
    )
