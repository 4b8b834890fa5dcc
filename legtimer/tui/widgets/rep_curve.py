"""A widget that draws how far the legs are lifted through one rep, to scale, with the present moment in it."""

from itertools import groupby
from typing import ClassVar

from textual.content import Content
from textual.widgets import Static

from legtimer.core.preview import RepPreview
from legtimer.core.timeline import SegmentKind
from legtimer.tui.graphics.chart import EIGHTHS
from legtimer.tui.graphics.figure import stance
from legtimer.tui.terminal.capabilities import capabilities_of
from legtimer.tui.text.phases import PHASES

AHEAD = "45%"  # how strong the colour is of what is still ahead


class RepCurve(Static):
    """Shows a rep of a preview as a hill: time to the right, the height of the legs upwards, a colour per phase.

    Where there are only ASCII characters, a glyph per phase stands for the hill.
    """

    DEFAULT_CSS: ClassVar[str] = "RepCurve { height: 1; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._preview: RepPreview | None = None
        self._columns: list[tuple[float, SegmentKind]] = []  # how far the legs are lifted, and the phase
        self._reached: int | None = None  # the column of the present moment

    def show(self, preview: RepPreview) -> None:
        """Draw the rep of a preview."""
        self._preview = preview
        self._measure()

    def move(self, position: int | None) -> None:
        """Mark a moment of the preview, in milliseconds after its start; None marks none."""
        reached = None
        if position is not None and self._preview is not None and self._columns:
            reached = self._preview.column(position, len(self._columns))
        if reached != self._reached:
            self._reached = reached
            self._draw()

    def on_resize(self) -> None:
        self._measure()

    def _measure(self) -> None:
        if self._preview is not None and self.content_size.width:
            frames = self._preview.columns(self.content_size.width)
            self._columns = [(stance(frame).lift, frame.segment.kind) for frame in frames]
            self._draw()

    def _draw(self) -> None:
        height = 1 if capabilities_of(self.app).ascii_only else self.content_size.height
        rows = [self._row(row, height) for row in reversed(range(height))]
        self.update(Content("\n").join(rows))

    def _row(self, row: int, height: int) -> Content:
        """Draw one row; row 0 is the lowest."""
        cells = []
        for column, (lift, kind) in enumerate(self._columns):
            eighths = min(8, max(row == 0, round(8 * (lift * height - row))))
            glyph, colour, _ = PHASES[kind]
            if not capabilities_of(self.app).ascii_only:
                glyph = EIGHTHS[max(0, eighths)]
            if column == self._reached:
                colour = "$foreground"
            elif self._reached is not None and column > self._reached:
                colour = f"{colour} {AHEAD}"
            cells.append((glyph, colour))
        runs = ((list(run), style) for style, run in groupby(cells, key=lambda cell: cell[1]))
        return Content.assemble(*(("".join(glyph for glyph, _ in run), style) for run, style in runs))
