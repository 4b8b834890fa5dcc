"""A widget made of rows of coloured runs, which repaints only the cells that differ from the frame before."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from legtimer.tui.figure import Ink, Run

Row = tuple[Run, ...]

KEPT = 512  # rows: legs come by the same heights in every rep


class Painted(Widget):
    """Shows rows of runs; a subclass gives the colours of an ink."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._rows: Sequence[Row] = ()
        self._strips: LRUCache[Row, Strip] = LRUCache(KEPT)

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
        row = self._rows[y] if y < len(self._rows) else ()
        strip = self._strips.get(row)
        if strip is None:
            runs = row or (Run(" " * self.size.width, Ink()),)
            strip = self._strips[row] = Strip([Segment(text, self.style_of(ink)) for text, ink in runs])
        return strip

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows within `crop`.

        The very strips that were returned before for the same rows: these remember how they were filtered and divided.
        """
        if self.styles.gutter:
            return super().render_lines(crop)
        background, filters = self.background_colors[1], self.get_line_filters()
        strips = [self.render_line(y).adjust_cell_length(self.size.width) for y in crop.line_range]
        for line_filter in filters:
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        return [strip.crop(*crop.column_span) for strip in strips]

    def notify_style_update(self) -> None:
        """Take the new colours when the theme or a class changes."""
        self._strips.clear()
        super().notify_style_update()


@lru_cache(maxsize=2 * KEPT)
def _change(new: Row, old: Row) -> list[tuple[int, int]]:
    """Return the first cell that differs and the one after the last, or nothing."""
    if new == old:
        return []
    pairs = zip_longest(_cells(new), _cells(old))
    different = [x for x, (one, other) in enumerate(pairs) if one != other]
    return [(different[0], different[-1] + 1)] if different else []


def _cells(row: Row) -> list[tuple[str, Ink | None]]:
    return [(glyph, None if glyph == " " else ink) for text, ink in row for glyph in text]
