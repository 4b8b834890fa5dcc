"""The list of past sessions by week."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from legtimer.core.calendar import day_text, monday, week_of
from legtimer.core.formatting import clock_text, count_text
from legtimer.core.printable import replace_unprintable
from legtimer.core.session import SessionSummary
from legtimer.storage.history import Unreadable
from legtimer.tui.commands import LIST, PAGES, bindings
from legtimer.tui.history_model import Item
from legtimer.tui.text.session_columns import columns_of_width
from legtimer.tui.text.styles import LIST_HEADING, WARNING
from legtimer.tui.text.width import fitted
from legtimer.tui.widgets.cursor_list import CursorList, Heading


class WeekHeading(Heading):
    """The line above the sessions of a week, with their totals; `tension` is in milliseconds."""

    week: int
    sessions: int = 0
    tension: int = 0

    def text(self, today: date) -> str:
        first = monday(self.week)
        days = f"{day_text(first, today)} to {day_text(first + timedelta(days=6), today)}"
        when = {0: "This week", 1: "Last week"}.get(week_of(today) - self.week, days)
        return f"{when}  ·  {count_text(self.sessions, 'session')}, {clock_text(self.tension)} under tension"


class SessionList(CursorList[Item]):
    """Sessions and unreadable files, newest first; more can be added at the end while the history is being read."""

    BINDINGS = bindings((*LIST, *PAGES))
    DEFAULT_CSS = "SessionList { height: 1fr; scrollbar-gutter: stable; }"

    def __init__(self, today: date, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._today = today

    def show(self, items: Iterable[Item], current: Item | None = None) -> None:
        """Replace the items; the cursor goes to `current` if it is among them, else stays on its line."""
        self._lines = []
        self._append(items)
        if current is not None and current in self._lines:
            self._cursor = self._lines.index(current)
        self._lines_changed()

    def extend(self, items: Iterable[Item]) -> None:
        self._append(items)
        self._lines_changed()

    def _append(self, items: Iterable[Item]) -> None:
        heading = next((line for line in reversed(self._lines) if isinstance(line, WeekHeading)), None)
        for item in items:
            if isinstance(item, SessionSummary):
                week = week_of(item.day)
                if heading is None or heading.week != week:
                    heading = WeekHeading(week)
                    self._lines.append(heading)
                heading.sessions += 1
                heading.tension += item.tension_ms
            self._lines.append(item)

    def titles(self) -> str:
        return " ".join(column.cell(column.title, width) for column, width in columns_of_width(self.line_width))

    def _texts(self, line: Item | Heading, width: int) -> Iterator[tuple[str, str]]:
        match line:
            case WeekHeading():
                yield line.text(self._today), LIST_HEADING
            case Unreadable():
                text = replace_unprintable(f" {line.path.stem}: {line.reason}")
                yield fitted(text, width), f"bold {WARNING}"
            case SessionSummary():
                for column, cells in columns_of_width(width):
                    yield " ", ""
                    yield column.cell(column.text(line), cells), column.style(line)
