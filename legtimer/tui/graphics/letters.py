"""Solid block letters at any size: one pen, drawn along the strokes of each letter."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil, hypot

from legtimer.tui.graphics.charset import ASCII, BLOCKS, Charset

# Width in eighths of the standard letter, then the strokes: points `xy` on a grid of 0 to 8 each way from the
# upper left, `~` where the corner is round. A level or upright stroke fills its pen exactly; others slant.
GLYPHS: dict[str, tuple[int, str]] = {
    " ": (4, ""),
    "A": (8, "08 ~00 ~80 88, 05 85"),
    "B": (8, "04 00 ~70 ~74 04, 04 ~84 ~88 08 04"),
    "C": (8, "80 ~00 ~08 88"),
    "D": (8, "00 ~80 ~88 08 00"),
    "E": (7, "80 00 08 88, 04 74"),
    "F": (7, "80 00 08, 04 74"),
    "G": (8, "80 ~00 ~08 ~88 84 54"),
    "H": (8, "00 08, 80 88, 04 84"),
    "I": (0, "00 08"),
    "J": (7, "80 ~88 ~08 06"),
    "K": (8, "00 08, 04 80, 04 88"),
    "L": (7, "00 08 88"),
    "M": (11, "08 00, 00 46, 46 80, 80 88"),
    "N": (9, "08 00, 00 88, 88 80"),
    "O": (8, "~00 ~80 ~88 ~08 ~00"),
    "P": (8, "08 00 ~80 ~85 05"),
    "Q": (8, "~00 ~80 ~88 ~08 ~00, 55 88"),
    "R": (8, "08 00 ~80 ~84 04, 34 88"),
    "S": (8, "80 ~00 ~04 ~84 ~88 08"),
    "T": (8, "00 80, 40 48"),
    "U": (8, "00 ~08 ~88 80"),
    "V": (9, "00 48, 48 80"),
    "W": (11, "00 08, 08 42, 42 88, 88 80"),
    "X": (9, "00 88, 80 08"),
    "Y": (9, "00 44, 44 80, 44 48"),
    "Z": (8, "00 80, 80 08, 08 88"),
    "0": (8, "~00 ~80 ~88 ~08 ~00"),
    "1": (8, "11 10 40 48, 08 88"),
    "2": (8, "00 ~80 ~84 ~04 08 88"),
    "3": (8, "00 ~80 ~88 08, 24 84"),
    "4": (8, "60 68, 60 05, 05 85"),
    "5": (8, "80 00 04 ~84 ~88 08"),
    "6": (8, "80 ~00 ~08 ~88 ~84 04"),
    "7": (8, "00 80, 80 28"),
    "8": (8, "~00 ~80 ~88 ~08 ~00, 04 84"),
    "9": (8, "08 ~88 ~80 ~00 ~04 84"),
    ".": (0, "88 88"),
    ":": (0, "02 02, 06 06"),
    "/": (6, "80 08"),
    "+": (6, "04 84, 42 46"),
    "-": (6, "04 84"),
}
UNKNOWN = (8, "00 80 88 08 00")
SMALLEST = 3  # rows: below, the five levels of an E no longer fit
TIGHTEST = 0.75  # of the natural width: a narrower box gets lower letters
UPRIGHT, LEVEL = 0.2, 0.185  # thickness of the strokes: part of the letter's height
ROUNDING = 1.3  # outer radius of a round corner: in level strokes
WIDTH = 0.72  # of a standard letter: part of its height


@dataclass(frozen=True)
class Face:
    """The measures of letters of one height, in pixels half a cell wide and half a cell high."""

    height: int
    width: float  # of a standard letter
    across: int  # thickness of an upright stroke
    along: int  # thickness of a level stroke
    step: int  # upright edges lie on multiples of it

    @classmethod
    def of(cls, rows: int, squeeze: float, charset: Charset) -> "Face":
        """Return the face for letters `rows` cells high, `squeeze` times as wide as is natural."""
        height, step = 2 * rows, 2 if charset is ASCII else 1
        along = max(1, round(height * LEVEL))
        across = max(2, round(2 * height * UPRIGHT * (1 + squeeze) / 2 / step) * step)
        return cls(height, 2 * height * WIDTH * squeeze, across, along, step)

    def width_of(self, eighths: int) -> int:
        """Return the width of a glyph, in pixels; an upright stroke fits exactly into its middle."""
        room = max(self.width * eighths / 8 - self.across, 0)
        strokes = 2 if eighths > 8 else 1  # the wide letters have two counters
        least = (self.across + 2) * strokes if eighths > 4 else 0
        return self.across + 2 * self.step * round(max(room, least) / 2 / self.step)

    @property
    def gap(self) -> int:
        """Pixels between two letters."""
        return max(2, self.across * 7 // 8 // self.step * self.step)


def _nearest(value: float) -> int:
    return ceil(value - 0.5)  # halves go down, so that the upper counter is the smaller one


class _Glyph:
    """One letter being drawn: pixel rows, one integer each."""

    def __init__(self, face: Face, eighths: int) -> None:
        self.face = face
        self.width = face.width_of(eighths)
        self.rows = [0] * face.height

    def stroke(self, path: str) -> None:
        """Draw the pen's way along the points of a path."""
        rows = [0] * self.face.height
        tokens = path.split()
        points = [self._place(token[-2:]) for token in tokens]
        for start, end in pairwise(points):
            (self._level if start[0] == end[0] or start[1] == end[1] else self._slant)(rows, start, end)
        closed = tokens[0] == tokens[-1]
        for i, token in enumerate(tokens[: -1 if closed else None]):
            if token[0] == "~":
                self._round(rows, points[i - 1 if i else -2], points[i], points[i + 1])
        self.rows = [a | b for a, b in zip(self.rows, rows, strict=True)]

    def _place(self, point: str) -> tuple[int, int]:
        face = self.face
        x = _nearest(int(point[0]) * (self.width - face.across) / 8 / face.step) * face.step
        return x, _nearest(int(point[1]) * (face.height - face.along) / 8)

    def _level(self, rows: list[int], start: tuple[int, int], end: tuple[int, int]) -> None:
        (left, right), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
        for y in range(top, bottom + self.face.along):
            rows[y] |= _span(left, right + self.face.across)

    def _slant(self, rows: list[int], start: tuple[int, int], end: tuple[int, int]) -> None:
        (x0, y0), (x1, y1) = sorted((start, end), key=lambda point: point[1])
        face = self.face
        # A slanted stroke is cut level: it must be wider there to look as thick.
        rise = 2 * (y1 - y0 + face.along)
        wide = round(face.across * min(hypot(abs(x1 - x0), rise) / rise, 1.6))
        room = (self.width - wide) / max(self.width - face.across, 1)
        for y in range(y0, y1 + face.along):
            reach = (x0 + (x1 - x0) * (y - y0) / max(y1 + face.along - 1 - y0, 1)) * room
            left = _nearest(reach) if x1 < x0 else self.width - wide - _nearest(self.width - wide - reach)
            rows[y] |= _span(left, left + wide)

    def _round(self, rows: list[int], *points: tuple[int, int]) -> None:
        """Turn the corner at the middle one of three points into a quarter of a ring."""
        (x, y), others = points[1], (points[0], points[2])
        face = self.face
        legs_x = max(abs(other[0] - x) for other in others) + face.across
        legs_y = max(abs(other[1] - y) for other in others) + face.along
        radius = min(face.along * ROUNDING + 0.5, legs_y * 0.5, legs_x / 4)
        reach = int(radius)
        to_right, to_bottom = any(other[0] > x for other in others), any(other[1] > y for other in others)
        for j in range(reach):
            for i in range(2 * reach):
                dx, dy = (2 * radius - i - 0.5) / 2, radius - j - 0.5
                inner = (dx / max(radius - face.across / 2, 1e-9)) ** 2 + (dy / max(radius - face.along, 1e-9)) ** 2
                bit = 1 << (x + i if to_right else x + face.across - 1 - i)
                row = y + j if to_bottom else y + face.along - 1 - j
                if hypot(dx, dy) <= radius and inner >= 1:
                    rows[row] |= bit
                else:
                    rows[row] &= ~bit


def _span(left: int, right: int) -> int:
    return (1 << right) - (1 << left)


def _design(character: str) -> tuple[int, str]:
    return GLYPHS.get(character.upper(), UNKNOWN)


@lru_cache(maxsize=512)
def _glyph(character: str, face: Face) -> _Glyph:
    eighths, paths = _design(character)
    glyph = _Glyph(face, eighths)
    for path in filter(None, paths.split(", ")):
        glyph.stroke(path)
    return glyph


def _cells(text: str, face: Face) -> int:
    pixels = sum(face.width_of(_design(character)[0]) + face.gap for character in text) - face.gap
    return -(-max(pixels, 0) // 2)


def text_width(text: str, height: int, charset: Charset = BLOCKS) -> int:
    """Return the natural width in cells of letters `height` cells high (at least 3)."""
    return _cells(text, Face.of(height, 1.0, charset))


def _fit(texts: tuple[str, ...], width: int, height: int, charset: Charset) -> Face | None:
    for rows in range(height, SMALLEST - 1, -1):
        for squeeze in (1.0, 0.9, 0.82, TIGHTEST):
            face = Face.of(rows, squeeze, charset)
            if all(_cells(text, face) <= width for text in texts):
                return face
    return None


@lru_cache(maxsize=256)
def big_text(
    text: str, width: int, height: int, charset: Charset = BLOCKS, alike: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return the largest letters that fit into `width` x `height` cells, as lines of one length.

    `charset` is BLOCKS or ASCII, whose pixels are half a cell each way.
    Letters are condensed before they are made lower. They are no larger than those of the texts `alike`,
    which take turns with this one. Where not even the smallest fit, the text itself is returned, cut to the
    width.
    """
    face = _fit((text, *alike), width, height, charset)
    if face is None:
        return (text[:width],) if height > 0 else ()
    raster, x = [0] * face.height, 0
    for character in text:
        glyph = _glyph(character, face)
        raster = [line | row << x for line, row in zip(raster, glyph.rows, strict=True)]
        x += glyph.width + face.gap
    return charset.text(raster, _cells(text, face))
