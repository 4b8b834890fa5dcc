"""What a terminal shows, as a person sees it: where a text stands in big letters, how high, and in which colour."""

from typing import NamedTuple

import pyte

from legtimer.tui.graphics.charset import BLOCKS
from legtimer.tui.graphics.letters import MIN_ROWS, SQUEEZES, LetterSize, draw_text
from tests.tui.cells import written
from tests.tui.stage import Stage


class Place(NamedTuple):
    """Where a text stands: cells from the upper left, and its colour as `rrggbb`."""

    x: int
    y: int
    rows: int
    colour: str

    @property
    def bottom(self) -> int:
        return self.y + self.rows


class Drawn:
    """The screen of a stage as it is now."""

    def __init__(self, stage: Stage) -> None:
        width, height = stage.app.screen.size
        self._terminal = pyte.Screen(width, height)
        pyte.Stream(self._terminal).feed(written(stage))
        self.lines = list(self._terminal.display)

    def big(self, text: str) -> Place | None:
        """Where a text stands in big letters of any size, with nothing beside it that could belong to it."""
        sizes = (LetterSize.of(rows, squeeze, BLOCKS) for rows in range(16, MIN_ROWS - 1, -1) for squeeze in SQUEEZES)
        return next((place for size in sizes if (place := self._find(draw_text(text, size, BLOCKS)))), None)

    def small(self, text: str) -> Place | None:
        """Where a text stands in ordinary letters."""
        return self._find((text,))

    def background(self) -> str:
        """The colour behind most of the screen."""
        cells = [self._terminal.buffer[y][x] for y in range(len(self.lines)) for x in (0, 1)]
        return max({cell.bg for cell in cells}, key=[cell.bg for cell in cells].count)

    def _find(self, letters: tuple[str, ...]) -> Place | None:
        first, count = letters[0], len(letters)
        for y in range(len(self.lines) - count + 1):
            x = self.lines[y].find(first)
            while x >= 0:
                block = tuple(line[x : x + len(first)] for line in self.lines[y : y + count])
                if block == letters and (count == 1 or self._stands_alone(x, y, len(first), count)):
                    return Place(x, y, count, self._colour(x, y, len(first), count))
                x = self.lines[y].find(first, x + 1)
        return None

    def _stands_alone(self, x: int, y: int, width: int, rows: int) -> bool:
        beside = (x - 1, x + width)
        return all(line[edge : edge + 1].isspace() for line in self.lines[y : y + rows] for edge in beside)

    def _colour(self, x: int, y: int, width: int, rows: int) -> str:
        cells = [self._terminal.buffer[y + j][x + i] for j in range(rows) for i in range(width)]
        colours = {cell.fg for cell in cells if not cell.data.isspace()}
        assert len(colours) == 1, "one text in several colours"
        return colours.pop()
