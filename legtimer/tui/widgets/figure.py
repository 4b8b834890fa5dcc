"""The figure on screen."""

from functools import lru_cache
from typing import ClassVar

from rich.style import Style
from textual.color import Color

from legtimer.tui.graphics.charset import Charset
from legtimer.tui.graphics.figure import BODY, FAR, GEAR, LEGS, LEVELS, MARK, Ink, Picture, draw
from legtimer.tui.terminal.capabilities import capabilities_of
from legtimer.tui.widgets.incremental import IncrementalWidget

STEPS = 96  # different heights of the legs, at most

COMPONENTS = {
    LEGS: "figure--legs",
    BODY: "figure--body",
    FAR: "figure--far",
    GEAR: "figure--gear",
    MARK: "figure--mark",
}


class Figure(IncrementalWidget):
    """A person whose legs are raised as far as it is told."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS.values())
    DEFAULT_CSS = """
    Figure {
        & > .figure--legs { color: $accent; }
        & > .figure--body { color: $foreground 75%; }
        & > .figure--far { color: $foreground 45%; }
        & > .figure--gear { color: $foreground 30%; }
        & > .figure--mark { color: $foreground; }
        &:ansi > .figure--far, &:ansi > .figure--gear { color: ansi_bright_black; }
    }
    """

    def __init__(
        self,
        charset: Charset | None = None,
        *,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        """Start empty; without a `charset` the finest that the terminal allows is taken."""
        super().__init__(id=id, classes=classes)
        self._charset = charset
        self._shown: tuple[str, float, str | None] | None = None
        self._styles_of: dict[Ink, Style] = {}
        self._background: Color | None = None

    @property
    def charset(self) -> Charset:
        """How pixels become characters."""
        return self._charset or capabilities_of(self.app).figure

    def show(self, variation: str, lift: float, side: str | None = None) -> None:
        """Show a variation with its legs raised by `lift` (0 low, 1 high), or only the leg of one `side`."""
        self._shown = (variation, lift, side)
        if self.size:
            # In a small figure a foot would move by less than can be seen: the frames between are spared.
            steps = min(STEPS, 4 * self.size.height)
            picture = variation, round(lift * steps) / steps, tuple(self.size), side, self.charset
            self.show_rows(_picture(*picture).rows, picture)

    def style_of(self, ink: Ink) -> Style:
        """Return the colours of an ink: shades lie between the background and the colour of a part."""
        if ink not in self._styles_of:
            front, back = self._shade(ink.part, ink.shade), self._shade(ink.back, ink.back_shade)
            self._styles_of[ink] = Style(color=front.rich_color, bgcolor=back.rich_color)
        return self._styles_of[ink]

    def _shade(self, part: str, shade: int) -> Color:
        background = self._background = self._background or self.background_colors[1]
        if not shade:
            return background
        colour = self.get_component_styles(COMPONENTS[part]).color
        return background.blend(background + colour, shade / LEVELS)

    def notify_style_update(self) -> None:
        """Take the new colours when the theme or a class changes."""
        self._styles_of.clear()
        self._background = None
        super().notify_style_update()

    def on_resize(self) -> None:
        """Draw for the new size."""
        if self._shown:
            self.show(*self._shown)


@lru_cache(maxsize=2 * STEPS)
def _picture(variation: str, lift: float, size: tuple[int, int], side: str | None, charset: Charset) -> Picture:
    return draw(variation, lift, size, side, charset)
