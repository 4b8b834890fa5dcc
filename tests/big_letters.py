"""Finds text in big letters among the lines of a terminal."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from legtimer.tui.graphics.charset import BLOCKS
from legtimer.tui.graphics.letters import MIN_ROWS, SQUEEZES, LetterSize, draw_text

HIGHEST = 16  # rows of the letters that are found
APART = 3  # blank columns beside a text; between two letters of most sizes there are fewer


class Place(NamedTuple):
    """Where a text stands: its first column and row, and how wide and high it is."""

    x: int
    y: int
    width: int
    rows: int

    @property
    def bottom(self) -> int:
        """The row after the last."""
        return self.y + self.rows


def find_big(lines: Sequence[str], text: str, apart: int = APART) -> Place | None:
    """Return where a text stands in big letters of any size, so far apart from others; None if nowhere."""
    space = " " * apart
    padded = [f"{space}{line}{space}" for line in lines]
    return next((place for drawing in _drawings(text, space) if (place := _find(padded, drawing, apart))), None)


@cache
def _drawings(text: str, space: str) -> tuple[tuple[str, ...], ...]:
    """A text in big letters of every size, the largest first, with the space beside it."""
    heights = range(HIGHEST, MIN_ROWS - 1, -1)
    sizes = [LetterSize.of(rows, squeeze, BLOCKS) for rows in heights for squeeze in SQUEEZES]
    return tuple(tuple(f"{space}{row}{space}" for row in draw_text(text, size, BLOCKS)) for size in sizes)


def _find(padded: Sequence[str], drawing: tuple[str, ...], apart: int) -> Place | None:
    width, rows = len(drawing[0]), len(drawing)
    for y in range(len(padded) - rows + 1):
        x = padded[y].find(drawing[0])
        while x >= 0:
            if all(line[x : x + width] == row for line, row in zip(padded[y : y + rows], drawing, strict=True)):
                return Place(x, y, width - 2 * apart, rows)
            x = padded[y].find(drawing[0], x + 1)
    return None
