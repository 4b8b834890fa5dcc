"""A list of any length, of which only what is visible is drawn: sessions under the weeks in which they were."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct
from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from legtimer.core.calendar import day_text, monday, week_of
from legtimer.core.formatting import OUTCOMES, clock_text, count_text, reps_text
from legtimer.core.printable import replace_unprintable
from legtimer.core.session import SessionSummary, Unreadable
from legtimer.tui.history_model import Item

FULL = 40  # cells of the bar for the longest session


class Column(Struct, frozen=True):
    """One column: its title, its width in cells, and in lists of which width it is shown; `right` where numbers end."""

    title: str
    width: int
    shown_from: int
    text: Callable[[SessionSummary], str]
    right: bool = False


def _outcome(summary: SessionSummary) -> str:
    return OUTCOMES[summary.status] or ("form break" if summary.form_break else "")


def _bar(summary: SessionSummary) -> str:
    minutes, half = divmod(summary.tension_ms // 15_000, 2)
    return ("━" * minutes + "╸" * half)[:FULL]


BEFORE = (
    Column("day", 10, 56, lambda summary: f"{summary.started:%a} {summary.started.day:2} {summary.started:%b}"),
    Column("day", 6, 0, lambda summary: f"{summary.started.day:2} {summary.started:%b}"),
    Column("at", 5, 70, lambda summary: f"{summary.started:%H:%M}"),
)
AFTER = (
    Column("reps", 7, 0, lambda summary: reps_text(summary.reps, summary.reps_planned), right=True),
    Column("tension", 7, 50, lambda summary: clock_text(summary.tension_ms), right=True),
    Column("effort", 6, 64, lambda summary: str(summary.effort or ""), right=True),
    Column("back", 5, 0, lambda summary: summary.back or ""),
    Column("", 11, 76, _outcome),
    Column("━ half a minute", FULL, 130, _bar),
)
BACK_STYLE = {"fine": "session-list--fine", "tight": "session-list--tight", "pain": "session-list--pain"}


class Week(Struct):
    """The line above the sessions of a week, and what they add up to."""

    week: int
    sessions: int = 0
    tension: int = 0


class SessionList(ScrollView, can_focus=True):
    """Sessions and unreadable files, newest first; grows as they are read."""

    BINDINGS = [  # noqa: RUF012
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("home", "end(False)", show=False),
        Binding("end", "end(True)", show=False),
    ]
    COMPONENT_CLASSES = {  # noqa: RUF012
        "session-list--week",
        "session-list--cursor",
        "session-list--muted",
        "session-list--bar",
        *BACK_STYLE.values(),
    }
    DEFAULT_CSS = """
    SessionList {
        height: 1fr; background: $surface; scrollbar-gutter: stable;
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
        """The item under the cursor is to be shown in full."""

    class Resized(Message):
        """The columns are others now."""

    def __init__(self, today: date, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._today = today
        self._lines: list[Item | Week] = []
        self._cursor = 0

    @property
    def _width(self) -> int:
        """Cells beside the scrollbar."""
        return self.scrollable_content_region.width

    # What is in it

    @property
    def current(self) -> Item | None:
        """What the cursor is on."""
        line = self._lines[self._cursor] if self._cursor < len(self._lines) else None
        return None if isinstance(line, Week) else line

    def show(self, items: Iterable[Item], at: Item | None = None) -> None:
        """Show these instead, the cursor on `at` if it is among them, else where it was."""
        before = self._cursor
        self._lines = []
        self._add(items)
        self._cursor = self._lines.index(at) if at is not None and at in self._lines else min(before, self._last)
        self._settle()
        self._measure()
        self.refresh()

    def extend(self, items: Sequence[Item]) -> None:
        """Add older ones at the end."""
        start = len(self._lines)
        heading = next((line for line in reversed(self._lines) if isinstance(line, Week)), None)
        self._add(items)
        if not start:
            self._settle()
        self._measure()
        first_seen, last_seen = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        if start < last_seen or (heading in self._lines[first_seen:last_seen]):
            self.refresh()

    def _add(self, items: Iterable[Item]) -> None:
        week = next((line for line in reversed(self._lines) if isinstance(line, Week)), None)
        for item in items:
            if isinstance(item, SessionSummary):
                number = week_of(item.day)
                if week is None or week.week != number:
                    week = Week(number)
                    self._lines.append(week)
                week.sessions += 1
                week.tension += item.tension_ms
            self._lines.append(item)

    @property
    def _last(self) -> int:
        return max(0, len(self._lines) - 1)

    def _measure(self) -> None:
        self.virtual_size = Size(self._width, len(self._lines))

    def on_resize(self) -> None:
        """Lay out anew."""
        self._measure()
        self._follow()
        self.post_message(self.Resized())

    # Moving

    def action_move(self, step: int) -> None:
        """Up or down, over the headings."""
        self._go(self._cursor + step, step)

    def action_page(self, way: int) -> None:
        """A screenful up or down."""
        self._go(self._cursor + way * max(1, self.size.height - 1), way)

    def action_end(self, last: bool) -> None:
        """To the newest or the oldest."""
        self._go(self._last if last else 0, -1 if last else 1)

    def on_click(self, event: events.Click) -> None:
        """A click chooses, a second one opens."""
        line = self.scroll_offset.y + event.y
        if line < len(self._lines) and not isinstance(self._lines[line], Week):
            chosen = line == self._cursor
            self._go(line, 1)
            if chosen or event.chain > 1:
                self.post_message(self.Opened())

    def _go(self, line: int, way: int) -> None:
        before, self._cursor = self._cursor, max(0, min(line, self._last))
        self._settle(way)
        if self._cursor != before:
            self._repaint(before)
            self._repaint(self._cursor)
        self._follow()

    def _settle(self, way: int = 1) -> None:
        """Leave a heading for what is beside it."""
        if self._lines and isinstance(self._lines[self._cursor], Week):
            self._cursor += way if 0 <= self._cursor + way <= self._last else -way

    def _repaint(self, line: int) -> None:
        self.refresh(Region(0, line - self.scroll_offset.y, self._width, 1))

    def _follow(self) -> None:
        above = self._cursor > 0 and isinstance(self._lines[self._cursor - 1], Week)
        region = Region(0, self._cursor - above, self._width, 1 + above)
        self.scroll_to_region(region, animate=False, force=True)

    # Drawing

    def titles(self) -> str:
        """The titles of the columns, as wide as the list is now."""
        cells = [_cell(column.title, column) for column in _columns(BEFORE, self._width)]
        cells.append(_fit("workout", self._name_width))
        cells += [_cell(column.title, column) for column in _columns(AFTER, self._width)]
        return " ".join(cells)

    @property
    def _name_width(self) -> int:
        fixed = [*_columns(BEFORE, self._width), *_columns(AFTER, self._width)]
        return max(6, self._width - 2 - sum(column.width + 1 for column in fixed))

    def render_line(self, y: int) -> Strip:
        """One line of what is visible."""
        number = y + self.scroll_offset.y
        width = self._width
        if number >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[number]
        match line:
            case Week():
                runs = [(_week_words(line, self._today), "session-list--week")]
            case Unreadable():
                runs = [(replace_unprintable(f" {line.path.stem}: {line.reason}"), "session-list--tight")]
            case _:
                runs = self._runs(line)
        base = self.rich_style
        if number == self._cursor and self.has_focus:
            base += self.get_component_rich_style("session-list--cursor", partial=True)
        strip = Strip(
            Segment(text, base + self.get_component_rich_style(name, partial=True) if name else base)
            for text, name in runs
        )
        return strip.adjust_cell_length(width, base)

    def _runs(self, summary: SessionSummary) -> list[tuple[str, str]]:
        runs = [(" ", "")]
        runs += [
            (f"{_cell(each.text(summary), each)} ", "session-list--muted") for each in _columns(BEFORE, self._width)
        ]
        runs.append((_fit(summary.name, self._name_width), ""))
        for column in _columns(AFTER, self._width):
            style = {"back": BACK_STYLE.get(summary.back or "", ""), "": "session-list--muted"}.get(column.title, "")
            if column.text is _bar:
                style = "session-list--bar"
            runs += [(" ", ""), (_cell(column.text(summary), column), style)]
        return runs


def _columns(columns: Iterable[Column], width: int) -> list[Column]:
    """Those that are shown; of several with one title the first that fits."""
    shown: dict[str, Column] = {}
    for column in columns:
        if width >= column.shown_from:
            shown.setdefault(column.title, column)
    return list(shown.values())


def _cell(text: str, column: Column) -> str:
    return text.rjust(column.width) if column.right else _fit(text, column.width)


def _fit(text: str, width: int) -> str:
    return set_cell_size(text, width) if cell_len(text) <= width else set_cell_size(text, width - 1) + "…"


def _week_words(week: Week, today: date) -> str:
    ago = week_of(today) - week.week
    first = monday(week.week)
    last = first + timedelta(days=6)
    when = {0: "This week", 1: "Last week"}.get(ago, f"{day_text(first, today)} to {day_text(last, today)}")
    return f"{when}  ·  {count_text(week.sessions, 'session')}, {clock_text(week.tension)} under tension"
