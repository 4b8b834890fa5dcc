"""Renders the contents of a terminal as a small SVG.

Block, braille and line characters become shapes, because fonts leave gaps between them. Several frames become an
animation, which does not run for users who have asked their system for reduced motion.
"""

from collections.abc import Iterator, Sequence
from html import escape

from rich.color import Color
from rich.style import Style
from textual.strip import Strip

WIDTH, HEIGHT = 8.4, 17.0  # of a cell, in pixels
MARGIN = 12  # pixels
FRONT, BACK = "#ececec", "#101318"

Rectangle = tuple[float, float, float, float]  # x, y, width and height, in parts of a cell

QUARTERS = ((0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5))
QUADRANTS = {"▖": 4, "▗": 8, "▘": 1, "▙": 13, "▚": 9, "▛": 7, "▜": 11, "▝": 2, "▞": 6, "▟": 14, "▀": 3, "▌": 5, "▐": 10}
LINE_THICKNESS = {"─": 0.06, "━": 0.14, "╸": 0.14, "╺": 0.14, "╌": 0.06}


def rectangles(character: str) -> list[Rectangle]:
    """Return a block, braille or line character as rectangles; an empty list for any other."""
    if character in QUADRANTS:
        return [(x, y, 0.5, 0.5) for bit, (x, y) in enumerate(QUARTERS) if QUADRANTS[character] >> bit & 1]
    if "▁" <= character <= "█":
        height = (ord(character) - 0x2580) / 8
        return [(0, 1 - height, 1, height)]
    if "▉" <= character <= "▏":
        return [(0, 0, (0x2590 - ord(character)) / 8, 1)]
    if "\u2801" <= character <= "\u28ff":
        return [(x + 0.1, y + 0.05, 0.3, 0.15) for x, y in _dots(ord(character) - 0x2800)]
    if character in LINE_THICKNESS:
        thickness = LINE_THICKNESS[character]
        left, right = (0.5 if character == "╺" else 0, 0.5 if character == "╸" else 1)
        return [(left, 0.5 - thickness / 2, right - left, thickness)]
    return []


def picture(frames: Sequence[Sequence[Strip]], seconds: float = 0.0) -> str:
    """Return an SVG of frames of equal size, each shown for `seconds`."""
    columns, rows = frames[0][0].cell_length, len(frames[0])
    width, height = columns * WIDTH + 2 * MARGIN, rows * HEIGHT + 2 * MARGIN
    elements = [list(dict.fromkeys(_elements(frame))) for frame in frames]
    shared = set(elements[0]).intersection(*elements[1:])  # drawn once
    style = (
        "text{font:14px 'DejaVu Sans Mono',Menlo,Consolas,monospace;white-space:pre}.b{font-weight:bold}"
        "path{shape-rendering:crispEdges}"
    )
    if len(frames) > 1:
        length, share = seconds * len(frames), 100 / len(frames)
        style += (
            f"@keyframes k{{0%{{visibility:visible}}{share:.3f}%{{visibility:hidden}}100%{{visibility:hidden}}}}"
            f".f{{visibility:hidden;animation:k {length:g}s step-end infinite}}.f0{{visibility:visible}}"
            "@media(prefers-reduced-motion:reduce){.f{animation:none}}"
        )
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}">',
        f"<style>{style}</style>",
        f'<rect width="100%" height="100%" rx="8" fill="{BACK}"/>',
        f'<g transform="translate({MARGIN} {MARGIN})">',
        *(element for element in elements[0] if element in shared),
    ]
    for number, of_frame in enumerate(elements):
        changing = [element for element in of_frame if element not in shared]
        if changing:
            delay = f' style="animation-delay:{(number - len(frames)) * seconds:g}s"'
            lines += [f'<g class="f f{number}"{delay}>', *changing, "</g>"]
    return "\n".join([*lines, "</g>", "</svg>"]) + "\n"


def _elements(frame: Sequence[Strip]) -> Iterator[str]:
    """Yield backgrounds, shapes and texts row by row; all shapes of one colour in a row are one path."""
    for row, strip in enumerate(frame):
        backgrounds: dict[str, list[Rectangle]] = {}
        shapes: dict[str, list[Rectangle]] = {}
        texts: list[str] = []
        column = 0
        for segment in strip:
            style = segment.style or Style()
            front, back = _colours(style)
            if back != BACK:
                backgrounds.setdefault(back, []).append((column, row, segment.cell_length, 1))
            letters = ""
            for offset, character in enumerate(segment.text):
                shape = rectangles(character)
                letters += " " if shape else character
                shapes.setdefault(front, []).extend((column + offset + x, row + y, w, h) for x, y, w, h in shape)
            texts += _texts(letters, column, row, front, bool(style.bold))
            column += segment.cell_length
        for paths in (backgrounds, shapes):
            for colour, parts in paths.items():
                if parts:
                    yield f'<path fill="{colour}" d="{"".join(map(_path, _joined(parts)))}"/>'
        yield from texts


def _joined(parts: Sequence[Rectangle]) -> Iterator[Rectangle]:
    """Join rectangles that touch side by side."""
    last: Rectangle | None = None
    for x, y, width, height in sorted(parts, key=lambda part: (part[1], part[3], part[0])):
        if last and last[1] == y and last[3] == height and last[0] + last[2] == x:
            last = (last[0], y, last[2] + width, height)
            continue
        if last:
            yield last
        last = (x, y, width, height)
    if last:
        yield last


def _texts(letters: str, column: int, row: int, colour: str, bold: bool) -> Iterator[str]:
    """Yield texts, split at three or more spaces, each stretched to its width in the terminal."""
    start = 0
    for part in letters.split("   "):
        text = part.strip()
        if text:
            x, y = (column + start + part.index(text)) * WIDTH, (row + 0.77) * HEIGHT
            place = f'x="{x:.1f}" y="{y:.1f}" textLength="{len(text) * WIDTH:.1f}"'
            weight = ' class="b"' if bold else ""
            yield f'<text{weight} {place} fill="{colour}">{escape(text)}</text>'
        start += len(part) + 3


def _path(part: Rectangle) -> str:
    x, y, width, height = part
    across, down = f"{width * WIDTH:.4g}", f"{height * HEIGHT:.3g}"
    return f"M{x * WIDTH:.4g} {y * HEIGHT:.4g}h{across}v{down}h-{across}z"


def _dots(pattern: int) -> Iterator[tuple[float, float]]:
    places = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
    return ((x / 2, y / 4) for bit, (x, y) in enumerate(places) if pattern >> bit & 1)


def _colours(style: Style) -> tuple[str, str]:
    front, back = _hex(style.color, FRONT), _hex(style.bgcolor, BACK)
    return (back, front) if style.reverse else (front, back)


def _hex(colour: Color | None, default: str) -> str:
    return default if colour is None or colour.is_default else colour.get_truecolor().hex
