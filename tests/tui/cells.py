"""The cells of the screen as a terminal shows them: what is written to it is read by a terminal emulator."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pyte
from rich.console import Console
from textual.color import Color

from legtimer.tui.widgets.big_numbers import BigNumbers
from legtimer.tui.widgets.big_text import BigText
from legtimer.tui.widgets.choice_row import ChoiceRow
from tests.tui.stage import Stage

LETTERS = BigText | BigNumbers | ChoiceRow  # widgets that show big letters


class Cell(NamedTuple):
    """One cell that shows something."""

    glyph: str
    colour: Color
    background: Color
    in_letters: bool
    where: str

    @property
    def contrast(self) -> float:
        """The contrast of the glyph with its background."""
        return contrast(self.colour, self.background)

    @property
    def is_text(self) -> bool:
        """Whether it is part of ordinary text, not of a drawing, a bar or a line."""
        return self.glyph.isascii() or self.glyph.isalnum()


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Color) -> float:
    channels = (channel / 255 for channel in (colour.r, colour.g, colour.b))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def cells(stage: Stage) -> Iterator[Cell]:
    """Every cell that a terminal shows, but blank ones and those of the dimmed screen behind a dialog."""
    screen = stage.app.screen
    width, height = screen.size
    terminal = pyte.Screen(width, height)
    pyte.Stream(terminal).feed(written(stage))
    for y in range(height):
        line = "".join(terminal.buffer[y][x].data for x in range(width))
        for x in range(width):
            cell = terminal.buffer[y][x]
            if cell.data and not cell.data.isspace():
                widget = screen.get_widget_at(x, y)[0]
                if widget is not screen:
                    colours = _rgb(cell.fg, "#ffffff"), _rgb(cell.bg, "#000000")
                    colour, background = reversed(colours) if cell.reverse else colours
                    yield Cell(cell.data, colour, background, isinstance(widget, LETTERS), f"row {y}: {line.strip()!r}")


def written(stage: Stage) -> str:
    """What is written to a terminal to draw the whole screen."""
    console = Console(color_system="truecolor", force_terminal=True, legacy_windows=False)
    drawn = "".join(f"\x1b[{y};1H{strip.render(console)}" for y, strip in enumerate(stage.strips, 1))
    assert not re.search(r"\x1b\[(?:[\d;]*;)?2(?:;[\d;]*)?m", re.sub(r"[34]8;[25];[\d;]+", "", drawn)), "dim text"
    return drawn


def _rgb(colour: str, default: str) -> Color:
    return Color.parse(default if colour == "default" else f"#{colour}")
