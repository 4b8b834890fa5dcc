"""Widgets that keep what they have drawn until they change.

With every change inside of a container, Textual draws the container again, and all that is in it. That would cost 15 %
of the processor time of a rep.
"""

from typing import Any, Self

from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Label


class CachedLines(Widget):
    """Keeps its lines until it changes; the last base class of a widget."""

    _cached: tuple[Region, list[Strip]] | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        if self._cached is None or self._cached[0] != crop:
            self._cached = crop, super().render_lines(crop)
        return self._cached[1]

    def refresh(self, *regions: Region, **what: Any) -> Self:
        self._cached = None
        return super().refresh(*regions, **what)

    def notify_style_update(self) -> None:
        self._cached = None
        super().notify_style_update()


class Rows(Vertical, CachedLines):
    """Places widgets below each other."""


class Columns(Horizontal, CachedLines):
    """Places widgets side by side."""


class CachedLabel(Label, CachedLines):
    """A text that seldom changes, beside others that change often."""
