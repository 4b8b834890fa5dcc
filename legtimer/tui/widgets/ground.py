"""Containers of which only the background is seen.

Textual draws a container anew with every change in it, and beside it. With a picture that moves, that is half the work
of a frame, and the outcome is ever the same.
"""

from textual.color import Color
from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Ground(Widget):
    """Mixed into a container as its last base, draws its background once for each size and colour."""

    _ground: tuple[Region, tuple[Color, Color]] | None = None
    _ground_lines: list[Strip]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines within `crop`."""
        now = crop, self.background_colors
        if now != self._ground:
            self._ground, self._ground_lines = now, super().render_lines(crop)
        return self._ground_lines


class Rows(Vertical, Ground):
    """One below the other."""


class Columns(Horizontal, Ground):
    """Side by side."""
