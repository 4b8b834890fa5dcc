"""The cells of the screen as they reach the terminal: glyph, colour and background, after all filters."""

from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len
from rich.color import Color as RichColor
from rich.style import Style
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
    """Every cell on the screen that is not blank, nor of the dimmed screen behind a dialog."""
    screen = stage.app.screen
    for y, strip in enumerate(stage.strips):
        x = 0
        for text, style, _ in strip:
            colour, background = _colours(style or Style())
            widget = screen.get_widget_at(x, y)[0] if text.strip() else screen
            for glyph in text:
                if not glyph.isspace() and widget is not screen:
                    yield Cell(glyph, colour, background, isinstance(widget, LETTERS), f"row {y}: {text.strip()!r}")
            x += cell_len(text)


def _colours(style: Style) -> tuple[Color, Color]:
    colour, background = _rgb(style.color, "#ffffff"), _rgb(style.bgcolor, "#000000")
    if style.reverse:
        colour, background = background, colour
    return (background.blend(colour, 0.5) if style.dim else colour), background


def _rgb(colour: RichColor | None, default: str) -> Color:
    return Color.parse(default) if colour is None or colour.is_default else Color.from_rich_color(colour)
