"""A pixel raster: paint solid shapes over each other, then read them back as terminal cells."""

from collections.abc import Iterable
from functools import lru_cache, reduce
from itertools import pairwise
from math import ceil, floor, hypot, sqrt
from operator import or_

from legtimer.tui.graphics.charset import Charset
from legtimer.tui.graphics.figure.body import Chain, Circle, Point

Mask = list[int]  # pixel rows from the top; bit x is pixel x


class Canvas:
    """Masks painted by part; every pixel belongs to the part that was painted there last.

    Lengths are in cell widths; x points to the right, y down.
    """

    def __init__(self, width: int, height: int, charset: Charset) -> None:
        """Start with an empty canvas of `width` x `height` cells."""
        self.width, self.height, self.charset = width, height, charset
        self._scale_x, self._scale_y = charset.columns, charset.rows / 2  # a cell is twice as high as wide
        self._inside = (1 << width * charset.columns) - 1
        self.layers: dict[str, Mask] = {}

    def mask(self, chains: Iterable[Chain]) -> Mask:
        """Return the pixels of chains of circles, each circle joined to the next by their common tangents."""
        return list(_filled(tuple(chains), self.height * self.charset.rows, self._scale_x, self._scale_y))

    def paint(self, mask: Mask, part: str, gap: float = 0) -> None:
        """Paint a mask over everything already there, with an empty `gap` around it."""
        clear = dilate(mask, round(gap * self._scale_x), round(gap * self._scale_y))
        for rows in self.layers.values():
            for y, cleared in enumerate(clear):
                if cleared:
                    rows[y] &= ~cleared
        layer = self.layers.setdefault(part, [0] * len(mask))
        for y, row in enumerate(mask):
            layer[y] |= row & self._inside

    def outline(self, mask: Mask, thickness: float) -> Mask:
        """Return the outline of a mask."""
        inner = erode(mask, max(1, round(thickness * self._scale_x)), max(1, round(thickness * self._scale_y)))
        return [row & ~inside for row, inside in zip(mask, inner, strict=True)]

    def text(self) -> tuple[str, ...]:
        """Return the picture as lines of text."""
        return self.charset.text([_union(rows) for rows in zip(*self.layers.values(), strict=True)], self.width)

    def parts(self) -> tuple[str, ...]:
        """Return, as one character per cell, the topmost part seen in it; a space if there is none."""
        rows, columns = self.charset.rows, self.charset.columns
        lines = []
        for top in range(0, self.height * rows, rows):
            line = [" "] * self.width
            for part, mask in self.layers.items():
                pixels = _union(mask[top : top + rows])
                for cell in range(self.width):
                    if pixels >> cell * columns & (1 << columns) - 1:
                        line[cell] = part
            lines.append("".join(line))
        return tuple(lines)


@lru_cache(maxsize=256)
def _filled(chains: tuple[Chain, ...], height: int, scale_x: float, scale_y: float) -> tuple[int, ...]:
    """Return the pixel rows of chains; most of a figure stays as it is while some limbs move."""
    rows = [0] * height
    for chain in chains:
        for start, end in pairwise(chain) if len(chain) > 1 else ((chain[0], chain[0]),):
            _fill(rows, start, end, scale_x, scale_y)
    return tuple(rows)


def _fill(rows: Mask, start: Circle, end: Circle, scale_x: float, scale_y: float) -> None:
    """Set the pixels whose centres lie within two circles or between their common tangents."""
    tangents = _tangents(start, end)
    top = floor(min(y - r for _, y, r in (start, end)) * scale_y)
    bottom = ceil(max(y + r for _, y, r in (start, end)) * scale_y)
    for row in range(max(0, top), min(len(rows), bottom)):
        y = (row + 0.5) / scale_y
        edges: list[float] = []
        for cx, cy, r in (start, end):
            if r >= abs(y - cy):
                half = sqrt(r * r - (y - cy) ** 2)
                edges += [cx - half, cx + half]
        for (ax, ay), (bx, by) in tangents:
            if (ay <= y) != (by <= y):
                edges.append(ax + (bx - ax) * (y - ay) / (by - ay))
        if edges:
            left, right = min(edges) * scale_x, max(edges) * scale_x
            first, last = max(0, ceil(left - 0.5)), floor(right - 0.5)
            if first <= last:
                rows[row] |= (2 << last) - (1 << first)


def _tangents(start: Circle, end: Circle) -> list[tuple[Point, Point]]:
    """Return the two outer common tangents, from circle to circle; none if one circle contains the other."""
    (x0, y0, r0), (x1, y1, r1) = start, end
    distance = hypot(x1 - x0, y1 - y0)
    if distance <= abs(r0 - r1):
        return []
    ux, uy, cos = (x1 - x0) / distance, (y1 - y0) / distance, (r0 - r1) / distance
    tangents = []
    for sin in (-sqrt(1 - cos * cos), sqrt(1 - cos * cos)):
        nx, ny = ux * cos - uy * sin, uy * cos + ux * sin  # from each centre to where the tangent touches
        tangents.append(((x0 + r0 * nx, y0 + r0 * ny), (x1 + r1 * nx, y1 + r1 * ny)))
    return tangents


def dilate(mask: Mask, across: int, down: int) -> Mask:
    """Return a mask with a border added: `across` pixels left and right, `down` pixels above and below."""
    for _ in range(across):
        mask = [row | row << 1 | row >> 1 for row in mask]
    for _ in range(down):
        mask = [a | b | c for a, b, c in zip(mask, [0, *mask[:-1]], [*mask[1:], 0], strict=True)]
    return mask


def erode(mask: Mask, across: int, down: int) -> Mask:
    """Return a mask with a border removed: `across` pixels left and right, `down` pixels above and below."""
    for _ in range(across):
        mask = [row & row << 1 & row >> 1 for row in mask]
    for _ in range(down):
        mask = [a & b & c for a, b, c in zip(mask, [0, *mask[:-1]], [*mask[1:], 0], strict=True)]
    return mask


def _union(rows: Iterable[int]) -> int:
    return reduce(or_, rows, 0)
