"""A widget made of rows of coloured runs, which repaints only the cells that differ from the frame before."""

from collections.abc import Sequence
from itertools import zip_longest

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from legtimer.tui.figure import Ink, Run

Row = tuple[Run, ...]


class Painted(Widget):
    """Shows rows of runs; a subclass gives the colours of an ink."""

    _rows: Sequence[Row] = ()

    def style_of(self, ink: Ink) -> Style:
        """Return the colours of an ink."""
        raise NotImplementedError

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show rows, each as wide as the widget, and repaint where they differ from those before."""
        if rows is self._rows:
            return
        pairs = enumerate(zip_longest(rows, self._rows, fillvalue=()))
        changes = [Region(first, y, end - first, 1) for y, (new, old) in pairs for first, end in _change(new, old)]
        self._rows = rows
        if changes:
            self.refresh(*changes)

    def render_line(self, y: int) -> Strip:
        """Return one row."""
        if y >= len(self._rows):
            return Strip.blank(self.size.width, self.style_of(Ink()))
        return Strip([Segment(text, self.style_of(ink)) for text, ink in self._rows[y]], self.size.width)


def _change(new: Row, old: Row) -> list[tuple[int, int]]:
    """Return the first cell that differs and the one after the last, or nothing."""
    if new == old:
        return []
    pairs = zip_longest(_cells(new), _cells(old))
    different = [x for x, (one, other) in enumerate(pairs) if one != other]
    return [(different[0], different[-1] + 1)] if different else []


def _cells(row: Row) -> list[tuple[str, Ink | None]]:
    return [(glyph, None if glyph == " " else ink) for text, ink in row for glyph in text]
