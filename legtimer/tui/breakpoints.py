"""The sizes of a window at which screens change their layout, as classes for their style sheets.

Only the workout and its summary have others, because they fill the window with letters.
"""

Breakpoints = list[tuple[int, str]]

WIDTHS: Breakpoints = [(0, "-narrow"), (60, "-normal"), (100, "-wide"), (120, "-detailed"), (150, "-broad")]  # columns
HEIGHTS: Breakpoints = [(0, "-low"), (20, "-middling"), (30, "-tall"), (45, "-high")]  # rows
