"""A pose, a lift and a size made into a picture."""

from functools import lru_cache, reduce
from typing import NamedTuple

from legtimer.tui.charset import BLOCKS, Charset
from legtimer.tui.figure.body import Point
from legtimer.tui.figure.canvas import Canvas, Mask
from legtimer.tui.figure.poses import GEAR, MARK, POSES, Shape
from legtimer.tui.figure.shading import LEVELS, SHADED, Cell, Ink, Run, cells, runs
from legtimer.tui.letters import big_text

MARK_HEIGHT = 0.15  # part of the person's height, as are:
GAP = 0.007  # around each shape, so that a limb is seen before the body
OUTLINE = 0.016


class Picture(NamedTuple):
    """A drawing: rows of runs of text, each run in one ink; every row is as wide as was asked for."""

    rows: tuple[tuple[Run, ...], ...]

    @property
    def text(self) -> tuple[str, ...]:
        """The picture without its colours."""
        return tuple("".join(run.text for run in row) for row in self.rows)


class Frame(NamedTuple):
    """Where a scene lies in the picture: cell widths per height of the person, and the place of its origin."""

    scale: float
    x: float
    y: float

    @classmethod
    def of(cls, variation: str, width: int, height: int) -> "Frame":
        """Return the largest frame in which the scene fits at every lift, its floor between two half cells."""
        left, low, right, high = _bounds(variation)
        scale = min(width / (right - left), (2 * height - 1) / (high - low))
        x = (width - scale * (right + left)) / 2
        return cls(scale, x, round((2 * height + scale * (high + low)) / 2))

    def cell(self, point: Point) -> tuple[int, int]:
        """Return the column and row in which a point of the scene is seen."""
        return int(self.x + point[0] * self.scale), int((self.y - point[1] * self.scale) / 2)


def ease(progress: float) -> float:
    """Return how far legs have come when `progress` (0 to 1) of the time is over: a soft start and a soft stop."""
    progress = min(max(progress, 0.0), 1.0)
    return progress * progress * (3 - 2 * progress)


def draw(
    variation: str, lift: float, width: int, height: int, side: str | None = None, charset: Charset = SHADED
) -> Picture:
    """Draw a variation with its legs raised by `lift` (0 low, 1 high) in `width` x `height` cells.

    With a `side` ("left" or "right") only that leg moves.
    """
    frame = Frame.of(variation, width, height)
    canvas = Canvas(width, height, charset)
    for shape in POSES[variation].shapes(min(max(lift, 0.0), 1.0), side):
        mask = _mask(canvas, shape, frame)
        if shape.hollow:
            mask = canvas.hollow(mask, max(0.8, OUTLINE * frame.scale))
        canvas.paint(mask, shape.part, GAP * frame.scale)
    rows = cells(canvas)
    if side:
        _mark(rows, side, frame.cell(POSES[variation].mark), round(MARK_HEIGHT * frame.scale / 2), charset)
    return Picture(tuple(runs(row) for row in rows))


def _mark(rows: list[list[Cell]], side: str, centre: tuple[int, int], height: int, charset: Charset) -> None:
    """Write L or R where there is room, solid if it can be."""
    lines = big_text(side[0], len(rows[0]), height, BLOCKS if charset is SHADED else charset) or (
        side[0].upper(),
    )
    x, y = centre[0] - len(lines[0]) // 2, centre[1] - len(lines) // 2
    for row, line in zip(rows[max(y, 0) :], lines, strict=False):
        for at, glyph in enumerate(line, max(x, 0)):
            if glyph != " " and at < len(row):
                row[at] = (glyph, Ink(MARK, LEVELS))


def _mask(canvas: Canvas, shape: Shape, frame: Frame) -> Mask:
    thinnest = 0.5 if shape.part == GEAR else 0.3
    masks = (
        canvas.mask(
            [
                (frame.x + x * frame.scale, frame.y - y * frame.scale, max(r * frame.scale, thinnest))
                for x, y, r in chain
            ]
        )
        for chain in shape.chains
    )
    return reduce(lambda one, other: [a | b for a, b in zip(one, other, strict=True)], masks)


@lru_cache
def _bounds(variation: str) -> tuple[float, float, float, float]:
    circles = [
        circle
        for side in (None, "left", "right")
        for step in range(9)
        for shape in POSES[variation].shapes(step / 8, side)
        for chain in shape.chains
        for circle in chain
    ]
    return (
        min(x - r for x, _, r in circles),
        min(y - r for _, y, r in circles),
        max(x + r for x, _, r in circles),
        max(y + r for _, y, r in circles),
    )
