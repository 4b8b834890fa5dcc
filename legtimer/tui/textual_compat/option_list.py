"""A list of options that knows in which row the highlighted one is drawn; Textual keeps that to itself."""

from textual.widgets import OptionList


class RowOptionList(OptionList, inherit_bindings=False):
    """A list of options without keys of its own."""

    @property
    def selected_row(self) -> int:
        """The row of the highlighted option, below the upper edge of the list."""
        return 0 if self.highlighted is None else self._index_to_line[self.highlighted] - self.scroll_offset.y
