"""Turns a canvas into coloured cells, with smooth edges where the terminal can show shades of a colour."""

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from legtimer.tui.graphics.charset import BLOCKS, Charset
from legtimer.tui.graphics.figure.canvas import Canvas

SHADED = Charset("shaded", 8, 8, "")  # 4 x 4 pixels in each quarter of a cell, shown as one shade
LEVELS = 4  # shades from the background (0) to the full colour of a part (LEVELS)
NO_PART = " "

# The quarters of a cell: four of its pixel rows, and in each of these bytes the half that counts.
_QUARTERS = tuple((rows, half) for rows in (slice(0, 4), slice(4, 8)) for half in (0x0F0F0F0F, 0xF0F0F0F0))
_QUARTER_PIXELS = 16


class Ink(NamedTuple):
    """The colours of a cell: part and shade (0 to LEVELS) of the glyph, then part and shade behind the glyph."""

    part: str = NO_PART
    shade: int = 0
    back: str = NO_PART
    back_shade: int = 0


Cell = tuple[str, Ink]  # a glyph and its colours


class Run(NamedTuple):
    """Neighbouring cells of one ink."""

    text: str
    ink: Ink


def cells(canvas: Canvas) -> list[list[Cell]]:
    """Return the rows of cells that a canvas shows."""
    if canvas.charset is SHADED:
        return [_shaded_row(canvas, top) for top in range(0, canvas.height * SHADED.rows, SHADED.rows)]
    return [
        [(glyph, Ink(part, LEVELS) if part != NO_PART else Ink()) for glyph, part in zip(text, parts, strict=True)]
        for text, parts in zip(canvas.text(), canvas.parts(), strict=True)
    ]


def runs(row: list[Cell]) -> tuple[Run, ...]:
    """Join neighbouring cells that look the same in one ink, so that the terminal changes colour less often."""
    joined: list[tuple[list[str], Ink]] = []
    for glyph, ink in row:
        if joined and _fits(glyph, ink, joined[-1][1]):
            joined[-1][0].append(glyph)
        else:
            joined.append(([glyph], ink))
    return tuple(Run("".join(glyphs), ink) for glyphs, ink in joined)


def _fits(glyph: str, ink: Ink, other: Ink) -> bool:
    """Return whether a glyph looks the same in another ink."""
    if ink == other:
        return True
    if glyph == " ":
        return not other.back_shade
    return glyph == "█" and (ink.part, ink.shade) == (other.part, other.shade)


def _shaded_row(canvas: Canvas, top: int) -> list[Cell]:
    layers = []
    for part, mask in canvas.layers.items():
        rows = mask[top : top + SHADED.rows]
        if any(rows):
            # A cell is eight pixels wide: each byte is one pixel row of one cell.
            columns = zip(*(row.to_bytes(canvas.width, "little") for row in rows), strict=True)
            layers.append([(part, column) for column in columns])
    if not layers:
        return [(" ", Ink())] * canvas.width
    return [_shaded_cell(*cell_layers) for cell_layers in zip(*layers, strict=True)]


@lru_cache(maxsize=16384)
def _shaded_cell(*layers: tuple[str, tuple[int, ...]]) -> Cell:
    """Return the block glyph and ink closest to a cell's pixels: eight bytes, one per pixel row, for each part."""
    quarters = [_quarter(layers, rows, half) for rows, half in _QUARTERS]
    area_by_part: dict[str, int] = {}
    for part, area in quarters:
        if area:
            area_by_part[part] = area_by_part.get(part, 0) + area
    if not area_by_part:
        return " ", Ink()
    main = max(area_by_part, key=area_by_part.__getitem__)
    back = next((part for part in area_by_part if part != main), main)
    if back != main:
        front = [i for i, (part, _) in enumerate(quarters) if part == main]
    else:  # one part: the glyph shows the quarters above the widest gap between the four areas
        areas = sorted({area for _, area in quarters}, reverse=True)
        _, limit = max(((a - b, b) for a, b in pairwise(areas)), default=(0, -1))
        front = [i for i, (_, area) in enumerate(quarters) if area > limit]
    shade = _shade([quarters[i][1] for i in front])
    back_shade = _shade([quarters[i][1] for i in range(4) if i not in front])
    if not shade and not back_shade:
        return " ", Ink()
    if (back, back_shade) == (main, shade):
        return "█", Ink(main, shade)
    glyph = BLOCKS.glyphs[sum(1 << i for i in front)]
    return glyph, Ink(main, shade, back, back_shade) if back_shade else Ink(main, shade)


def _quarter(layers: tuple[tuple[str, tuple[int, ...]], ...], rows: slice, half: int) -> tuple[str, int]:
    """Return the part with the most pixels in a quarter of a cell, and how many pixels all parts have there."""
    areas = [((int.from_bytes(column[rows]) & half).bit_count(), part) for part, column in layers]
    most, part = max(areas, key=lambda area: area[0])
    return (part, sum(area for area, _ in areas)) if most else (NO_PART, 0)


def _shade(areas: list[int]) -> int:
    return round(LEVELS * sum(areas) / (_QUARTER_PIXELS * len(areas))) if areas else 0
