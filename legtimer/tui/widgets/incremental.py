"""A widget made of rows of coloured runs, which repaints only the cells that differ from the frame before."""

from collections.abc import Hashable, Sequence
from functools import lru_cache
from itertools import zip_longest

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from legtimer.tui.graphics.figure import Ink, Run

Row = tuple[Run, ...]

CACHED_ROWS = 1024
CACHED_PICTURES = 192


class IncrementalWidget(Widget):
    """Shows rows of coloured runs, whose characters are one cell wide; a subclass gives the colours of an ink.

    Textual forgets what it has drawn when a widget changes. Keeping the rows, and the pictures that a moving figure
    shows again and again, saves 14 % of the processor time of a rep.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: Sequence[Row] = ()
        self._key: Hashable = None
        self._look: int | None = None
        self._looks: dict[Hashable, int] = {}
        self._styles: dict[tuple[Ink, int], Style] = {}
        self._strips: LRUCache[tuple[Row, int], Strip] = LRUCache(CACHED_ROWS)
        self._pictures: LRUCache[tuple[Hashable, Size, int], list[Strip]] = LRUCache(CACHED_PICTURES)

    def style_of(self, ink: Ink) -> Style:
        """Return the colours of an ink."""
        raise NotImplementedError

    @property
    def look(self) -> int:
        """A number for the current colours; those of up and down alternate."""
        if self._look is None:
            parts = (self.get_component_styles(part) for part in sorted(self.COMPONENT_CLASSES))
            colours = self.rich_style, self.background_colors[1], tuple(part.color for part in parts)
            self._look = self._looks.setdefault(colours, len(self._looks))
        return self._look

    def show_rows(self, rows: Sequence[Row], key: Hashable = None) -> None:
        """Show rows, each as wide as the widget, and repaint where they differ.

        Equal keys must stand for equal rows; without a key, the rows are compared, which is slow for many rows.
        """
        key = tuple(rows) if key is None else key
        if key == self._key:
            return
        self._key = key
        pairs = enumerate(zip_longest(rows, self._rows, fillvalue=()))
        changes = [Region(first, y, end - first, 1) for y, (new, old) in pairs for first, end in _change(new, old)]
        self._rows = rows
        if changes:
            self.refresh(*changes)

    def render_line(self, y: int) -> Strip:
        row = self._rows[y] if y < len(self._rows) else ()
        if not row:
            return Strip.blank(self.size.width, self._shown_style(Ink()))
        key = row, self.look
        strip = self._strips.get(key)
        if strip is None:
            segments = [Segment(text, self._shown_style(ink)) for text, ink in row]
            strip = self._strips[key] = Strip(segments, sum(len(text) for text, _ in row))
        return strip

    def render_lines(self, crop: Region) -> list[Strip]:
        if self.styles.gutter:
            return super().render_lines(crop)
        size = self.size
        strips = self._picture(size)[crop.y : crop.bottom]
        return strips if crop.width == size.width else [strip.crop(*crop.column_span) for strip in strips]

    def _picture(self, size: Size) -> list[Strip]:
        key = self._key, size, self.look
        strips = self._pictures.get(key)
        if strips is None:
            strips = [self.render_line(y).adjust_cell_length(size.width) for y in range(size.height)]
            self._pictures[key] = strips
        return strips

    def _shown_style(self, ink: Ink) -> Style:
        """Return the colours of an ink as this terminal shows them; filtering every line instead costs 3 % of a rep."""
        key = ink, self.look
        if key not in self._styles:
            segments = [Segment("x", self.style_of(ink))]
            for line_filter in self.get_line_filters():
                segments = line_filter.apply(segments, self.background_colors[1])
            self._styles[key] = segments[0].style or Style.null()
        return self._styles[key]

    def notify_style_update(self) -> None:
        self._look = None
        super().notify_style_update()


@lru_cache(maxsize=2 * CACHED_ROWS)
def _change(new: Row, old: Row) -> list[tuple[int, int]]:
    """Return the range of cells that differ, if any: the first, and the one after the last."""
    if new == old:
        return []
    pairs = zip_longest(_cells(new), _cells(old))
    different = [x for x, (one, other) in enumerate(pairs) if one != other]
    return [(different[0], different[-1] + 1)] if different else []


def _cells(row: Row) -> list[tuple[str, Ink | None]]:
    return [(glyph, None if glyph == " " else ink) for text, ink in row for glyph in text]
