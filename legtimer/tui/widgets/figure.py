"""A widget for the moving figure."""

from functools import lru_cache
from typing import ClassVar

from rich.style import Style
from textual.color import Color

from legtimer.tui.graphics.charset import Charset
from legtimer.tui.graphics.figure import (
    ARM,
    BALL,
    BODY,
    FAR,
    GEAR,
    LEVELS,
    MARK,
    WORKING,
    WORKING_FAR,
    Ink,
    Picture,
    Stance,
    draw,
)
from legtimer.tui.terminal.capabilities import capabilities_of
from legtimer.tui.widgets.incremental import IncrementalWidget

STEPS = 96  # the most positions of the legs from low to high
FAR_LIMB = 0.55  # how much of its colour the farther one of two working limbs has

COMPONENTS = {
    BALL: "figure--ball",
    ARM: "figure--arm",
    BODY: "figure--body",
    FAR: "figure--far",
    GEAR: "figure--gear",
    MARK: "figure--mark",
}


class Figure(IncrementalWidget):
    """A person doing an exercise, or resting; the limbs that work have the colour of the widget."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS.values())
    DEFAULT_CSS = """
    Figure {
        color: $accent;
        & > .figure--ball { color: $warning; }
        & > .figure--arm { color: $foreground; }
        & > .figure--body { color: $foreground 75%; }
        & > .figure--far { color: $foreground 45%; }
        & > .figure--gear { color: $foreground 30%; }
        & > .figure--mark { color: $foreground; }
        &:ansi > .figure--far, &:ansi > .figure--gear { color: ansi_bright_black; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.shown: Stance | None = None

    @property
    def charset(self) -> Charset:
        """The characters the figure is drawn with."""
        return capabilities_of(self.app).figure

    def show(self, stance: Stance) -> None:
        """Show a person as they are at one moment."""
        self.shown = stance
        size = self.size
        if size:
            # In a small figure, smaller steps cannot be seen.
            steps = min(STEPS, 4 * size.height)
            drawn = stance._replace(lift=round(stance.lift * steps) / steps)
            picture = drawn, tuple(size), self.charset
            self.show_rows(_picture(*picture).rows, picture)

    def style_of(self, ink: Ink) -> Style:
        """Return the colours of an ink."""
        front, back = self._colour(ink.part, ink.shade), self._colour(ink.back, ink.back_shade)
        return Style(color=front.rich_color, bgcolor=back.rich_color)

    def _colour(self, part: str, shade: int) -> Color:
        """Return a colour between the background (shade 0) and the colour of a part (shade LEVELS)."""
        background = self.background_colors[1]
        if not shade:
            return background
        if part in (WORKING, WORKING_FAR):
            colour = self.styles.color.multiply_alpha(1 if part == WORKING else FAR_LIMB)
        else:
            colour = self.get_component_styles(COMPONENTS[part]).color
        return background.blend(background + colour, shade / LEVELS)

    def on_resize(self) -> None:
        if self.shown:
            self.show(self.shown)


@lru_cache(maxsize=2 * STEPS)
def _picture(stance: Stance, size: tuple[int, int], charset: Charset) -> Picture:
    return draw(stance, size, charset)
