"""The columns of the list of sessions."""

from collections.abc import Callable

from msgspec import Struct

from legtimer.core.formatting import clock_text, count_text, outcome_text, reps_text
from legtimer.core.session import SessionSummary
from legtimer.tui.text.styles import BACK_STYLES, HINT, WARNING
from legtimer.tui.text.width import fitted

BAR_WIDTHS = (40, 20)  # cells: the bars of longer sessions are cut
REMAINING = 0  # the width of the column that takes what the others leave, within NAME_WIDTHS
NAME_WIDTHS = (6, 44)
BAR = "$primary"


class Column(Struct, frozen=True):
    """One column. Widths are in cells; `min_list_width` is the width of the list from which the column is shown."""

    title: str
    width: int
    min_list_width: int
    text: Callable[[SessionSummary], str]
    style: Callable[[SessionSummary], str] = lambda _: ""
    align_right: bool = False

    def cell(self, text: str, width: int) -> str:
        if self.align_right:
            return text.rjust(width)
        return fitted(text, width)


def _done(summary: SessionSummary) -> str:
    """The reps, or the sets of a workout without reps."""
    if summary.reps_planned:
        return reps_text(summary.reps, summary.reps_planned)
    return f"{summary.sets_performed}/{count_text(summary.sets_planned, 'set')}"


def _bar(summary: SessionSummary) -> str:
    minutes, half = divmod(summary.tension_ms // 15_000, 2)
    return "━" * minutes + "╸" * half


def _muted(_: SessionSummary) -> str:
    return HINT


def _ended_style(summary: SessionSummary) -> str:
    return HINT if outcome_text(summary) == "done" else f"bold {WARNING}"


MARKS = {"done": "✓", "form break": "!", "skipped": "→"}  # where there is no room for words; else a dash

# Of several columns with the same title, the first that fits is shown.
COLUMNS = (
    Column("day", 10, 56, lambda summary: f"{summary.started:%a} {summary.started.day:2} {summary.started:%b}", _muted),
    Column("day", 6, 0, lambda summary: f"{summary.started.day:2} {summary.started:%b}", _muted),
    Column("at", 5, 70, lambda summary: f"{summary.started:%H:%M}", _muted),
    Column("workout", REMAINING, 0, lambda summary: summary.name),
    Column("reps", 8, 0, _done, align_right=True),
    Column("tension", 7, 60, lambda summary: clock_text(summary.tension_ms), align_right=True),
    Column("effort", 6, 64, lambda summary: str(summary.effort or ""), align_right=True),
    Column("back", 5, 0, lambda summary: summary.back or "", lambda summary: BACK_STYLES.get(summary.back or "", "")),
    Column("ended", 11, 76, outcome_text, _ended_style),
    Column("ended", 5, 0, lambda summary: f"  {MARKS.get(outcome_text(summary), '–')}", _ended_style),
    *(Column("━ half a minute", width, 80 + width, _bar, lambda _: BAR) for width in BAR_WIDTHS),
)


def columns_of_width(width: int) -> list[tuple[Column, int]]:
    """Return the columns that a list of `width` cells shows, each with its own width."""
    columns: dict[str, Column] = {}
    for column in COLUMNS:
        if width >= column.min_list_width:
            columns.setdefault(column.title, column)
    used = sum(column.width + 1 for column in columns.values()) + 1
    remaining = min(max(NAME_WIDTHS[0], width - used), NAME_WIDTHS[1])
    return [(column, column.width if column.width != REMAINING else remaining) for column in columns.values()]
