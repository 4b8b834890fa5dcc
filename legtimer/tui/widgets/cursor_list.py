"""A list with a cursor. It may have any length: only the visible lines are drawn."""

from collections.abc import Iterator
from typing import Generic, TypeVar

from msgspec import Struct
from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

ROW, HOVERED_ROW = "bold on $primary-muted", "on $block-hover-background"
REVERSED_ROW = "bold reverse"  # of one colour, in the terminal's own colours: others could not be read on it

Item = TypeVar("Item")


class Heading(Struct):
    """A line that the cursor skips."""


class CursorList(ScrollView, Generic[Item], can_focus=True, inherit_bindings=False):
    """Items below headings, one line each. A subclass changes `_lines`, and says what is in a line."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "CursorList { overflow-x: hidden; scrollbar-size-vertical: 1; }"

    class Moved(Message):
        """Another item is under the cursor, or the items have changed."""

    class Clicked(Message):
        """The item under the cursor was clicked; `again` if the cursor was there before, or in a double click."""

        def __init__(self, *, again: bool) -> None:
            super().__init__()
            self.again = again

    class Resized(Message):
        """The width may have changed."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[Item | Heading] = []
        self._cursor = 0
        self._hovered: int | None = None

    def _texts(self, line: Item | Heading, width: int) -> Iterator[tuple[str, str]]:
        """The texts in a line of `width` cells, each with its style (see `legtimer.tui.text.styles`)."""
        raise NotImplementedError

    @property
    def current(self) -> Item | None:
        """The item under the cursor."""
        line = self._lines[self._cursor] if self._lines else None
        return None if isinstance(line, Heading) else line

    @property
    def selected_row(self) -> int:
        """The row of the cursor, below the upper edge of the list."""
        return self._cursor - self.scroll_offset.y

    def _lines_changed(self) -> None:
        """Draw all lines, after a change of `_lines`, and put the cursor on an item near it."""
        self._cursor = self._nearest_item(min(self._cursor, self._last), 1)
        self.virtual_size = Size(1, len(self._lines))
        self.refresh()
        self.post_message(self.Moved())

    def on_resize(self) -> None:
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
        line = self._item_at(event)
        if line is not None:
            again = line == self._cursor or event.chain > 1
            self._move_to(line, 1)
            self.post_message(self.Clicked(again=again))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self._hover(self._item_at(event))

    def on_leave(self) -> None:
        self._hover(None)

    def _hover(self, line: int | None) -> None:
        before, self._hovered = self._hovered, line
        if line != before:
            self._refresh_lines(before, line)

    def _item_at(self, event: events.MouseEvent) -> int | None:
        line = self.scroll_offset.y + event.y
        return line if line < len(self._lines) and not isinstance(self._lines[line], Heading) else None

    @property
    def _last(self) -> int:
        return max(0, len(self._lines) - 1)

    def _move_to(self, line: int, direction: int) -> None:
        before = self._cursor
        self._cursor = self._nearest_item(max(0, min(line, self._last)), direction)
        if self._cursor != before:
            self._refresh_lines(before, self._cursor)
            self.post_message(self.Moved())
        self._scroll_to_cursor()

    def _refresh_lines(self, *lines: int | None) -> None:
        for line in lines:
            if line is not None:
                self.refresh(Region(0, line - self.scroll_offset.y, self.line_width, 1))

    def _nearest_item(self, line: int, direction: int) -> int:
        """The line, or the one beside it (in `direction`, if there is one) if it is a heading."""
        if not self._lines or not isinstance(self._lines[line], Heading):
            return line
        return line + direction if 0 <= line + direction <= self._last else max(0, line - direction)

    def _scroll_to_cursor(self) -> None:
        """Make the cursor visible, with the heading above it if there is one."""
        if not self.size.height:  # not laid out yet: `on_resize` follows
            return
        above = 1 if self._cursor > 0 and isinstance(self._lines[self._cursor - 1], Heading) else 0
        region = Region(0, self._cursor - above, 1, 1 + above)
        self.scroll_to_region(region, animate=False, force=True)

    @property
    def line_width(self) -> int:
        """Cells beside the scrollbar."""
        return self.scrollable_content_region.width

    def render_line(self, y: int) -> Strip:
        number, width = y + self.scroll_offset.y, self.line_width
        if number >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        style, one_style = self.visual_style, False
        if number == self._cursor and self.current is not None:
            one_style = self.app.current_theme.ansi
            style += Style.parse(REVERSED_ROW if one_style else ROW)
        elif number == self._hovered:
            style += Style.parse(HOVERED_ROW)
        segments = [
            Segment(text, (style if one_style else style + Style.parse(own)).rich_style)
            for text, own in self._texts(self._lines[number], width)
        ]
        return Strip(segments).adjust_cell_length(width, style.rich_style)
