"""Plots. They bring their own library, so this is imported only when there is something to look at."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from textual_plotext import PlotextPlot

from legtimer.core.calendar import day_text
from legtimer.core.stats import PresetStats, Stats, Week

WEEK = 5  # cells
STEPS = tuple(step * 10**power for power in range(7) for step in (1, 2, 5))  # between the numbers of an axis


class WeekPlot(PlotextPlot):
    """Reps or minutes of tension in each of the last weeks, as bars."""

    def __init__(self, stats: Stats, today: date, what: Literal["reps", "tension"]) -> None:
        super().__init__(id=f"weekly-{what}")
        self._weeks = stats.weeks(today)
        self._today = today
        self._what = what

    def on_resize(self) -> None:
        """Draw the bars of as many weeks as there is room for."""
        plot = self.plt
        plot.clear_figure()
        weeks = self._weeks[-max(4, self.size.width // WEEK) :]
        plot.title({"reps": "Reps a week", "tension": "Minutes under tension a week"}[self._what])
        values = [self._value(week) for week in weeks]
        plot.bar([float(number) for number in range(len(values))], values, width=0.6)
        shown = range(len(values))[::-5]
        names = [day_text(weeks[number].monday, self._today) for number in shown]
        plot.xticks([float(number) for number in shown], names)
        _from_zero(self, values)
        self.refresh()

    def _value(self, week: Week) -> float:
        return week.total.reps if self._what == "reps" else week.total.tension / 60_000


class ProgressPlot(PlotextPlot):
    """Tempo or effort of one preset from session to session."""

    def __init__(self, what: Literal["tempo", "effort"]) -> None:
        super().__init__(id=f"course-{what}")
        self._what = what

    def show(self, preset: PresetStats) -> None:
        """Draw the course of a preset."""
        plot = self.plt
        plot.clear_figure()
        course = preset.progress
        if self._what == "effort":
            plot.title(f"{preset.last.name}: effort")
            lines = {"dot": [(point.started, point.effort) for point in course]}
        else:
            plot.title(f"{preset.last.name}: seconds of (u)p and (d)own a rep")
            lines = {"u": [(point.started, point.up) for point in course]}
            lines["d"] = [(point.started, point.down) for point in course]
        scale = 1 if self._what == "effort" else 1000
        highest = [10.0] if self._what == "effort" else [1.0]
        for marker, points in lines.items():
            told = [(moment.timestamp(), value / scale) for moment, value in points if value is not None]
            if told:
                highest += [value for _, value in told]
                plot.scatter([moment for moment, _ in told], [value for _, value in told], marker=marker)
        _dates(self, course[0].started, course[-1].started)
        _from_zero(self, highest)
        self.refresh()


def _from_zero(plot: PlotextPlot, values: Sequence[float]) -> None:
    """An upward axis that begins at nothing and has few, round numbers."""
    top = max(values, default=0) or 1
    step = next(step for step in STEPS if top / step <= 5)
    numbers = range(0, -int(-top // step) * step + 1, step)
    plot.plt.ylim(0, numbers[-1])
    plot.plt.yticks([float(number) for number in numbers], [str(number) for number in numbers])


def _dates(plot: PlotextPlot, first: datetime, last: datetime) -> None:
    """Four days along the way."""
    steps = 3 if last - first >= timedelta(days=3) else 1
    days = [first + (last - first) / steps * number for number in range(steps + 1)]
    plot.plt.xticks([day.timestamp() for day in days], [day_text(day.date(), last.date()) for day in days])
