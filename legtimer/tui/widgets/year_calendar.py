"""A calendar with one column per week: tension per day as a shade and a glyph, and how the back was."""

from collections.abc import Iterator
from datetime import date, timedelta

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from legtimer.core.calendar import MONTHS, monday, week_of
from legtimer.core.session import Back
from legtimer.core.stats import Stats
from legtimer.tui.terminal.capabilities import capabilities_of

LABEL_WIDTH = 5  # cells
WEEKS = 53
WIDEST_WEEK = 3  # cells
LABELS = ("", "Mon", "", "Wed", "", "Fri", "", "Sun", "back", "")
BACK_ROW, LEGEND_ROW = 8, 9
LEVELS = ("·", "░", "▒", "▓", "█")  # none, then quarters of the longest day shown
SOLID = ("·", "■", "■", "■", "■")  # where there are shades of colours
BACKS: tuple[Back, ...] = ("pain", "tight", "fine")  # worst first: the worst of a week is shown
BACK_GLYPHS = {"pain": "P", "tight": "t", "fine": "·"}
MUTED = "year--muted"
DAYS = ("year--day-1", "year--day-2", "year--day-3", "year--day-4")
StyledText = tuple[str, str]  # a text and its component class


class YearCalendar(Widget):
    """Shows the weeks up to today, as many as fit, or those of earlier years."""

    COMPONENT_CLASSES = {MUTED, *DAYS, "year--fine", "year--tight", "year--pain"}
    DEFAULT_CSS = """
    YearCalendar {
        height: 10; width: 100%;
        & > .year--muted { color: $text-muted; }
        & > .year--day-1 { color: $primary 45%; }
        & > .year--day-2 { color: $primary 60%; }
        & > .year--day-3 { color: $primary 80%; }
        & > .year--day-4 { color: $primary; }
        &:ansi > .year--day-1, &:ansi > .year--day-2, &:ansi > .year--day-3 { color: $primary; }
        & > .year--fine { color: $text-success; }
        & > .year--tight { color: $text-warning; text-style: bold; }
        & > .year--pain { color: $text-error; text-style: bold reverse; }
    }
    """

    def __init__(self, stats: Stats, today: date) -> None:
        super().__init__()
        self._tension = {day: total.tension for day, total in stats.days.items()}
        self._today = today
        self._years_back = 0
        self._backs: dict[int, Back] = {}
        for report in stats.back_reports:
            week = week_of(report.day)
            self._backs[week] = min(self._backs.get(week, "fine"), report.back or "fine", key=BACKS.index)

    def go_back(self, years: int) -> None:
        """Go back by some years, or forward if negative, as far as there are sessions."""
        first = min(self._tension, default=self._today)
        most = (week_of(self._today) - week_of(first)) // self._week_count
        self._years_back = max(0, min(self._years_back + years, most))
        self.refresh()

    @property
    def _week_width(self) -> int:
        """Cells of a week: at the end of each, but where it has only one, there is a gap."""
        return max(1, min(WIDEST_WEEK, (self.size.width - LABEL_WIDTH) // WEEKS))

    @property
    def _week_count(self) -> int:
        return max(1, min(WEEKS, (self.size.width - LABEL_WIDTH) // self._week_width))

    @property
    def _weeks(self) -> range:
        last = week_of(self._today) - self._years_back * self._week_count
        return range(last - self._week_count + 1, last + 1)

    def render_line(self, y: int) -> Strip:
        if y == 0:
            texts = [(self._months(), MUTED)]
        elif y == LEGEND_ROW:
            texts = list(self._legend())
        else:
            texts = [(f"{LABELS[y]:{LABEL_WIDTH}}", MUTED)]
            texts += map(self._back, self._weeks) if y == BACK_ROW else self._days(weekday=y - 1)
        strip = Strip(Segment(text, self.get_component_rich_style(name)) for text, name in texts)
        return strip.adjust_cell_length(self.size.width, self.rich_style)

    def _days(self, weekday: int) -> Iterator[StyledText]:
        weeks = self._weeks
        longest = max((tension for day, tension in self._tension.items() if week_of(day) in weeks), default=0)
        for week in weeks:
            day = monday(week) + timedelta(days=weekday)
            tension = self._tension.get(day, 0)
            if day > self._today:
                yield " " * self._week_width, MUTED
            elif not tension:
                yield f"{LEVELS[0]:{self._week_width}}", MUTED
            else:
                yield self._day(4 * tension // (longest + 1))

    def _day(self, level: int) -> StyledText:
        """Return a day with a workout, from level 0 to 3."""
        glyph = (LEVELS if capabilities_of(self.app).plain else SOLID)[1 + level]
        blocks = glyph * max(1, self._week_width - 1)
        return f"{blocks:{self._week_width}}", DAYS[level]

    def _legend(self) -> Iterator[StyledText]:
        yield f"{'':{LABEL_WIDTH}}none {LEVELS[0]} ", MUTED
        yield from (self._day(level) for level in range(4))
        yield " most   back: · fine  t tight  P pain", MUTED

    def _back(self, week: int) -> StyledText:
        back = self._backs.get(week)
        if back is None:
            return " " * self._week_width, MUTED
        return f"{BACK_GLYPHS[back]:{self._week_width}}", f"year--{back}"

    def _months(self) -> str:
        """Return the year, and the name of each month above the week of its first Sunday."""
        line = [*f"{monday(self._weeks[0]).year:<{LABEL_WIDTH}}", *" " * (self._week_width * self._week_count + 3)]
        for column, week in enumerate(self._weeks):
            sunday = monday(week) + timedelta(days=6)
            if sunday.day <= 7:
                start = LABEL_WIDTH + column * self._week_width
                name = MONTHS[sunday.month - 1]
                line[start : start + len(name)] = name
        return "".join(line)
