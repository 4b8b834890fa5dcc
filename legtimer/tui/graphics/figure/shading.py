"""Turns a canvas into coloured cells, with smooth edges where the terminal can show shades of a colour."""

from functools import lru_cache
from itertools import groupby, pairwise
from struct import unpack
from typing import NamedTuple

from legtimer.tui.graphics.charset import BLOCKS, Charset
from legtimer.tui.graphics.figure.canvas import Canvas, Mask

SHADED = Charset("shaded", 8, 8, "")  # 4 x 4 pixels in each quarter of a cell, shown as one shade
LEVELS = 4  # shades from the background (0) to the full colour of a part (LEVELS)
NO_PART = " "

# The pixels of each quarter of a cell.
_QUARTERS = (0x0F0F0F0F, 0xF0F0F0F0, 0x0F0F0F0F << 32, 0xF0F0F0F0 << 32)
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
    joined: list[Run] = []
    for (glyph, ink), same in groupby(row):
        text = glyph * len(list(same))
        if joined and _fits(glyph, ink, joined[-1].ink):
            joined[-1] = Run(joined[-1].text + text, joined[-1].ink)
        else:
            joined.append(Run(text, ink))
    return tuple(joined)


def _fits(glyph: str, ink: Ink, other: Ink) -> bool:
    """Return whether a glyph looks the same in another ink."""
    if ink == other:
        return True
    if glyph == " ":
        return not other.back_shade
    return glyph == "█" and (ink.part, ink.shade) == (other.part, other.shade)


def _shaded_row(canvas: Canvas, top: int) -> list[Cell]:
    layers = {part: rows for part, mask in canvas.layers.items() if any(rows := mask[top : top + SHADED.rows])}
    if not layers:
        return [(" ", Ink())] * canvas.width
    parts, row = tuple(layers), []
    # Many neighbours are alike: looking up each cell takes twice as long.
    for pixels, same in groupby(zip(*(_cell_pixels(rows, canvas.width) for rows in layers.values()), strict=True)):
        row += [_shaded_cell(parts, *pixels)] * len(list(same))
    return row


def _cell_pixels(rows: Mask, width: int) -> tuple[int, ...]:
    """Return the pixels of each cell of a row as an integer, one byte for each pixel row."""
    pixels = bytearray(SHADED.rows * width)
    for y, row in enumerate(rows):
        pixels[y :: SHADED.rows] = row.to_bytes(width, "little")
    return unpack(f"<{width}Q", pixels)


@lru_cache(maxsize=16384)
def _shaded_cell(parts: tuple[str, ...], *pixels: int) -> Cell:
    """Return the block glyph and ink closest to a cell's pixels of each part."""
    quarters = [_quarter(parts, pixels, mask) for mask in _QUARTERS]
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


def _quarter(parts: tuple[str, ...], pixels: tuple[int, ...], mask: int) -> tuple[str, int]:
    """Return the part with the most pixels in a quarter of a cell, and how many pixels all parts have there."""
    areas = [(part_pixels & mask).bit_count() for part_pixels in pixels]
    most = max(areas)
    return (parts[areas.index(most)], sum(areas)) if most else (NO_PART, 0)


def _shade(areas: list[int]) -> int:
    return round(LEVELS * sum(areas) / (_QUARTER_PIXELS * len(areas))) if areas else 0
