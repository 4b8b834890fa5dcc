"""A year of days, a column a week: how much tension there was, as a shade and as a sign, and how the back has been."""

from datetime import date, timedelta

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from legtimer.core.calendar import MONTHS, monday, week_of
from legtimer.core.session import Back
from legtimer.core.stats import Stats

LEFT = 5  # cells for the names of the days
WEEKS = 53
ROWS = ("", "Mon", "", "Wed", "", "Fri", "", "Sun", "back", "")
SIGNS = ("·", "░", "▒", "▓", "█")  # none, and quarters of the year's longest day
BACKS: tuple[Back, ...] = ("pain", "tight", "fine")  # the worst of a week is told
BACK_SIGNS = {"pain": "P", "tight": "t", "fine": "·"}


class YearCalendar(Widget):
    """The weeks up to today, as many as fit; whole years can be turned back."""

    COMPONENT_CLASSES = {"year--muted", "year--day", "year--fine", "year--tight", "year--pain"}  # noqa: RUF012
    DEFAULT_CSS = """
    YearCalendar {
        height: 10; width: 100%;
        & > .year--muted { color: $text-muted; }
        & > .year--day { color: $primary; }
        & > .year--fine { color: $text-success; }
        & > .year--tight { color: $text-warning; text-style: bold; }
        & > .year--pain { color: $text-error; text-style: bold reverse; }
    }
    """

    def __init__(self, stats: Stats, today: date) -> None:
        super().__init__()
        self._days = {day: total.tension for day, total in stats.days.items()}
        self._today = today
        self._years = 0
        self._backs: dict[int, Back] = {}
        for report in stats.back_reports:
            week = week_of(report.day)
            self._backs[week] = min(self._backs.get(week, "fine"), report.back or "fine", key=BACKS.index)

    def turn(self, years: int) -> None:
        """Go back so many years, or forth; not beyond the first session and today."""
        first = min(self._days, default=self._today)
        most = (week_of(self._today) - week_of(first)) // self._weeks
        self._years = max(0, min(self._years + years, most))
        self.refresh()

    @property
    def _cell(self) -> int:
        return 2 if self.size.width >= LEFT + 2 * WEEKS else 1

    @property
    def _weeks(self) -> int:
        return max(1, min(WEEKS, (self.size.width - LEFT) // self._cell))

    @property
    def _span(self) -> range:
        last = week_of(self._today) - self._years * self._weeks
        return range(last - self._weeks + 1, last + 1)

    def render_line(self, y: int) -> Strip:
        """The months, a row for each weekday, the back, and what the signs mean."""
        if y == 0:
            return self._strip([(self._months(), "year--muted")])
        if y == len(ROWS) - 1:
            return self._strip(self._legend())
        runs = [(f"{ROWS[y]:{LEFT}}", "year--muted")]
        for week in self._span:
            sign, name = self._back(week) if y == len(ROWS) - 2 else self._day(monday(week) + timedelta(days=y - 1))
            runs.append((sign * self._cell if sign in SIGNS[1:] else f"{sign:{self._cell}}", name))
        return self._strip(runs)

    def _day(self, day: date) -> tuple[str, str]:
        if day > self._today:
            return " ", "year--muted"
        level = self._level(day)
        return SIGNS[level], "year--day" if level else "year--muted"

    def _level(self, day: date) -> int:
        most = max((self._days[each] for each in self._days if week_of(each) in self._span), default=0)
        tension = self._days.get(day, 0)
        return 1 + min(3, 4 * tension // (most + 1)) if tension else 0

    def _back(self, week: int) -> tuple[str, str]:
        back = self._backs.get(week)
        return (BACK_SIGNS[back], f"year--{back}") if back else (" ", "year--muted")

    def _months(self) -> str:
        line = [*f"{monday(self._span[0]).year:<{LEFT}}", *" " * (self._cell * self._weeks + 3)]
        for column, week in enumerate(self._span):
            first = monday(week) + timedelta(days=6)
            if first.day <= 7:
                at = LEFT + column * self._cell
                name = MONTHS[first.month - 1]
                line[at : at + len(name)] = name
        return "".join(line)

    def _legend(self) -> list[tuple[str, str]]:
        return [(f"{'':{LEFT}}tension none {' '.join(SIGNS)} most   back · fine t tight P pain", "year--muted")]

    def _strip(self, runs: list[tuple[str, str]]) -> Strip:
        base: Style = self.rich_style
        styled = [Segment(text, self.get_component_rich_style(name) if name else base) for text, name in runs]
        return Strip(styled).adjust_cell_length(self.size.width, base)
