"""The overview of all sessions: a calendar, weekly reps and tension, bests, and tempo and effort over time."""

from datetime import date

from textual.app import ComposeResult
from textual.containers import Grid, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Static

from legtimer.core.formatting import clock_text, count_text
from legtimer.core.stats import PresetStats, Stats
from legtimer.core.trends import trend_clauses
from legtimer.tui.commands import OVERVIEW, bindings
from legtimer.tui.text.bests import bests_table
from legtimer.tui.widgets.key_hints import KeyHints
from legtimer.tui.widgets.plots import ProgressPlot, WeekPlot
from legtimer.tui.widgets.year_calendar import YearCalendar

WIDE = 120  # columns


class OverviewScreen(Screen[None]):
    """Shows what all sessions add up to."""

    CSS_PATH = "overview.tcss"
    BINDINGS = bindings(OVERVIEW)
    AUTO_FOCUS = "#overview"

    def __init__(self, stats: Stats, today: date) -> None:
        super().__init__()
        self._stats = stats
        self._today = today
        self._presets: list[PresetStats] = sorted(
            stats.presets.values(), key=lambda preset: preset.last.started, reverse=True
        )
        self._preset_index = 0

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="overview"):
            yield Static(_totals(self._stats, self._today), id="totals-and-trends")
            yield YearCalendar(self._stats, self._today)
            if self._presets:
                with Grid(id="plots"):
                    yield WeekPlot(self._stats, self._today, "tension")
                    yield WeekPlot(self._stats, self._today, "reps")
                    yield ProgressPlot("tempo")
                    yield ProgressPlot("effort")
                yield Static(bests_table(self._presets, self._today), id="bests")
        yield KeyHints(OVERVIEW)

    def on_mount(self) -> None:
        self._show_progress()

    def on_resize(self, event: Resize) -> None:
        self.set_class(event.size.width >= WIDE, "-wide")

    def action_turn(self, years: int) -> None:
        self.query_one(YearCalendar).go_back(years)

    def action_next_preset(self) -> None:
        self._preset_index += 1
        self._show_progress()

    def _show_progress(self) -> None:
        if self._presets:
            preset = self._presets[self._preset_index % len(self._presets)]
            for plot in self.query(ProgressPlot):
                plot.show(preset)

    def action_leave(self) -> None:
        self.dismiss()


def _totals(stats: Stats, today: date) -> Content:
    total, streak = stats.total, stats.streak(today)
    done = f"{count_text(total.sessions, 'session')}, {count_text(total.reps, 'rep')}"
    tension = f"{clock_text(total.tension)} under tension"
    streaks = f"streak: {count_text(streak.current, 'week')}, longest: {count_text(streak.longest, 'week')}"
    trends = "; ".join(trend_clauses(stats, today))
    lines = [Content.styled(f"{trends[:1].upper()}{trends[1:]}.", "bold")] if trends else []
    return Content("\n").join([*lines, Content.styled(f"{done}, {tension} · {streaks}", "dim")])
