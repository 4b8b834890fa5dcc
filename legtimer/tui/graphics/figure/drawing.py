"""Draws a pose at a given lift and size."""

from functools import lru_cache
from typing import NamedTuple

from legtimer.tui.graphics.charset import ASCII, BLOCKS, Charset
from legtimer.tui.graphics.figure.body import Chain, Point
from legtimer.tui.graphics.figure.canvas import Canvas
from legtimer.tui.graphics.figure.exercises import EXERCISES
from legtimer.tui.graphics.figure.motion import Stance
from legtimer.tui.graphics.figure.posture import MARK
from legtimer.tui.graphics.figure.shading import LEVELS, SHADED, Cell, Ink, Run, cells, runs
from legtimer.tui.graphics.letters import MIN_ROWS, big_text

# Parts of the person's height:
GAP = 0.007  # around each shape, so that limbs stand out from the body behind them
OUTLINE = 0.016  # thickness
MARK_HEIGHT = 0.15
# Cell widths:
MIN_RADIUS = 0.5  # a thinner line or dot might fall between the pixels
MIN_DETAIL_SCALE = 40  # height of the person from which gaps and small shapes are drawn


class Picture(NamedTuple):
    """A drawing: rows of runs; every row is as wide as the requested size."""

    rows: tuple[tuple[Run, ...], ...]

    @property
    def text(self) -> tuple[str, ...]:
        """The picture without its colours."""
        return tuple("".join(run.text for run in row) for row in self.rows)


class Placement(NamedTuple):
    """Where a pose is drawn: cell widths per height of the person, and the position of the pose's origin."""

    scale: float
    x: float
    y: float

    @classmethod
    def of(cls, variation: str, width: int, height: int) -> "Placement":
        """Return the placement at which every lift fits into `width` x `height` cells, the floor on a half cell."""
        left, low, right, high = _bounds(variation)
        scale = min(width / (right - left), (2 * height - 1) / (high - low))
        x = (width - scale * (right + left)) / 2
        return cls(scale, x, round((2 * height + scale * (high + low)) / 2))

    def cell(self, point: Point) -> tuple[int, int]:
        """Return column and row of a point."""
        return int(self.x + point[0] * self.scale), int((self.y - point[1] * self.scale) / 2)

    def chain(self, chain: Chain) -> Chain:
        """Return a chain in canvas coordinates."""
        scale = self.scale
        return tuple((self.x + x * scale, self.y - y * scale, max(r * scale, MIN_RADIUS)) for x, y, r in chain)


def draw(stance: Stance, size: tuple[int, int], charset: Charset = SHADED) -> Picture:
    """Draw a person as they are at one moment, `size` (width, height) cells large."""
    variation, lift, side, knees, resting = stance
    pose, placement = EXERCISES[variation], Placement.of(variation, *size)
    canvas = Canvas(*size, charset)
    has_details = placement.scale >= MIN_DETAIL_SCALE
    for shape in pose.shapes(min(max(lift, 0.0), 1.0), side, knees=knees, resting=resting):
        if shape.fine and not has_details:
            continue
        mask = canvas.mask(placement.chain(chain) for chain in shape.chains)
        if shape.hollow:
            mask = canvas.outline(mask, max(0.8, OUTLINE * placement.scale))
        canvas.paint(mask, shape.part, GAP * placement.scale if has_details else 0)
    rows = cells(canvas)
    if side and not resting:
        lines = _side_mark(side, placement.scale, size[0], ASCII if charset is ASCII else BLOCKS)
        _write(rows, lines, placement.cell(pose.mark))
    return Picture(tuple(runs(row) for row in rows))


def _side_mark(side: str, scale: float, width: int, charset: Charset) -> tuple[str, ...]:
    """Return the letter L or R."""
    height = max(round(MARK_HEIGHT * scale / 2), MIN_ROWS) if scale >= MIN_DETAIL_SCALE / 2 else 1
    return big_text(side[0].upper(), width, height, charset)


def _write(rows: list[list[Cell]], lines: tuple[str, ...], centre: tuple[int, int]) -> None:
    left, top = max(centre[0] - len(lines[0]) // 2, 0), max(centre[1] - len(lines) // 2, 0)
    for row, line in zip(rows[top:], lines, strict=False):
        for x, glyph in enumerate(line[: len(row) - left], left):
            if glyph != " ":
                row[x] = (glyph, Ink(MARK, LEVELS))


@lru_cache
def _bounds(variation: str) -> tuple[float, float, float, float]:
    """Return the left, lowest, right and highest coordinate of a pose over all lifts."""
    subject = EXERCISES[variation]
    shapes = subject.shapes(0, resting=True)
    for side in (None, "left", "right"):
        for step in range(9):
            shapes += subject.shapes(step / 8, side)
    circles = [circle for shape in shapes for chain in shape.chains for circle in chain]
    return (
        min(x - r for x, _, r in circles),
        min(y - r for _, y, r in circles),
        max(x + r for x, _, r in circles),
        max(y + r for _, y, r in circles),
    )
