"""The year at a glance: the calendar, weekly reps and tension, bests, and tempo and effort over time."""

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
    """Shows what all sessions add up to; dismissed back to the list."""

    CSS_PATH = "overview.tcss"
    BINDINGS = bindings(OVERVIEW)
    AUTO_FOCUS = "#overview"

    def __init__(self, stats: Stats, today: date) -> None:
        super().__init__()
        self._stats = stats
        self._today = today
        ranked = sorted(stats.presets.values(), key=lambda preset: preset.last.started, reverse=True)
        self._presets: list[PresetStats] = ranked
        self._chosen = 0

    def compose(self) -> ComposeResult:
        """From the whole to the single preset."""
        with VerticalScroll(id="overview"):
            yield Static(_sums(self._stats, self._today), id="words")
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
        """Begin with the preset done last."""
        self._show_course()

    def on_resize(self, event: Resize) -> None:
        """Two plots beside each other where there is room."""
        self.set_class(event.size.width >= WIDE, "-wide")

    def action_turn(self, years: int) -> None:
        """Show another year of the calendar."""
        self.query_one(YearCalendar).go_back(years)

    def action_next_preset(self) -> None:
        """Show how the next preset went."""
        self._chosen += 1
        self._show_course()

    def _show_course(self) -> None:
        if self._presets:
            preset = self._presets[self._chosen % len(self._presets)]
            for plot in self.query(ProgressPlot):
                plot.show(preset)

    def action_leave(self) -> None:
        """Back to the list."""
        self.dismiss()


def _sums(stats: Stats, today: date) -> Content:
    total = stats.total
    counts = f"{count_text(total.sessions, 'session')}, {count_text(total.reps, 'rep')}"
    sums = f"{counts}, {clock_text(total.tension)} under tension in all"
    streak = stats.streak(today)
    runs = f"weeks in a row: {streak.current}, at most {streak.longest}"
    words = "; ".join(trend_clauses(stats, today))
    lines = [Content.styled(f"{words[:1].upper()}{words[1:]}.", "bold")] if words else []
    return Content("\n").join([*lines, Content.styled(f"{sums} · {runs}", "dim")])
