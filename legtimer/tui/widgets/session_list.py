"""A list of sessions by week. It may have any length: only the visible lines are drawn."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from msgspec import Struct
from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from legtimer.core.calendar import day_text, monday, week_of
from legtimer.core.formatting import clock_text, count_text
from legtimer.core.printable import replace_unprintable
from legtimer.core.session import SessionSummary
from legtimer.storage.history import Unreadable
from legtimer.tui.commands import LIST, PAGES, bindings
from legtimer.tui.history_model import Item
from legtimer.tui.text.session_columns import BACK_STYLES, BAR, MUTED, columns_of_width
from legtimer.tui.text.width import fitted


class WeekHeading(Struct):
    """The line above the sessions of a week, with their totals; `tension` is in milliseconds."""

    week: int
    sessions: int = 0
    tension: int = 0

    def text(self, today: date) -> str:
        first = monday(self.week)
        days = f"{day_text(first, today)} to {day_text(first + timedelta(days=6), today)}"
        when = {0: "This week", 1: "Last week"}.get(week_of(today) - self.week, days)
        return f"{when}  ·  {count_text(self.sessions, 'session')}, {clock_text(self.tension)} under tension"


class SessionList(ScrollView, can_focus=True):
    """Sessions and unreadable files, newest first; more can be added at the end while the history is being read."""

    BINDINGS = bindings((*LIST, *PAGES))
    COMPONENT_CLASSES = {
        "session-list--week",
        "session-list--cursor",
        BAR,
        MUTED,
        *BACK_STYLES.values(),
    }
    DEFAULT_CSS = """
    SessionList {
        height: 1fr; scrollbar-gutter: stable; scrollbar-size-vertical: 1;
        & > .session-list--week { color: $text-muted; text-style: bold; }
        & > .session-list--cursor { background: $primary-muted; text-style: bold; }
        & > .session-list--muted { color: $text-muted; }
        & > .session-list--bar { color: $primary; }
        & > .session-list--fine { color: $text-success; }
        & > .session-list--tight { color: $text-warning; text-style: bold; }
        & > .session-list--pain { color: $text-error; text-style: bold reverse; }
    }
    """

    class Opened(Message):
        """The user wants to see the item under the cursor in full."""

    class Moved(Message):
        """Another item is under the cursor."""

    class Resized(Message):
        """The columns may have changed."""

    def __init__(self, today: date, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._today = today
        self._lines: list[Item | WeekHeading] = []
        self._cursor = 0

    @property
    def selected_row(self) -> int:
        """The row of the cursor, below the upper edge of the list."""
        return self._cursor - self.scroll_offset.y

    @property
    def current(self) -> Item | None:
        line = self._lines[self._cursor] if self._lines else None
        return None if isinstance(line, WeekHeading) else line

    def show(self, items: Iterable[Item], current: Item | None = None) -> None:
        """Replace the items; the cursor goes to `current` if it is among them, else stays on its line."""
        line = self._cursor
        self._lines = []
        self.extend(items)
        line = self._lines.index(current) if current is not None and current in self._lines else line
        self._cursor = self._nearest_item(min(line, self._last), 1)
        self.post_message(self.Moved())

    def extend(self, items: Iterable[Item]) -> None:
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
        self._cursor = self._nearest_item(min(self._cursor, self._last), 1)
        self._update_size()
        self.post_message(self.Moved())

    def _update_size(self) -> None:
        self.virtual_size = Size(self._width, len(self._lines))
        self.refresh()

    def on_resize(self) -> None:
        self._update_size()
        self._scroll_to_cursor()
        self.post_message(self.Resized())

    def action_cursor_down(self) -> None:
        self._move_to(self._cursor + 1, 1)

    def action_cursor_up(self) -> None:
        self._move_to(self._cursor - 1, -1)

    def action_page_down(self) -> None:
        self._move_to(self._cursor + max(1, self.size.height - 1), 1)

    def action_page_up(self) -> None:
        self._move_to(self._cursor - max(1, self.size.height - 1), -1)

    def action_first(self) -> None:
        self._move_to(0, 1)

    def action_last(self) -> None:
        self._move_to(self._last, -1)

    def on_click(self, event: events.Click) -> None:
        line = self.scroll_offset.y + event.y
        if line < len(self._lines) and not isinstance(self._lines[line], WeekHeading):
            was_current = line == self._cursor
            self._move_to(line, 1)
            if was_current or event.chain > 1:
                self.post_message(self.Opened())

    @property
    def _last(self) -> int:
        return max(0, len(self._lines) - 1)

    def _move_to(self, line: int, direction: int) -> None:
        before = self._cursor
        self._cursor = self._nearest_item(max(0, min(line, self._last)), direction)
        if self._cursor != before:
            for changed in (before, self._cursor):
                self.refresh(Region(0, changed - self.scroll_offset.y, self._width, 1))
            self.post_message(self.Moved())
        self._scroll_to_cursor()

    def _nearest_item(self, line: int, direction: int) -> int:
        """The line, or the one beside it (in `direction`, if there is one) if it is a heading."""
        if not self._lines or not isinstance(self._lines[line], WeekHeading):
            return line
        return line + direction if 0 <= line + direction <= self._last else line - direction

    def _scroll_to_cursor(self) -> None:
        """Make the cursor visible, with the heading above it if there is one."""
        above = 1 if self._cursor > 0 and isinstance(self._lines[self._cursor - 1], WeekHeading) else 0
        region = Region(0, self._cursor - above, self._width, 1 + above)
        self.scroll_to_region(region, animate=False, force=True)

    @property
    def _width(self) -> int:
        """Cells beside the scrollbar."""
        return self.scrollable_content_region.width

    def titles(self) -> str:
        return " ".join(column.cell(column.title, width) for column, width in columns_of_width(self._width))

    def render_line(self, y: int) -> Strip:
        number = y + self.scroll_offset.y
        base = self.rich_style
        if number >= len(self._lines):
            return Strip.blank(self._width, base)
        if number == self._cursor and self.has_focus:
            base += self.get_component_rich_style("session-list--cursor", partial=True)
        segments = [
            Segment(text, base + self.get_component_rich_style(name, partial=True) if name else base)
            for text, name in self._texts(self._lines[number])
        ]
        return Strip(segments).adjust_cell_length(self._width, base)

    def _texts(self, line: Item | WeekHeading) -> Iterator[tuple[str, str]]:
        match line:
            case WeekHeading():
                yield line.text(self._today), "session-list--week"
            case Unreadable():
                text = replace_unprintable(f" {line.path.stem}: {line.reason}")
                yield fitted(text, self._width), "session-list--tight"
            case summary:
                for column, width in columns_of_width(self._width):
                    yield " ", ""
                    yield column.cell(column.text(summary), width), column.style(summary)
