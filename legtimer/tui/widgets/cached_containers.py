"""Containers that draw nothing but their background, and draw it once.

Textual draws a container again with every change inside it and beside it. On the workout screen that costs 9 % of the
processor time of a rep.
"""

from textual.color import Color
from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class CachedBackground(Widget):
    """Keeps the lines of a container for one area and colour; the last base class of the container."""

    _cached_for: tuple[Region, tuple[Color, Color]] | None = None
    _cached_lines: list[Strip]

    def render_lines(self, crop: Region) -> list[Strip]:
        key = crop, self.background_colors
        if key != self._cached_for:
            self._cached_for, self._cached_lines = key, super().render_lines(crop)
        return self._cached_lines


class Rows(Vertical, CachedBackground):
    """Places widgets below each other."""


class Columns(Horizontal, CachedBackground):
    """Places widgets side by side."""
