"""A raster to paint solid shapes on, one over the other, and read back as terminal cells."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import ceil, floor, hypot, sqrt

from legtimer.tui.graphics.charset import Charset

Circle = tuple[float, float, float]  # x to the right, y downwards and radius, in cell widths
Mask = list[int]  # pixel rows from the top; bit x set where pixel x is lit


class Canvas:
    """Shapes painted in `parts`, each pixel belonging to the part painted last."""

    def __init__(self, width: int, height: int, charset: Charset) -> None:
        """Start with an empty canvas of `width` x `height` cells."""
        self.width, self.height, self.charset = width, height, charset
        self._scale_x, self._scale_y = charset.columns, charset.rows / 2  # a cell is twice as high as wide
        self._all = (1 << width * charset.columns) - 1
        self.layers: dict[str, Mask] = {}

    def mask(self, chain: Sequence[Circle]) -> Mask:
        """Return the pixels of a chain of circles, each joined to the next by their common tangents."""
        rows = [0] * (self.height * self.charset.rows)
        for start, end in pairwise(chain) if len(chain) > 1 else ((chain[0], chain[0]),):
            self._fill(rows, start, end)
        return rows

    def paint(self, mask: Mask, part: str, gap: float = 0) -> None:
        """Paint a mask over all that is there, with a gap around it, in cell widths."""
        clear = grown(mask, round(gap * self._scale_x), round(gap * self._scale_y))
        for rows in self.layers.values():
            for y, cleared in enumerate(clear):
                if cleared:
                    rows[y] &= ~cleared
        layer = self.layers.setdefault(part, [0] * len(mask))
        for y, row in enumerate(mask):
            layer[y] |= row & self._all

    def hollow(self, mask: Mask, line: float) -> Mask:
        """Return the outline of a mask, `line` cell widths thick."""
        inner = shrunk(mask, max(1, round(line * self._scale_x)), max(1, round(line * self._scale_y)))
        return [row & ~inside for row, inside in zip(mask, inner, strict=True)]

    def rows(self) -> tuple[str, ...]:
        """Return the picture as lines of text."""
        return self.charset.text([_union(rows) for rows in zip(*self.layers.values(), strict=True)], self.width)

    def parts(self) -> tuple[str, ...]:
        """Return for each cell the part of the topmost layer seen in it, a space where there is none."""
        lines, step = [], self.charset.columns
        for top in range(0, self.height * self.charset.rows, self.charset.rows):
            line = [" "] * self.width
            for part, mask in self.layers.items():
                bits = _union(mask[top : top + self.charset.rows])
                while bits:
                    cell = ((bits & -bits).bit_length() - 1) // step
                    line[cell] = part
                    bits &= -1 << (cell + 1) * step
            lines.append("".join(line))
        return tuple(lines)

    def _fill(self, rows: Mask, start: Circle, end: Circle) -> None:
        (x0, y0, r0), (x1, y1, r1) = start, end
        distance = hypot(x1 - x0, y1 - y0)
        tangents: list[tuple[float, float, float, float]] = []
        if distance > abs(r0 - r1):
            ux, uy, cos = (x1 - x0) / distance, (y1 - y0) / distance, (r0 - r1) / distance
            sin = sqrt(1 - cos * cos)
            for side in (-sin, sin):
                nx, ny = ux * cos - uy * side, uy * cos + ux * side
                tangents.append((x0 + r0 * nx, y0 + r0 * ny, x1 + r1 * nx, y1 + r1 * ny))
        scale_x, scale_y = self._scale_x, self._scale_y
        top = max(0, floor(min(y0 - r0, y1 - r1) * scale_y))
        bottom = min(len(rows), ceil(max(y0 + r0, y1 + r1) * scale_y))
        for j in range(top, bottom):
            y = (j + 0.5) / scale_y
            left, right = 1e9, -1e9
            for cx, cy, r in (start, end):
                square = r * r - (y - cy) ** 2
                if square >= 0:
                    half = sqrt(square)
                    left, right = min(left, cx - half), max(right, cx + half)
            for ax, ay, bx, by in tangents:
                if (ay <= y) != (by <= y):
                    x = ax + (bx - ax) * (y - ay) / (by - ay)
                    left, right = min(left, x), max(right, x)
            first, last = max(0, ceil(left * scale_x - 0.5)), floor(right * scale_x - 0.5)
            if first <= last:
                rows[j] |= (2 << last) - (1 << first)


def grown(mask: Mask, across: int, down: int) -> Mask:
    """Return a mask widened by so many pixels on every side."""
    for _ in range(across):
        mask = [row | row << 1 | row >> 1 for row in mask]
    for _ in range(down):
        mask = [a | b | c for a, b, c in zip(mask, [0, *mask[:-1]], [*mask[1:], 0], strict=True)]
    return mask


def shrunk(mask: Mask, across: int, down: int) -> Mask:
    """Return a mask with so many pixels taken off every side."""
    for _ in range(across):
        mask = [row & row << 1 & row >> 1 for row in mask]
    for _ in range(down):
        mask = [a & b & c for a, b, c in zip(mask, [0, *mask[:-1]], [*mask[1:], 0], strict=True)]
    return mask


def _union(rows: Iterable[int]) -> int:
    total = 0
    for row in rows:
        total |= row
    return total
