"""A pose, a lift and a size made into a picture."""

from functools import lru_cache, reduce
from typing import NamedTuple

from legtimer.core.preset import Knees
from legtimer.tui.graphics.charset import ASCII, BLOCKS, Charset
from legtimer.tui.graphics.figure.body import Point
from legtimer.tui.graphics.figure.canvas import Canvas, Mask
from legtimer.tui.graphics.figure.exercises import EXERCISES
from legtimer.tui.graphics.figure.posture import MARK, Shape
from legtimer.tui.graphics.figure.shading import LEVELS, SHADED, Cell, Ink, Run, cells, runs
from legtimer.tui.graphics.letters import SMALLEST, big_text

# Services of the person's height:
GAP = 0.007  # around each shape, so that a limb is seen before the body
OUTLINE = 0.016
MARK_HEIGHT = 0.15
# Cell widths:
THINNEST = 0.5  # radius of a line or dot: thinner, it may fall between the pixels
FINE = 40  # height of the person from which on small things can be told apart


class Picture(NamedTuple):
    """A drawing: rows of runs of text, each run in one ink; every row is as wide as was asked for."""

    rows: tuple[tuple[Run, ...], ...]

    @property
    def text(self) -> tuple[str, ...]:
        """The picture without its colours."""
        return tuple("".join(run.text for run in row) for row in self.rows)


class Placement(NamedTuple):
    """Where a subject lies in the picture: cell widths per height of the person, and where its origin is."""

    scale: float
    x: float
    y: float

    @classmethod
    def of(cls, variation: str, width: int, height: int) -> "Placement":
        """Return the placement in which the subject just fits at every lift, its floor on a half cell's edge."""
        left, low, right, high = _bounds(variation)
        scale = min(width / (right - left), (2 * height - 1) / (high - low))
        x = (width - scale * (right + left)) / 2
        return cls(scale, x, round((2 * height + scale * (high + low)) / 2))

    def cell(self, point: Point) -> tuple[int, int]:
        """Return the column and row in which a point of the subject is seen."""
        return int(self.x + point[0] * self.scale), int((self.y - point[1] * self.scale) / 2)


def ease(progress: float) -> float:
    """Return how far legs have come after `progress` (0 to 1) of the time: soft at both ends."""
    progress = min(max(progress, 0.0), 1.0)
    return progress * progress * (3 - 2 * progress)


def draw(
    variation: str,
    lift: float,
    size: tuple[int, int],
    side: str | None = None,
    charset: Charset = SHADED,
    *,
    knees: Knees | None = None,
    resting: bool = False,
) -> Picture:
    """Draw a variation with its legs raised by `lift` (0 low, 1 high) in `size` (width, height) cells.

    With a `side` ("left" or "right") only that leg moves.
    """
    placement = Placement.of(variation, *size)
    canvas = Canvas(*size, charset)
    gap = GAP * placement.scale if placement.scale >= FINE else 0
    for shape in EXERCISES[variation].shapes(min(max(lift, 0.0), 1.0), side, knees=knees, resting=resting):
        if shape.fine and placement.scale < FINE:
            continue
        mask = _mask(canvas, shape, placement)
        if shape.hollow:
            mask = canvas.hollow(mask, max(0.8, OUTLINE * placement.scale))
        canvas.paint(mask, shape.part, gap)
    rows = cells(canvas)
    if side and not resting:
        lines = _mark(side, placement.scale, size[0], ASCII if charset is ASCII else BLOCKS)
        _write(rows, lines, placement.cell(EXERCISES[variation].mark))
    return Picture(tuple(runs(row) for row in rows))


def _mask(canvas: Canvas, shape: Shape, placement: Placement) -> Mask:
    masks = (
        canvas.mask(
            [
                (
                    placement.x + x * placement.scale,
                    placement.y - y * placement.scale,
                    max(r * placement.scale, THINNEST),
                )
                for x, y, r in chain
            ]
        )
        for chain in shape.chains
    )
    return reduce(lambda one, other: [a | b for a, b in zip(one, other, strict=True)], masks)


def _mark(side: str, scale: float, width: int, charset: Charset) -> tuple[str, ...]:
    height = max(round(MARK_HEIGHT * scale / 2), SMALLEST) if scale >= FINE / 2 else 1
    return big_text(side[0].upper(), width, height, charset)


def _write(rows: list[list[Cell]], lines: tuple[str, ...], centre: tuple[int, int]) -> None:
    left, top = max(centre[0] - len(lines[0]) // 2, 0), max(centre[1] - len(lines) // 2, 0)
    for row, line in zip(rows[top:], lines, strict=False):
        for x, glyph in enumerate(line[: len(row) - left], left):
            if glyph != " ":
                row[x] = (glyph, Ink(MARK, LEVELS))


@lru_cache
def _bounds(variation: str) -> tuple[float, float, float, float]:
    circles = [
        circle
        for side in (None, "left", "right")
        for shape in (
            *(shape for step in range(9) for shape in EXERCISES[variation].shapes(step / 8, side)),
            *EXERCISES[variation].shapes(0, None, resting=True),
        )
        for chain in shape.chains
        for circle in chain
    ]
    return (
        min(x - r for x, _, r in circles),
        min(y - r for _, y, r in circles),
        max(x + r for x, _, r in circles),
        max(y + r for _, y, r in circles),
    )
