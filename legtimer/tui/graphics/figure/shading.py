"""Pixels into cells of two colours: smooth edges where a terminal can show shades of a colour."""

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from legtimer.tui.graphics.charset import BLOCKS, Charset
from legtimer.tui.graphics.figure.canvas import Canvas

SHADED = Charset("shaded", 8, 8, "")  # fine pixels, of which each quarter of a cell shows the average
LEVELS = 4  # shades between the background and the full colour of a part
NOTHING = " "

_QUARTERS = tuple((rows, shift) for rows in (slice(0, 4), slice(4, 8)) for shift in (0, 4))
_AREA = 16  # pixels in a quarter of a cell


class Ink(NamedTuple):
    """The colours of a cell: a part and its shade (0 to LEVELS) for the glyph, and the same for its back."""

    part: str = NOTHING
    shade: int = 0
    back: str = NOTHING
    back_shade: int = 0


Cell = tuple[str, Ink]


class Run(NamedTuple):
    """Neighbouring cells in one ink."""

    text: str
    ink: Ink


def cells(canvas: Canvas) -> list[list[Cell]]:
    """Return what a canvas shows, cell by cell."""
    if canvas.charset is SHADED:
        return [_shaded_row(canvas, top) for top in range(0, canvas.height * SHADED.rows, SHADED.rows)]
    return [
        [(glyph, Ink(part, LEVELS) if part != NOTHING else Ink()) for glyph, part in zip(text, parts, strict=True)]
        for text, parts in zip(canvas.rows(), canvas.parts(), strict=True)
    ]


def runs(row: list[Cell]) -> tuple[Run, ...]:
    """Join neighbouring cells that look the same in one ink: fewer changes of colour for the terminal."""
    joined: list[tuple[list[str], Ink]] = []
    for glyph, ink in row:
        last = joined[-1][1] if joined else None
        if last is None or (ink != last and not _shows_same(glyph, ink, last)):
            joined.append(([glyph], ink))
        else:
            joined[-1][0].append(glyph)
    return tuple(Run("".join(glyphs), ink) for glyphs, ink in joined)


def _shows_same(glyph: str, ink: Ink, other: Ink) -> bool:
    if glyph == " ":
        return not other.back_shade
    return glyph == "█" and ink[:2] == other[:2]


def _shaded_row(canvas: Canvas, top: int) -> list[Cell]:
    bands = []
    for part, mask in canvas.layers.items():
        band = mask[top : top + SHADED.rows]
        if any(band):
            columns = zip(*(row.to_bytes(canvas.width, "little") for row in band), strict=True)
            bands.append([(part, column) for column in columns])
    if not bands:
        return [(" ", Ink())] * canvas.width
    return [_cell(*layers) for layers in zip(*bands, strict=True)]


@lru_cache(maxsize=16384)
def _cell(*layers: tuple[str, tuple[int, ...]]) -> Cell:
    """Choose the glyph that best parts a cell's quarters into two inks; a layer has a byte per pixel row."""
    quarters = [_quarter(layers, rows, shift) for rows, shift in _QUARTERS]
    lit = [quarter for quarter in quarters if quarter[1]]
    if not lit:
        return " ", Ink()
    # Of equals the first: a set would draw another picture every time the program starts.
    main = max(dict.fromkeys(part for part, _ in lit), key=lambda name: sum(area for part, area in lit if part == name))
    others = [part for part, _ in lit if part != main]
    if others:
        front = [i for i, (part, _) in enumerate(quarters) if part == main]
    else:
        areas = sorted({area for _, area in quarters}, reverse=True)
        _, limit = max(((a - b, b) for a, b in pairwise(areas)), default=(0, -1))
        front = [i for i, (_, area) in enumerate(quarters) if area > limit]
    behind = [i for i in range(4) if i not in front]
    shade, back_shade = _shade(quarters, front), _shade(quarters, behind)
    back = others[0] if others else main
    if not shade and not back_shade:
        return " ", Ink()
    if (back, back_shade) == (main, shade):
        return "█", Ink(main, shade)
    return BLOCKS.glyphs[sum(1 << i for i in front)], Ink(main, shade, *(back, back_shade) if back_shade else ())


def _quarter(layers: tuple[tuple[str, tuple[int, ...]], ...], rows: slice, shift: int) -> tuple[str, int]:
    """Return the part seen most in a quarter of a cell, and how many pixels are lit there."""
    areas = [(sum((row >> shift & 15).bit_count() for row in column[rows]), part) for part, column in layers]
    most, part = max(areas, key=lambda area: area[0])
    return (part, sum(area for area, _ in areas)) if most else (NOTHING, 0)


def _shade(quarters: list[tuple[str, int]], chosen: list[int]) -> int:
    return round(LEVELS * sum(quarters[i][1] for i in chosen) / (_AREA * len(chosen))) if chosen else 0
