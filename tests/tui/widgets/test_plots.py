"""The contents of the plots: bars per week, and the tempo and effort of each session."""

from datetime import UTC, date, datetime, timedelta

from textual.app import App, ComposeResult
from textual_plotext import PlotextPlot

from legtimer.core.stats import Stats
from legtimer.tui.widgets.plots import ProgressPlot, WeekPlot
from tests.core.past import LIFT, session_of

TODAY = date(2026, 11, 22)
# Three sessions of 3 sets of 10 reps, 2 s up and 4 s down: two this week, one the week before.
SESSIONS = [
    session_of(LIFT, datetime(2026, 11, 22, 18, tzinfo=UTC) - timedelta(days=days), effort=effort)
    for days, effort in ((0, 7), (2, None), (8, 5))
]


def shown(plot: PlotextPlot) -> str:
    return "\n".join(strip.text for strip in (plot.render_line(y) for y in range(plot.size.height)))


async def plot_text(plot: WeekPlot | ProgressPlot) -> str:
    class PlotApp(App[None]):
        def compose(self) -> ComposeResult:
            yield plot

    async with PlotApp().run_test(size=(80, 20)) as pilot:
        if isinstance(plot, ProgressPlot):
            plot.show(Stats(SESSIONS).presets["lift"])
        await pilot.pause()
        return shown(plot)


async def test_the_reps_plot_shows_two_weeks_on_an_axis_from_0() -> None:
    text = await plot_text(WeekPlot(Stats(SESSIONS), TODAY, "reps"))
    assert "Reps a week" in text
    assert "16 Nov" in text
    assert [label in text for label in ("60┤", "20┤", "0┤")] == [True] * 3


async def test_the_tension_plot_counts_minutes() -> None:
    text = await plot_text(WeekPlot(Stats(SESSIONS), TODAY, "tension"))
    assert "Minutes under tension a week" in text
    assert "6┤" in text


async def test_the_tempo_plot_marks_seconds_up_and_down_of_each_session() -> None:
    text = await plot_text(ProgressPlot("tempo"))
    assert "Lying leg lift: seconds of (u)p and (d)own a rep" in text
    lines = text.split("\n")
    assert sum(line.partition("4┤")[2].count("d") for line in lines) == 3
    assert sum(line.partition("2┤")[2].count("u") for line in lines) == 3


async def test_the_effort_plot_leaves_out_sessions_without_an_effort() -> None:
    text = await plot_text(ProgressPlot("effort"))
    assert "Lying leg lift: effort" in text
    assert "10┤" in text
    assert text.count("•") == 2
    assert "14 Nov" in text
    assert "22 Nov" in text
