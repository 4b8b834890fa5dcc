"""The sizes of a window at which screens change their layout, as classes for their style sheets.

Only the workout and its summary have others, because they fill the window with letters.
"""

from typing import Any

from textual.screen import Screen

Breakpoints = list[tuple[int, str]]

WIDTHS: Breakpoints = [(0, "-narrow"), (60, "-normal"), (100, "-wide"), (120, "-detailed"), (150, "-broad")]  # columns
HEIGHTS: Breakpoints = [(0, "-low"), (20, "-middling"), (30, "-tall"), (45, "-high")]  # rows


def add_size_classes(screen: Screen[Any]) -> None:
    """Add the classes of the present size to a screen while it is composed; Textual adds them after its first frame."""
    for cells, breakpoints in zip(screen.app.size, (WIDTHS, HEIGHTS), strict=True):
        screen.add_class(next(name for least, name in reversed(breakpoints) if cells >= least))
