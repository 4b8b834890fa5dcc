"""The overview of all sessions: a calendar, weekly reps and tension, bests, and tempo and effort over time."""

from collections.abc import Callable, Iterable
from datetime import date

from rich.cells import set_cell_size
from textual.app import ComposeResult
from textual.containers import Grid, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Static

from legtimer.core.calendar import day_text
from legtimer.core.formatting import clock_text, count_text
from legtimer.core.stats import Measure, PresetStats, Stats
from legtimer.core.trends import trend_clauses
from legtimer.tui.commands import OVERVIEW, bindings
from legtimer.tui.widgets.key_hints import KeyHints
from legtimer.tui.widgets.plots import ProgressPlot, WeekPlot
from legtimer.tui.widgets.year_calendar import YearCalendar

WIDE = 120  # columns
# For each measure: its title, and how to format a value.
MEASURES: dict[Measure, tuple[str, Callable[[int], str]]] = {
    "reps in a set": ("reps in a set", str),
    "reps": ("reps", str),
    "tension": ("tension", clock_text),
    "lowering": ("slowest down", lambda milliseconds: f"{milliseconds / 1000:.1f} s"),
}
NAME_WIDTH = 24  # cells


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
                yield Static(_bests_table(self._presets, self._today), id="bests")
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


def _totals(stats: Stats, today: date) -> Content:
    total, streak = stats.total, stats.streak(today)
    done = f"{count_text(total.sessions, 'session')}, {count_text(total.reps, 'rep')}"
    tension = f"{clock_text(total.tension)} under tension"
    streaks = f"streak: {count_text(streak.current, 'week')}, longest: {count_text(streak.longest, 'week')}"
    trends = "; ".join(trend_clauses(stats, today))
    lines = [Content.styled(f"{trends[:1].upper()}{trends[1:]}.", "bold")] if trends else []
    return Content("\n").join([*lines, Content.styled(f"{done}, {tension} · {streaks}", "$text-muted")])


def _bests_table(presets: Iterable[PresetStats], today: date) -> Content:
    """The best value of each measure in any session of each preset, and when it was reached."""
    lines = [Content.styled("Bests", "bold")]
    for preset in presets:
        name = set_cell_size(preset.last.name, NAME_WIDTH)
        lines.append(Content.assemble(name, (f" {count_text(preset.total.sessions, 'session')}", "$text-muted")))
        for measure, (title, text_of) in MEASURES.items():
            best = preset.bests.get(measure)
            if best is not None:
                when = day_text(best.started.date(), today)
                lines.append(Content.assemble(f"  {title:14}{text_of(best.value):>8}", (f"  {when}", "$text-muted")))
    return Content("\n").join(lines)
