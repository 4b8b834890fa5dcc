"""Character sets for pixel drawings: each terminal cell shows a small block of pixels as one glyph."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Charset:
    """`columns` x `rows` pixels per cell, and one glyph per pattern; pixel (x, y) is bit `y * columns + x`."""

    name: str
    columns: int
    rows: int
    glyphs: str

    def text(self, raster: Sequence[int], width: int) -> tuple[str, ...]:
        """Convert pixel rows (bit x of each integer is pixel x) to text lines of `width` cells."""
        size = (width * self.columns + 7) // 8
        lines = []
        for top in range(0, len(raster), self.rows):
            band = [row.to_bytes(size, "little") for row in raster[top : top + self.rows]]
            line = "".join(_glyphs(self, column) for column in zip(*band, strict=True))
            lines.append(line[:width])
        return tuple(lines)


@lru_cache(maxsize=4096)
def _glyphs(charset: Charset, column: tuple[int, ...]) -> str:
    """Return the glyphs for a column of cells that is one byte (eight pixels) wide."""
    step, mask = charset.columns, (1 << charset.columns) - 1
    return "".join(
        charset.glyphs[sum((byte >> x & mask) << y * step for y, byte in enumerate(column))] for x in range(0, 8, step)
    )


def _braille_glyphs() -> str:
    dots = (0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80)  # Unicode's dot bits, by row, then column
    patterns = (sum(dot for bit, dot in enumerate(dots) if pattern >> bit & 1) for pattern in range(256))
    return " " + "".join(chr(0x2800 + code) for code in patterns)[1:]


BLOCKS = Charset("blocks", 2, 2, " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█")
BRAILLE = Charset("braille", 2, 4, _braille_glyphs())
ASCII = Charset("ascii", 2, 2, " '`\".[/P.\\]Yobd#")
