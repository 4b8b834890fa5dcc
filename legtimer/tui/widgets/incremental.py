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

KEPT = 1024  # rows, of which many pictures are made


class IncrementalWidget(Widget):
    """Shows rows of runs; a subclass gives the colours of an ink, and says how many pictures come back time and again.

    Those are kept as they were drawn. The very strips that were returned before for the same row remember how they were
    fitted, filtered and divided.
    """

    PICTURES = 1

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._rows: Sequence[Row] = ()
        self._look: Hashable = None
        self._strips: LRUCache[tuple[Row, Hashable], Strip] = LRUCache(KEPT)
        # By identity, which is found sooner than by what is in them; they are kept along, so that nothing else gets it.
        self._pictures: LRUCache[tuple[int, Size, Hashable], tuple[Sequence[Row], list[Strip]]]
        self._pictures = LRUCache(self.PICTURES)

    def style_of(self, ink: Ink) -> Style:
        """Return the colours of an ink."""
        raise NotImplementedError

    @property
    def look(self) -> Hashable:
        """The colours there are; those of up and of down come back as often as the pictures do."""
        if self._look is None:
            parts = (self.get_component_styles(part) for part in sorted(self.COMPONENT_CLASSES))
            self._look = self.rich_style, self.background_colors[1], tuple(part.color for part in parts)
        return self._look

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
        if not row:
            return Strip.blank(self.size.width, self.style_of(Ink()))
        key = row, self.look
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = Strip([Segment(text, self.style_of(ink)) for text, ink in row])
        return strip

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows within `crop`."""
        if self.styles.gutter:
            return super().render_lines(crop)
        strips = self._picture()[crop.y : crop.bottom]
        return strips if crop.width == self.size.width else [strip.crop(*crop.column_span) for strip in strips]

    def _picture(self) -> list[Strip]:
        size = self.size
        key = id(self._rows), size, self.look
        kept = self._pictures.get(key)
        if kept is None:
            strips = [self.render_line(y).adjust_cell_length(size.width) for y in range(size.height)]
            background = self.background_colors[1]
            for line_filter in self.get_line_filters():
                strips = [strip.apply_filter(line_filter, background) for strip in strips]
            kept = self._pictures[key] = self._rows, strips
        return kept[1]

    def notify_style_update(self) -> None:
        """Take the new colours when the theme or a class changes."""
        self._look = None
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
