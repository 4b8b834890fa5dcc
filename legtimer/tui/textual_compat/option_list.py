"""A list of options that knows in which row the highlighted one is drawn; Textual keeps that to itself."""

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widgets import OptionList

REVERSED = Style(color="default", bgcolor="default", reverse=True)


class RowOptionList(OptionList, inherit_bindings=False):
    """A list of options without keys of its own."""

    @property
    def selected_row(self) -> int:
        """The row of the highlighted option, below the upper edge of the list."""
        if self.highlighted is None:
            return 0
        # The lines may not have been laid out yet.
        return self._index_to_line.get(self.highlighted, 0) - self.scroll_offset.y

    def render_line(self, y: int) -> Strip:
        """Return a line; in the terminal's own colours, the highlighted option is reversed, which Textual omits."""
        strip = super().render_line(y)
        line = self.scroll_offset.y + y
        selected = line < len(self._lines) and self._lines[line][0] == self.highlighted
        if selected and self.app.current_theme.ansi:
            return Strip(Segment.apply_style(strip, post_style=REVERSED), strip.cell_length)
        return strip
