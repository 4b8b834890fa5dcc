"""Block letters of any size, drawn as strokes of even thickness."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil, hypot

from legtimer.tui.graphics.charset import ASCII, BLOCKS, Charset

# Each glyph: its width in eighths of a standard letter, then its strokes. A stroke is a list of points `xy` on a grid
# from 0 to 8 each way, starting at the upper left; `~` marks a rounded corner.
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
    "8": (8, "~10 ~70 ~74 ~14 ~10, ~04 ~84 ~88 ~08 ~04"),
    "9": (8, "08 ~88 ~80 ~00 ~04 84"),
    ".": (0, "88 88"),
    ":": (0, "02 02, 06 06"),
    "/": (6, "80 08"),
    "%": (9, "00 00, 80 08, 88 88"),
    "+": (6, "04 84, 42 46"),
    "-": (6, "04 84"),
}
UNKNOWN = (8, "00 80 88 08 00")  # a box
MIN_ROWS = 3  # an E needs five pixel rows
SQUEEZES = (1.0, 0.9, 0.82, 0.75)  # widths to try before the height is reduced: parts of the natural width
VERTICAL, HORIZONTAL = 0.2, 0.185  # stroke thickness: part of the letter's height
ROUNDING = 1.3  # outer radius of a rounded corner: multiples of the horizontal stroke thickness
WIDTH = 0.72  # of a standard letter: part of its height


@dataclass(frozen=True)
class LetterSize:
    """Dimensions of letters of one height, in pixels; a cell is two pixels wide and two high."""

    height: int
    width: float  # of a standard letter
    vertical: int  # thickness of vertical strokes
    horizontal: int  # thickness of horizontal strokes
    step: int  # vertical edges lie on multiples of this

    @classmethod
    def of(cls, rows: int, squeeze: float, charset: Charset) -> "LetterSize":
        """Return the size for letters `rows` cells high and `squeeze` times their natural width."""
        height, step = 2 * rows, 2 if charset is ASCII else 1
        horizontal = max(1, round(height * HORIZONTAL))
        vertical = max(2, round(2 * height * VERTICAL * (1 + squeeze) / 2 / step) * step)
        return cls(height, 2 * height * WIDTH * squeeze, vertical, horizontal, step)

    def width_of(self, eighths: int) -> int:
        """Return the width of a glyph in pixels, chosen so that a vertical stroke can be centred exactly."""
        space = max(self.width * eighths / 8 - self.vertical, 0)
        openings = 2 if eighths > 8 else 1  # M and W have two
        least = (self.vertical + 2) * openings if eighths > 4 else 0
        return self.vertical + 2 * self.step * round(max(space, least) / 2 / self.step)

    @property
    def gap(self) -> int:
        """Pixels between two letters."""
        return max(2, self.vertical * 7 // 8 // self.step * self.step)


class _Letter:
    """The pixels of one glyph: a list of rows; bit x of each is pixel x."""

    def __init__(self, size: LetterSize, character: str) -> None:
        eighths, strokes = GLYPHS.get(character.upper(), UNKNOWN)
        self.size = size
        self.width = size.width_of(eighths)
        self.rows = [0] * size.height
        for stroke in filter(None, strokes.split(", ")):
            self._draw(stroke)

    def _draw(self, stroke: str) -> None:
        rows = [0] * self.size.height
        tokens = stroke.split()
        points = [self._pixel(token[-2:]) for token in tokens]
        for start, end in pairwise(points):
            self._draw_line(rows, start, end)
        is_closed = tokens[0] == tokens[-1]
        for i, token in enumerate(tokens[: -1 if is_closed else None]):
            if token[0] == "~":
                self._round_corner(rows, points[i - 1 if i else -2], points[i], points[i + 1])
        self.rows = [a | b for a, b in zip(self.rows, rows, strict=True)]

    def _pixel(self, point: str) -> tuple[int, int]:
        size = self.size
        x = _round_half_down(int(point[0]) * (self.width - size.vertical) / 8 / size.step) * size.step
        return x, _round_half_down(int(point[1]) * (size.height - size.horizontal) / 8)

    def _draw_line(self, rows: list[int], start: tuple[int, int], end: tuple[int, int]) -> None:
        (x0, y0), (x1, y1) = sorted((start, end), key=lambda point: point[1])
        size = self.size
        if y0 == y1:
            for y in range(y0, y0 + size.horizontal):
                rows[y] |= _bits(min(x0, x1), max(x0, x1) + size.vertical)
            return
        # Each pixel row cuts the stroke horizontally, so it must be wider there to look as thick.
        rise = 2 * (y1 - y0 + size.horizontal)
        wide = round(size.vertical * min(hypot(abs(x1 - x0), rise) / rise, 1.6))
        scale = (self.width - wide) / max(self.width - size.vertical, 1)
        for y in range(y0, y1 + size.horizontal):
            x = (x0 + (x1 - x0) * (y - y0) / max(y1 + size.horizontal - 1 - y0, 1)) * scale
            # Rounded towards the same side in both directions, so that V, X and Y are symmetric.
            left = _round_half_down(x) if x1 < x0 else self.width - wide - _round_half_down(self.width - wide - x)
            rows[y] |= _bits(left, left + wide)

    def _round_corner(
        self, rows: list[int], before: tuple[int, int], at: tuple[int, int], after: tuple[int, int]
    ) -> None:
        """Replace the corner at the point `at` with a quarter of a ring."""
        (x, y), others = at, (before, after)
        size = self.size
        length_x = max(abs(other[0] - x) for other in others) + size.vertical
        length_y = max(abs(other[1] - y) for other in others) + size.horizontal
        radius = min(size.horizontal * ROUNDING + 0.5, length_y * 0.5, length_x / 4)
        reach = int(radius)
        to_right, to_bottom = any(other[0] > x for other in others), any(other[1] > y for other in others)
        for j in range(reach):
            for i in range(2 * reach):
                dx, dy = (2 * radius - i - 0.5) / 2, radius - j - 0.5
                inner_x, inner_y = max(radius - size.vertical / 2, 1e-9), max(radius - size.horizontal, 1e-9)
                bit = 1 << (x + i if to_right else x + size.vertical - 1 - i)
                row = y + j if to_bottom else y + size.horizontal - 1 - j
                if hypot(dx, dy) <= radius and hypot(dx / inner_x, dy / inner_y) >= 1:
                    rows[row] |= bit
                else:
                    rows[row] &= ~bit


def _round_half_down(value: float) -> int:
    return ceil(value - 0.5)  # down, so that the upper opening of B, E and S is the smaller one


def _bits(left: int, right: int) -> int:
    return (1 << right) - (1 << left)


_letter = lru_cache(maxsize=512)(_Letter)


def _width(text: str, size: LetterSize) -> int:
    pixels = sum(size.width_of(GLYPHS.get(character.upper(), UNKNOWN)[0]) + size.gap for character in text) - size.gap
    return ceil(max(pixels, 0) / 2)


def _largest_size(height: int, charset: Charset, fits: Callable[[LetterSize], bool]) -> LetterSize | None:
    for rows in range(height, MIN_ROWS - 1, -1):
        for squeeze in SQUEEZES:
            size = LetterSize.of(rows, squeeze, charset)
            if fits(size):
                return size
    return None


def big_row(
    texts: Sequence[str], width: int, height: int, charset: Charset, spare: int = 0
) -> list[tuple[str, ...]] | None:
    """Return texts that stand side by side in letters of one size, each as lines of equal length.

    They are the largest that fit into `width` x `height` cells with `spare` cells for each text; None if none fit.
    `charset` must be BLOCKS or ASCII.
    """
    size = _largest_size(height, charset, lambda size: sum(_width(text, size) + spare for text in texts) <= width)
    return None if size is None else [draw_text(text, size, charset) for text in texts]


def spaced_row(
    texts: Sequence[str], width: int, height: int, charset: Charset, gaps: Sequence[int], padding: int = 0
) -> tuple[list[tuple[str, ...]] | None, int]:
    """Return `big_row` and its gap: the first of `gaps` at which the letters fill the height, else the last.

    Gaps are in cells. `padding` is how many more cells each text needs.
    """
    columns, gap = None, gaps[-1]
    for gap in gaps:
        columns = big_row(texts, width, height, charset, gap + padding)
        if columns is not None and len(columns[0]) == height:
            break
    return columns, gap


def draw_text(text: str, size: LetterSize, charset: Charset) -> tuple[str, ...]:
    """Return `text` in letters of one size, as lines of equal length."""
    raster, x = [0] * size.height, 0
    for character in text:
        letter = _letter(size, character)
        raster = [line | row << x for line, row in zip(raster, letter.rows, strict=True)]
        x += letter.width + size.gap
    return charset.text(raster, _width(text, size))


@lru_cache(maxsize=256)
def big_text(
    text: str, width: int, height: int, charset: Charset = BLOCKS, alternatives: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return `text` in the largest letters that fit into `width` x `height` cells, as lines of equal length.

    Letters are made narrower before they are made lower. `alternatives` are texts shown in the same place at other
    times: the letters are small enough for those, too. If even the smallest letters do not fit, return the plain text,
    cut to the width. `charset` must be BLOCKS or ASCII.
    """
    texts = (text, *alternatives)
    size = _largest_size(height, charset, lambda size: all(_width(each, size) <= width for each in texts))
    if size is None:
        return (text[:width],) if height > 0 else ()
    return draw_text(text, size, charset)
