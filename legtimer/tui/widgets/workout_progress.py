"""The whole workout as one line to scale, with the part that is done highlighted."""

from typing import ClassVar

from rich.style import Style

from legtimer.core.timeline import Timeline
from legtimer.tui.graphics.figure import Ink, Run
from legtimer.tui.terminal.capabilities import capabilities_of
from legtimer.tui.widgets.incremental import IncrementalWidget

DONE, AHEAD = Ink("done", 1), Ink("ahead", 1)


class WorkoutProgress(IncrementalWidget):
    """Shows sets as thick and rests as thin lines, and how much of the workout is done."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"workout-progress--done", "workout-progress--ahead"}
    DEFAULT_CSS = """
    WorkoutProgress {
        height: 1;
        & > .workout-progress--done { color: $primary; }
        & > .workout-progress--ahead { color: $foreground 30%; }
        &:ansi > .workout-progress--ahead { color: ansi_bright_black; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: tuple[Timeline, int] | None = None
        self._drawn: tuple[Timeline, int, int] | None = None

    def show(self, timeline: Timeline, position: int) -> None:
        """Show a timeline of which everything before `position` (milliseconds) is done."""
        self._shown = (timeline, position)
        width, duration = self.size.width, timeline.duration
        done = (2 * width * position // duration + 1) // 2  # cells, rounded
        if not width or (timeline, width, done) == self._drawn:
            return
        self._drawn = (timeline, width, done)
        set_done, rest_done, set_ahead, rest_ahead = tuple(capabilities_of(self.app).progress_bar)
        line = ""
        for x in range(width):
            is_set = timeline.at((2 * x + 1) * duration // (2 * width)).under_tension
            if x < done:
                line += set_done if is_set else rest_done
            else:
                line += set_ahead if is_set else rest_ahead
        self.show_rows([(Run(line[:done], DONE), Run(line[done:], AHEAD))])

    def style_of(self, ink: Ink) -> Style:
        return self.get_component_rich_style(f"workout-progress--{ink.part}") if ink.shade else self.rich_style

    def on_resize(self) -> None:
        if self._shown:
            self.show(*self._shown)
