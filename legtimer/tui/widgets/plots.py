"""The plots: what was done in each week, and the tempo and the effort of one preset from session to session."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from textual.content import Content
from textual.widget import Widget

from legtimer.core.calendar import day_text
from legtimer.core.formatting import clock_text, count_text
from legtimer.core.stats import PresetStats, ProgressPoint, Stats
from legtimer.core.trends import week_goal
from legtimer.tui.graphics.chart import GOAL, GOAL_STYLE, PLAIN_LAYERS, Bars, draw_bars, pitch
from legtimer.tui.terminal.capabilities import capabilities_of
from legtimer.tui.text.styles import HEADING, PHASE_STYLES

AXIS = 5  # cells left of the bars, the same in all plots, so that those above each other are aligned
WIDEST_WEEK, WIDEST_SESSION = 7, 5  # cells from one bar to the next
FEWEST_WEEKS = 12  # with fewer, the plot begins with a gap
UPPER_SHARE = 0.6  # of the height, for the upper of two plots
MOST_EFFORT = 10


class Plot(NamedTuple):
    """A title and the bars below it."""

    title: Content
    bars: Bars


class PlotPair(Widget):
    """Two plots above each other with the same bars."""

    widest = WIDEST_WEEK

    def plots(self) -> tuple[Plot, Plot]:
        """Return the upper and the lower plot."""
        raise NotImplementedError

    def render(self) -> Content:
        width, height = self.content_size
        upper, lower = self.plots()
        upper_height = round((height - 2) * UPPER_SHARE)
        step = pitch(len(upper.bars.stacks), width - AXIS, self.widest)
        plain = capabilities_of(self.app).plain
        lines: list[Content] = []
        for (title, bars), rows in ((upper, upper_height), (lower, height - 2 - upper_height)):
            lines += [title, *draw_bars(bars, width, max(3, rows), step, AXIS, plain=plain)]
        return Content("\n").join(lines)


class WeekPlots(PlotPair):
    """The time under tension and the reps of each of the last weeks."""

    DEFAULT_CLASSES = "pane"

    def __init__(self, stats: Stats, today: date, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.border_title = "By week"
        weeks = list(stats.weeks(today).items())
        blank = max(0, FEWEST_WEEKS - len(weeks))
        labels = {index + blank: day_text(week, today) for index, (week, _) in enumerate(weeks)}
        goal = week_goal(stats, today)
        self._goal = goal
        tension = [[total.tension / 60_000] if total.tension else [] for _, total in weeks]
        reps = [[float(total.reps)] if total.reps else [] for _, total in weeks]
        gaps: list[list[float]] = [[] for _ in range(blank)]
        self._tension = Bars(
            stacks=gaps + tension,
            colours=["$primary"],
            labels=labels,
            goal=goal / 60_000 if goal else None,
        )
        self._reps = Bars(stacks=gaps + reps, colours=["$secondary"], labels=labels)

    def plots(self) -> tuple[Plot, Plot]:
        """Return tension above reps."""
        title = Content.styled("Minutes under tension", HEADING)
        if self._goal:
            goal = f"   {GOAL}{GOAL} usual week {clock_text(self._goal)}"
            title = Content.assemble(title, (goal, GOAL_STYLE))
        return Plot(title, self._tension), Plot(Content.styled("Reps", HEADING), self._reps)


class PresetPlots(PlotPair):
    """The seconds of a rep, or of work, and the effort in each session of one preset."""

    DEFAULT_CLASSES = "pane"
    widest = WIDEST_SESSION

    def __init__(self, today: date, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._today = today
        self._points: Sequence[ProgressPoint] = ()

    def show(self, preset: PresetStats) -> None:
        """Show a preset."""
        self._points = preset.progress
        self.border_title = Content(f"{preset.last.name} · {count_text(len(self._points), 'session')}")
        self.refresh()

    def plots(self) -> tuple[Plot, Plot]:
        """Return the tempo, the work or the reps above the effort."""
        labels = {index: day_text(point.started.date(), self._today) for index, point in enumerate(self._points)}
        effort = [[float(point.effort)] if point.effort else [] for point in self._points]
        efforts = Bars(stacks=effort, colours=["$secondary"], labels=labels, top=MOST_EFFORT)
        return self._tempo(labels), Plot(Content.styled("Effort, from 1 to 10", HEADING), efforts)

    def _tempo(self, labels: dict[int, str]) -> Plot:
        if not any(point.down for point in self._points):
            return self._amount(labels)
        layers = PLAIN_LAYERS if capabilities_of(self.app).plain else "■■"
        down, up = (f"{layers[0]} down", PHASE_STYLES["down"]), (f"{layers[1]} up", PHASE_STYLES["up"])
        title = Content.assemble(("Seconds per rep   ", HEADING), down, "  ", up)
        colours = [PHASE_STYLES["down"], PHASE_STYLES["up"]]
        return Plot(title, Bars(stacks=list(_phases(self._points)), colours=colours, labels=labels))

    def _amount(self, labels: dict[int, str]) -> Plot:
        """Return the seconds of work, or the reps of a preset whose sets all go on until a key ends them."""
        work = any(point.work for point in self._points)
        amounts = [point.work / 1000 if work else point.reps for point in self._points]
        title = Content.styled("Seconds of work" if work else "Reps in each session", HEADING)
        stacks = [[float(amount)] if amount else [] for amount in amounts]
        return Plot(title, Bars(stacks=stacks, colours=[PHASE_STYLES["work"]], labels=labels))


def _phases(points: Sequence[ProgressPoint]) -> Iterator[list[float]]:
    for point in points:
        yield [point.down / 1000, point.up / 1000] if point.down and point.up else []
