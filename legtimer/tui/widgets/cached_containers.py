"""Containers that draw nothing but their background: one line of it, once.

Textual draws every line of a container, again with every change inside it and beside it. That would cost 9 % of the
processor time of a rep.
"""

from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class CachedBackground(Widget):
    """Repeats one line of a container without a border; the last base class of the container."""

    _cached_for: Region | None = None
    _cached_lines: list[Strip]

    def render_lines(self, crop: Region) -> list[Strip]:
        if crop != self._cached_for:
            line = super().render_lines(Region(crop.x, crop.y, crop.width, 1))
            self._cached_for, self._cached_lines = crop, line * crop.height
        return self._cached_lines

    def notify_style_update(self) -> None:
        self._cached_for = None
        super().notify_style_update()


class Rows(Vertical, CachedBackground):
    """Places widgets below each other."""


class Columns(Horizontal, CachedBackground):
    """Places widgets side by side."""
