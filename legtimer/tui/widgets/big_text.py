"""A widget for big letters."""

from rich.style import Style

from legtimer.tui.graphics.figure import Ink, Run
from legtimer.tui.graphics.letters import big_text
from legtimer.tui.terminal.capabilities import capabilities_of
from legtimer.tui.widgets.incremental import IncrementalWidget

# The share of the free space before the text, for each value of `content-align`.
SPACE_BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0, "top": 0.0, "middle": 0.5, "bottom": 1.0}


class BigText(IncrementalWidget):
    """A word or number in the largest letters that fit, in the widget's colour, placed by `content-align`."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.text = ""
        self._alternatives: tuple[str, ...] = ()

    def show(self, text: str, alternatives: tuple[str, ...] = ()) -> None:
        """Show a text, in letters small enough for the `alternatives` that are shown here at other times."""
        self.text, self._alternatives = text, alternatives
        width, height = self.size
        lines = big_text(text, width, height, capabilities_of(self.app).letters, alternatives)
        across, down = (SPACE_BEFORE[align] for align in self.styles.content_align)
        above = int((height - len(lines)) * down)
        left = int((width - len(lines[0])) * across) if lines else 0
        rows = [" " * left + line + " " * (width - left - len(line)) for line in lines]
        blank = " " * width
        below = height - above - len(rows)
        self.show_rows([(Run(row, Ink()),) for row in [blank] * above + rows + [blank] * below])

    def style_of(self, ink: Ink) -> Style:
        return self.rich_style

    def on_resize(self) -> None:
        self.show(self.text, self._alternatives)

    def on_show(self) -> None:
        self.show(self.text, self._alternatives)  # while it was hidden it had no size
