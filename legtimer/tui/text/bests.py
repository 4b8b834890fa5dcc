"""The table of bests: for each preset what was reached, and how its time under tension went lately."""

from collections.abc import Callable, Sequence
from datetime import date

from msgspec import Struct
from rich.cells import cell_len
from textual.content import Content

from legtimer.core.calendar import ago_text, day_text
from legtimer.core.formatting import clock_text
from legtimer.core.stats import Measure, PresetStats
from legtimer.tui.text.styles import HINT
from legtimer.tui.text.width import fitted

TREND_SESSIONS = 12
LEVELS = "▁▂▃▄▅▆▇"
SHORTEST_NAME = 8  # cells
GAP = "  "


class Column(Struct, frozen=True):
    """One column; `width` is in cells, `min_table_width` that of the table from which it is shown."""

    title: str
    width: int
    min_table_width: int
    text: Callable[[PresetStats, date], str]
    style: str = ""
    align_right: bool = False


def _best(measure: Measure, text_of: Callable[[int], str]) -> Callable[[PresetStats, date], str]:
    def text(preset: PresetStats, today: date) -> str:
        best = preset.bests.get(measure)
        return f"{text_of(best.value)} {day_text(best.started.date(), today):>6}" if best else ""

    return text


def _seconds(milliseconds: int) -> str:
    return f"{milliseconds / 1000:.1f} s"


def _trend(preset: PresetStats, _: date) -> str:
    """Bars of the tension of the last sessions, each from nothing to the most of them."""
    tension = [point.tension for point in preset.progress[-TREND_SESSIONS:]]
    most = max(tension, default=0) or 1
    return "".join(LEVELS[(len(LEVELS) - 1) * each // most] for each in tension)


COLUMNS = (
    Column("times", 5, 0, lambda preset, _: str(preset.total.sessions), align_right=True),
    Column("last", 13, 44, lambda preset, today: ago_text(preset.last.day, today), HINT),
    Column("trend", TREND_SESSIONS, 58, _trend, "$primary"),
    Column("most reps", 13, 76, _best("reps", str), align_right=True),
    Column("most tension", 13, 92, _best("tension", clock_text), align_right=True),
    Column("slowest down", 13, 108, _best("lowering", _seconds), align_right=True),
    Column("reps in a set", 13, 124, _best("reps in a set", str), align_right=True),
)


def bests_table(presets: Sequence[PresetStats], today: date, width: int) -> Content:
    """Return one line per preset, with the columns that fit, each best with its day."""
    columns = [column for column in COLUMNS if width >= column.min_table_width]
    used = sum(column.width + len(GAP) for column in columns)
    longest = max((cell_len(preset.last.name) for preset in presets), default=0)
    name_width = max(SHORTEST_NAME, min(longest, width - used))
    titles = [Content.styled(_cell(column, column.title), HINT) for column in columns]
    lines = [Content(GAP).join([Content.styled(fitted("preset", name_width), HINT), *titles])]
    for preset in presets:
        cells = (Content.styled(_cell(column, column.text(preset, today)), column.style) for column in columns)
        lines.append(Content(GAP).join([Content(fitted(preset.last.name, name_width)), *cells]))
    return Content("\n").join(lines)


def _cell(column: Column, text: str) -> str:
    return f"{text:>{column.width}}" if column.align_right else f"{text:{column.width}}"
