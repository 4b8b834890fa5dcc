"""An app on any terminal: drawn with what it can show, and no faster than it takes it."""

import asyncio
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.color import Color as RichColor
from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.binding import Binding
from textual.color import Color
from textual.filter import LineFilter
from textual.screen import Screen

from legtimer.tui.terminal.capabilities import Asciifier, TerminalCapabilities

if TYPE_CHECKING:
    from textual.driver import Driver


SETTLED = 0.1  # seconds after which another size is acted upon in any case


class Reversed(LineFilter):
    """Reverses what stands out by its ground, for where there are no colours."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Reverse segments whose ground is not `background`."""
        grounds = (None, RichColor.default(), background.rich_color)
        return [
            Segment(text, style + Style(reverse=True) if style and style.bgcolor not in grounds else style, control)
            for text, style, control in segments
        ]


class PacedApp(App[None]):
    """While the terminal is behind, what changes is gathered; then all of it is drawn at once, as it is by then."""

    def __init__(self, capabilities: TerminalCapabilities) -> None:
        self.capabilities = capabilities
        self.glyphs: Mapping[int, str] | None = Asciifier() if capabilities.ascii_only else None
        self._missed = False
        super().__init__(ansi_color=True if capabilities.no_colours else None)

    def get_driver_class(self) -> "type[Driver]":
        """A driver that never waits for the terminal, where it is a terminal."""
        chosen = super().get_driver_class()
        if sys.platform == "win32":
            return chosen
        from textual.drivers.linux_driver import LinuxDriver  # noqa: PLC0415

        from legtimer.tui.textual_compat.driver import TerminalDriver  # noqa: PLC0415

        return TerminalDriver if chosen is LinuxDriver else chosen

    def get_key_display(self, binding: Binding) -> str:
        """The name of a key."""
        return self.capabilities.key(super().get_key_display(binding))

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What lines go through before they are drawn."""
        filters = super().get_line_filters()
        return [Reversed(), *filters] if self.capabilities.no_colours else filters

    def on_resize(self) -> None:
        """See to it that another size is acted upon.

        Textual waits for a moment, with a timer that it skips if it is late from the start; and until that timer
        has gone off, no other size would count.
        """
        asyncio.get_running_loop().call_later(SETTLED, self._check_resize)

    def hold_frames(self) -> None:
        """What is drawn now would come late."""
        self._begin_batch()

    def go_on(self) -> None:
        """Draw what has changed meanwhile."""
        with self._context():  # it is called from outside of all that knows of an app
            self._end_batch()
            if not self.screen_stack:  # it is ending
                return
            if self._missed:
                self._missed = False
                self.screen.refresh()
            self.screen.check_idle()

    def draw_anew(self) -> None:
        """Nothing of what was drawn is there any more."""
        with self._context():
            if self.screen_stack:  # else it is ending
                self.screen.refresh()

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        # A layout and then its widgets: Textual draws twice at once, and would not draw again what is dropped.
        if renderable is not None and self._batch_count:
            self._missed = True
        super()._display(screen, renderable)
