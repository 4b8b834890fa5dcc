"""Big letters on screen, in the widget's own colour."""

from rich.style import Style

from legtimer.tui.graphics.charset import Charset
from legtimer.tui.graphics.figure import Ink, Run
from legtimer.tui.graphics.letters import big_text
from legtimer.tui.terminal.capabilities import capabilities_of
from legtimer.tui.widgets.incremental import IncrementalWidget

_OFFSET = {"left": 0.0, "center": 0.5, "right": 1.0, "top": 0.0, "middle": 0.5, "bottom": 1.0}


class BigText(IncrementalWidget):
    """A word or number in the largest letters that fit, placed by `content-align`."""

    def __init__(
        self,
        charset: Charset | None = None,
        *,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        """Start empty; without a `charset` the one that the terminal can show is taken."""
        super().__init__(id=id, classes=classes)
        self._charset = charset
        self._text = ""
        self._alike: tuple[str, ...] = ()

    @property
    def charset(self) -> Charset:
        """How pixels become characters."""
        return self._charset or capabilities_of(self.app).letters

    def show(self, text: str, alike: tuple[str, ...] = ()) -> None:
        """Show a text in letters no larger than those of the texts `alike`, which take turns with it."""
        self._text, self._alike = text, alike
        width, height = self.size
        lines = big_text(text, width, height, self.charset, alike)
        across, down = (_OFFSET[way] for way in self.styles.content_align)
        above = int((height - len(lines)) * down)
        left = int((width - len(lines[0])) * across) if lines else 0
        rows = [" " * left + line + " " * (width - left - len(line)) for line in lines]
        blank = " " * width
        below = height - above - len(rows)
        self.show_rows([(Run(row, Ink()),) for row in [blank] * above + rows + [blank] * below])

    def style_of(self, ink: Ink) -> Style:
        """Return the widget's own colour."""
        return self.rich_style

    def on_resize(self) -> None:
        """TerminalCapabilities the letters into the new size."""
        self.show(self._text, self._alike)
