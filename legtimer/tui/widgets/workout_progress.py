"""The whole workout as one line, to scale: sets thick, rests thin, what is done bright."""

from typing import ClassVar

from rich.style import Style

from legtimer.core.timeline import Timeline
from legtimer.tui.graphics.figure import Ink, Run
from legtimer.tui.terminal.capabilities import capabilities_of
from legtimer.tui.widgets.incremental import IncrementalWidget

DONE, TO_COME = "done", "to-come"


class WorkoutProgress(IncrementalWidget):
    """Shows how far the workout has come."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"course--done", "course--to-come"}
    DEFAULT_CSS = """
    WorkoutProgress {
        height: 1;
        & > .course--done { color: $primary; }
        & > .course--to-come { color: $foreground 30%; }
        &:ansi > .course--to-come { color: ansi_bright_black; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        """Start empty."""
        super().__init__(id=id)
        self._shown: tuple[Timeline, int] | None = None
        self._drawn: tuple[Timeline, int, int] | None = None

    def show(self, timeline: Timeline, position: int) -> None:
        """Show a timeline with everything before `position` (milliseconds) done."""
        self._shown = (timeline, position)
        width, duration = self.size.width, timeline.duration
        done = (2 * width * position // duration + 1) // 2  # cells of which more than half are over
        if not width or (timeline, width, done) == self._drawn:
            return
        self._drawn = (timeline, width, done)
        rests = [not timeline.at((2 * x + 1) * duration // (2 * width)).under_tension for x in range(width)]
        over, ahead = capabilities_of(self.app).course[:2], capabilities_of(self.app).course[2:]
        line = "".join((over if x < done else ahead)[rest] for x, rest in enumerate(rests))
        self.show_rows([(Run(line[:done], Ink(DONE, 1)), Run(line[done:], Ink(TO_COME, 1)))])

    def style_of(self, ink: Ink) -> Style:
        """Return the colours of an ink."""
        return self.get_component_rich_style(f"course--{ink.part}") if ink.shade else self.rich_style

    def on_resize(self) -> None:
        """Draw for the new width."""
        if self._shown:
            self.show(*self._shown)
