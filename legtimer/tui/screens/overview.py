"""The overview of all sessions: a calendar, weekly tension and reps, tempo and effort over time, and bests."""

from datetime import date

from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from legtimer.core.formatting import clock_text, count_text
from legtimer.core.stats import PresetStats, Stats
from legtimer.core.trends import trend_clauses
from legtimer.tui.breakpoints import HEIGHTS, WIDTHS, add_size_classes
from legtimer.tui.commands import OVERVIEW, bindings
from legtimer.tui.text.bests import bests_table
from legtimer.tui.text.styles import TITLE
from legtimer.tui.widgets.key_hints import KeyHints
from legtimer.tui.widgets.plots import PresetPlots, WeekPlots
from legtimer.tui.widgets.year_calendar import YearCalendar

NO_SESSIONS = "No sessions yet. Your weeks, your tempo and your bests will appear here."


class BestsTable(Static):
    """The bests of each preset, as wide as there is room."""

    def __init__(self, presets: list[PresetStats], today: date) -> None:
        super().__init__()
        self._presets = presets
        self._today = today

    def on_resize(self) -> None:
        self.update(bests_table(self._presets, self._today, self.content_size.width))


class OverviewScreen(Screen[None]):
    """Shows what all sessions add up to."""

    CSS_PATH = "overview.tcss"
    BINDINGS = bindings(OVERVIEW)
    AUTO_FOCUS = "#overview"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, stats: Stats, today: date) -> None:
        super().__init__()
        self._stats = stats
        self._today = today
        self._presets: list[PresetStats] = sorted(
            stats.presets.values(), key=lambda preset: preset.last.started, reverse=True
        )
        self._preset_index = 0

    def compose(self) -> ComposeResult:
        add_size_classes(self)
        yield Static(_totals(self._stats, self._today), id="banner")
        with VerticalScroll(id="overview"):
            with Vertical(id="year", classes="pane") as year:
                year.border_title = "Year"
                yield YearCalendar(self._stats, self._today)
            if self._presets:
                with Container(id="plots"):
                    yield WeekPlots(self._stats, self._today)
                    yield PresetPlots(self._today)
                with Vertical(id="bests", classes="pane") as bests:
                    bests.border_title = "Bests"
                    yield BestsTable(self._presets, self._today)
            else:
                yield Static(NO_SESSIONS, classes="empty")
        yield KeyHints(OVERVIEW)

    def on_mount(self) -> None:
        self._show_preset()

    def action_turn(self, years: int) -> None:
        self.query_one(YearCalendar).go_back(years)

    def action_next_preset(self) -> None:
        self._preset_index += 1
        self._show_preset()

    def _show_preset(self) -> None:
        if self._presets:
            self.query_one(PresetPlots).show(self._presets[self._preset_index % len(self._presets)])


def _totals(stats: Stats, today: date) -> Content:
    total = stats.total
    if not total.sessions:
        return Content.styled("Year", TITLE)
    done = f"{count_text(total.sessions, 'session')}, {count_text(total.reps, 'rep')}"
    tension = f"{clock_text(total.tension)} under tension"
    longest = f"longest streak {count_text(stats.streak(today).longest, 'week')}"
    trends = "; ".join(trend_clauses(stats, today))
    lines = [f"{trends[:1].upper()}{trends[1:]}."] if trends else []
    return Content.assemble(("Year  ", TITLE), "\n".join([*lines, f"{done}, {tension} · {longest}"]))
