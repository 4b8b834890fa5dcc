"""A widget for a row of large answers, of which one can be chosen."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from legtimer.tui.graphics.letters import spaced_row
from legtimer.tui.terminal.capabilities import capabilities_of

EDGES = 2  # rows above and below the letters, for the box of the chosen answer
GAPS = (4, 2, 1)  # cells between two boxes, where there is room
PADDING = 2  # cells beside the letters in a box


class ChoiceRow(Widget):
    """Shows answers in the largest letters of one size that fit, or as text where none do.

    The chosen answer is a filled box, the one under the cursor has a frame. As text they are `[7]` reversed, and `>7<`.

    Args:
        answers: each answer with the colour of its box when it is chosen.
    """

    DEFAULT_CSS: ClassVar[str] = "ChoiceRow { height: 5; }"

    chosen: reactive[str | None] = reactive(None)
    cursor: reactive[str | None] = reactive(None)

    class Picked(Message):
        """An answer was clicked."""

        def __init__(self, row: "ChoiceRow", answer: str) -> None:
            super().__init__()
            self.row = row
            self.answer = answer

    def __init__(self, answers: Sequence[tuple[str, str]], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.answers = [answer for answer, _ in answers]
        self._colours = [colour for _, colour in answers]
        self._ends: list[int] = []  # the column after each answer

    def render(self) -> Content:
        letters, gap = self._letters()
        if letters is None:
            boxes = [[self._text(answer, colour)] for answer, colour in self._answers()]
            gap = 0
        else:
            boxes = [self._box(*each, rows) for each, rows in zip(self._answers(), letters, strict=True)]
        self._ends, end = [], 0
        for box in boxes:
            end += box[0].cell_length + gap
            self._ends.append(end)
        return Content("\n").join(Content(" " * gap).join(row) for row in zip(*boxes, strict=True))

    def on_click(self, event: Click) -> None:
        event.stop()
        offset = event.get_content_offset(self)
        if offset is not None:
            for answer, end in zip(self.answers, self._ends, strict=True):
                if offset.x < end:
                    self.post_message(self.Picked(self, answer))
                    break

    def _answers(self) -> Iterator[tuple[str, str]]:
        return zip(self.answers, self._colours, strict=True)

    def _letters(self) -> tuple[list[tuple[str, ...]] | None, int]:
        """Return the drawn answers and the cells between their boxes."""
        width, height = self.size.width, self.size.height - EDGES
        return spaced_row(self.answers, width, height, capabilities_of(self.app).letters, GAPS, PADDING)

    def _text(self, answer: str, colour: str) -> Content:
        if answer == self.chosen:
            return Content.styled(f"[{answer}]", f"bold reverse {colour}")
        return Content.styled(f">{answer}<" if answer == self.cursor else f" {answer} ", "bold")

    def _box(self, answer: str, colour: str, letters: Sequence[str]) -> list[Content]:
        width, ascii_only = len(letters[0]), capabilities_of(self.app).ascii_only
        framed, filled = answer == self.cursor, answer == self.chosen
        if filled:
            side = "│" if framed else " "
            rows = [Content.styled(f"{side}{row}{side}", f"reverse {colour}") for row in letters]
            blank = Content.styled(" " * (width + PADDING), f"reverse {colour}")
            edges = [Content.styled(edge * (width + PADDING), colour) for edge in "▄▀"]
            above, below = (blank, blank) if ascii_only else edges
        elif framed:  # half a cell from the letters, so that it does not touch them
            rows = [Content.styled(f"▌{row}▐", "$text-accent") for row in letters]
            above = Content.styled(f"▛{'▀' * width}▜", "$text-accent")
            below = Content.styled(f"▙{'▄' * width}▟", "$text-accent")
        else:
            rows = [Content(f" {row} ") for row in letters]
            above = below = Content(" " * (width + PADDING))
        return [above, *rows, below]
