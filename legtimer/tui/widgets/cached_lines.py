"""Widgets that keep what they have drawn until they change.

With every change inside of a container, Textual draws the container again, and all that is in it. That would cost 15 %
of the processor time of a rep.
"""

from typing import Any, Self

from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class CachedLines(Widget):
    """Keeps its lines until it changes; the last base class of a widget."""

    _cached: tuple[Region, list[Strip]] | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        if self._cached is None or self._cached[0] != crop:
            self._cached = crop, self._draw(crop)
        return self._cached[1]

    def _draw(self, crop: Region) -> list[Strip]:
        return super().render_lines(crop)

    def refresh(self, *regions: Region, **what: Any) -> Self:
        self._cached = None
        return super().refresh(*regions, **what)

    def notify_style_update(self) -> None:
        self._cached = None
        super().notify_style_update()


class CachedBackground(CachedLines):
    """Draws only a background and a frame, each line that differs once: drawing all lines takes 5 % of the start."""

    def _draw(self, crop: Region) -> list[Strip]:
        edges = (crop.y, crop.bottom - 1) if self.gutter else ()  # without a frame, all lines are the same
        inside = crop.y + 1 if edges else crop.y
        ys = [y if y in edges else inside for y in crop.line_range]
        lines = {y: super(CachedBackground, self)._draw(Region(crop.x, y, crop.width, 1)) for y in set(ys)}
        return [line for y in ys for line in lines[y]]


class Rows(Vertical, CachedBackground):
    """Places widgets below each other."""


class Columns(Horizontal, CachedBackground):
    """Places widgets side by side."""
