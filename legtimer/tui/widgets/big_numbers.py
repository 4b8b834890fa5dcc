"""A widget for a few large numbers side by side, each above its caption."""

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.widget import Widget

from legtimer.tui.graphics.letters import spaced_row
from legtimer.tui.terminal.capabilities import capabilities_of
from legtimer.tui.text.summary import Number

GAPS = (8, 5, 3)  # cells between two numbers, where there is room


class BigNumbers(Widget):
    """Shows numbers in the largest letters of one size that fit, or as text where none do."""

    DEFAULT_CSS: ClassVar[str] = "BigNumbers { height: 4; }"

    def __init__(self, numbers: Sequence[Number], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.numbers = numbers

    def render(self) -> Content:
        charset = capabilities_of(self.app).letters
        texts = [number.text for number in self.numbers]
        columns, gap = spaced_row(texts, self.size.width, self.size.height - 1, charset, GAPS)
        if columns is None:
            columns = [(text,) for text in texts]
        captions = [number.caption for number in self.numbers]
        widths = [max(len(rows[0]), len(caption)) for rows, caption in zip(columns, captions, strict=True)]
        space = " " * gap
        lines = [Content.styled(space.join(map(str.ljust, row, widths)), "bold") for row in zip(*columns, strict=True)]
        lines.append(Content.styled(space.join(map(str.ljust, captions, widths)), "$text-muted"))
        return Content("\n").join(lines)
