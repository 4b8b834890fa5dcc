"""Containers that draw nothing but their background and a frame: the lines that differ, once.

Textual draws every line of a container, again with every change inside it and beside it. That would cost 9 % of the
processor time of a rep.
"""

from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class CachedBackground(Widget):
    """Repeats the lines between the first and the last of a container; the last base class of the container.

    A frame may have a title, but none that changes.
    """

    _cached_for: Region | None = None
    _cached_lines: list[Strip]

    def render_lines(self, crop: Region) -> list[Strip]:
        if crop != self._cached_for:
            self._cached_for = crop
            self._cached_lines = self._line(crop, crop.y)
            if crop.height > 1:
                between = self._line(crop, crop.y + 1) * (crop.height - 2)
                self._cached_lines = [*self._cached_lines, *between, *self._line(crop, crop.bottom - 1)]
        return self._cached_lines

    def _line(self, crop: Region, y: int) -> list[Strip]:
        return super().render_lines(Region(crop.x, y, crop.width, 1))

    def notify_style_update(self) -> None:
        self._cached_for = None
        super().notify_style_update()


class Rows(Vertical, CachedBackground):
    """Places widgets below each other."""


class Columns(Horizontal, CachedBackground):
    """Places widgets side by side."""
