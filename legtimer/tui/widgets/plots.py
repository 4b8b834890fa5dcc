"""Plots. Import this module late: plotext is slow to import."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from math import ceil
from typing import Literal

from textual_plotext import PlotextPlot

from legtimer.core.calendar import day_text
from legtimer.core.stats import PresetStats, Stats

WEEK_WIDTH = 5  # cells
TICK_STEPS = tuple(step * 10**power for power in range(7) for step in (1, 2, 5))


class WeekPlot(PlotextPlot):
    """Bars of the reps or the minutes of tension in each of the last weeks."""

    def __init__(self, stats: Stats, today: date, what: Literal["reps", "tension"]) -> None:
        super().__init__()
        self._weeks = list(stats.weeks(today).items())
        self._today = today
        self._what = what

    def on_resize(self) -> None:
        plot = self.plt
        plot.clear_figure()
        weeks = self._weeks[-max(4, self.size.width // WEEK_WIDTH) :]
        plot.title({"reps": "Reps a week", "tension": "Minutes under tension a week"}[self._what])
        reps = self._what == "reps"
        values = [total.reps if reps else total.tension / 60_000 for _, total in weeks]
        plot.bar([float(number) for number in range(len(values))], values, width=0.6)
        labelled = range(len(values))[::-5]
        names = [day_text(weeks[number][0], self._today) for number in labelled]
        plot.xticks([float(number) for number in labelled], names)
        _set_value_axis(self, values)
        self.refresh()


class ProgressPlot(PlotextPlot):
    """The tempo or the effort of one preset from session to session."""

    def __init__(self, what: Literal["tempo", "effort"]) -> None:
        super().__init__()
        self._what = what

    def show(self, preset: PresetStats) -> None:
        plot = self.plt
        plot.clear_figure()
        points = preset.progress
        lines: dict[str, list[tuple[datetime, float | None]]]
        if self._what == "effort":
            plot.title(f"{preset.last.name}: effort")
            lines = {"dot": [(point.started, point.effort) for point in points]}
            unit, values = 1, [10.0]
        else:
            plot.title(f"{preset.last.name}: seconds of (u)p and (d)own a rep")
            lines = {
                "u": [(point.started, point.up) for point in points],
                "d": [(point.started, point.down) for point in points],
            }
            unit, values = 1000, [1.0]
        for marker, line in lines.items():
            known = [(started.timestamp(), value / unit) for started, value in line if value is not None]
            if known:
                values += [value for _, value in known]
                plot.scatter([started for started, _ in known], [value for _, value in known], marker=marker)
        _set_date_axis(self, points[0].started, points[-1].started)
        _set_value_axis(self, values)
        self.refresh()


def _set_value_axis(plot: PlotextPlot, values: Sequence[float]) -> None:
    """Start the axis at 0, with at most six round numbers up to the highest value or beyond."""
    top = max(values, default=0) or 1
    step = next(step for step in TICK_STEPS if top / step <= 5)
    ticks = range(0, ceil(top / step) * step + 1, step)
    plot.plt.ylim(0, ticks[-1])
    plot.plt.yticks([float(tick) for tick in ticks], [str(tick) for tick in ticks])


def _set_date_axis(plot: PlotextPlot, first: datetime, last: datetime) -> None:
    """Label four dates at equal distances; only the two ends if they are less than three days apart."""
    steps = 3 if last - first >= timedelta(days=3) else 1
    days = [first + (last - first) / steps * number for number in range(steps + 1)]
    plot.plt.xticks([day.timestamp() for day in days], [day_text(day.date(), last.date()) for day in days])
