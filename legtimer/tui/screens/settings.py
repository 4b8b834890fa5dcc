"""The settings: arrow keys select and change them; each change takes effect at once."""

from collections.abc import Callable, Collection, Sequence
from textwrap import wrap
from typing import ClassVar

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.geometry import Region
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from legtimer.audio.render.mix import STYLES, Style
from legtimer.core.settings import Settings
from legtimer.tui.commands import LIST, SETTINGS, bindings
from legtimer.tui.text.styles import HINT, TITLE
from legtimer.tui.textual_compat.after_refresh import after_refresh
from legtimer.tui.textual_compat.option_list import RowOptionList
from legtimer.tui.widgets.key_hints import KeyHints

VOLUME_STEP = 0.1
LABEL_WIDTH, VALUE_WIDTH = 21, 25  # cells
INDENT = "  "  # of the help below a line
HELP_STYLE = f"{HINT} not bold"
BAR = 10  # cells of a volume
NARROW = 55  # cells of a list under which a volume has a shorter bar
GROUPS_APART = 30  # rows from which on there is an empty line between two groups
VALUE_TEXTS = {
    "False": "off", "True": "on", "0": "off", "complete": "when it is done", "start": "when it starts",
    "full": "much", "some": "what matters", "few": "only the numbers",
    "kg": "in kilograms", "lb": "in pounds",
}  # fmt: skip


class SettingRow(Struct, frozen=True):
    """One setting: its name in `Settings`, its label and help, and its values; volumes and the theme need none.

    `demo` are the styles of sound that are played after a change.
    """

    name: str
    label: str
    help: str
    values: tuple[object, ...] = (False, True)
    demo: tuple[Style, ...] = ()


GROUPS: dict[str, tuple[SettingRow, ...]] = {
    "Sound": (
        SettingRow("master", "Volume", "Of everything. In a workout, 9 and 0 change it.", demo=STYLES),
        SettingRow("mute", "Mute", "No sound at all. In a workout, m does the same.", demo=STYLES),
        SettingRow("glide", "Gliding tone", "Rises and falls with the legs.", demo=("glide",)),
        SettingRow("clicks", "Clicks", "One each second, a stronger one at each phase.", demo=("clicks",)),
        SettingRow("breath", "Breath", "Swells as you inhale, falls as you exhale.", demo=("breath",)),
        SettingRow("keep_awake_noise", "Keep speakers awake", "Faint noise outside sets, for Bluetooth speakers."),
    ),
    "Coach": (
        SettingRow("voice", "Voice", "Says up, down, the reps and when to rest.", demo=("voice",)),
        SettingRow("coach", "Says", "Names, set-up, breath and form, or less.", ("full", "some", "few")),
        SettingRow("count", "Counts a rep", "Aloud, when it is done or when it starts.", ("complete", "start")),
    ),
    "Screen": (
        SettingRow("theme", "Theme", "legtimer's own are safe for colour-blind eyes."),
        SettingRow("flash", "Flash", "The screen brightens for a moment at each phase."),
        SettingRow("reduced_motion", "Less motion", "No moving figure, no flash."),
    ),
    "Workout": (
        SettingRow("wait", "Wait before each set", "A key, a click or a clicker starts it."),
        SettingRow("resume_lead", "Countdown", "Seconds to get ready after a pause.", (0, 3, 5, 10)),
        SettingRow("units", "Loads", "Shown so; typed or imported without a unit.", ("kg", "lb")),
    ),
}  # fmt: skip
ROWS = tuple(row for rows in GROUPS.values() for row in rows)
COLUMNS = (("Sound", "Coach"), ("Screen", "Workout"))  # below each other in a narrower window
IN_COLUMNS = 150  # columns of the window from which the groups stand side by side
# Cells of a list from which every line has its help beside it; else the line under the cursor has it below.
HELP_BESIDE = LABEL_WIDTH + VALUE_WIDTH + max(len(row.help) for row in ROWS)


class SettingList(RowOptionList):
    """One line per setting of a group; the screen has the keys, and one cursor for all groups."""


class Groups(VerticalScroll, can_focus=False, inherit_bindings=False):
    """All lists; it scrolls with the cursor, and has no keys of its own."""


class SettingsScreen(Screen[None]):
    """Lists the settings in groups.

    Args:
        settings: all settings.
        themes: the names of all themes.
        choose: changes settings, by name, and returns all of them.
        play_demo: plays a moment of some styles of sound.
        selected: the setting under the cursor; None for the first.
    """

    CSS_PATH = ["../option_list.tcss", "settings.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SETTINGS), *bindings(LIST)]
    AUTO_FOCUS = None

    def __init__(
        self,
        settings: Settings,
        themes: Sequence[str],
        choose: Callable[..., Settings],
        play_demo: Callable[[Collection[Style]], None],
        selected: str | None = None,
    ) -> None:
        super().__init__()
        self._settings = settings
        self._themes = themes
        self._choose = choose
        self._play_demo = play_demo
        self._rows = {row.name: row for row in ROWS}
        self._lists: dict[str, SettingList] = {}  # by the name of each setting in them
        for rows in GROUPS.values():
            names = [row.name for row in rows]
            self._lists |= dict.fromkeys(names, SettingList(*(Option("", id=name) for name in names)))
        self._selected = selected or ROWS[0].name

    def compose(self) -> ComposeResult:
        yield Static(Content.styled("Settings", TITLE), id="banner")
        with Groups(id="settings"), Horizontal(id="columns"):
            for titles in COLUMNS:
                with Vertical(classes="column"):
                    for title in titles:
                        with Vertical(classes="group") as group:
                            group.border_title = title
                            yield Static(title, classes="heading")
                            yield self._lists[GROUPS[title][0].name]
        yield KeyHints(SETTINGS)

    def on_mount(self) -> None:
        self.watch(self.query_one("#settings"), "virtual_size", self._scroll_to_cursor, init=False)
        self._select(self._selected)

    def on_resize(self, event: Resize) -> None:
        in_columns = event.size.width >= IN_COLUMNS
        self.set_class(in_columns, "-columns")
        self.set_class(event.size.height >= GROUPS_APART, "-apart")
        for group in self.query(".group"):
            group.set_class(in_columns, "pane")
        after_refresh(self, self._show_all)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:  # by a click
        self._select(event.option_id or self._selected)
        self.action_change(1)

    def action_cursor_down(self) -> None:
        self._move(1)

    def action_cursor_up(self) -> None:
        self._move(-1)

    def action_first(self) -> None:
        self._select(ROWS[0].name)

    def action_last(self) -> None:
        self._select(ROWS[-1].name)

    def _move(self, step: int) -> None:
        self._select(ROWS[(ROWS.index(self._rows[self._selected]) + step) % len(ROWS)].name)

    def _select(self, name: str) -> None:
        """Put the cursor on a setting."""
        before, self._selected = self._selected, name
        settings = self._lists[name]
        for each in self.query(SettingList):
            each.highlighted = settings.get_option_index(name) if each is settings else None
        settings.focus(scroll_visible=False)
        self._show(self._rows[before])
        self._show(self._rows[name])
        after_refresh(self, self._scroll_to_cursor)

    def _scroll_to_cursor(self) -> None:
        """Scroll to the line under the cursor, its help, and the title above the first line of a group."""
        scroll, settings = self.query_one("#settings"), self._lists[self._selected]
        top = settings.region.y + settings.selected_row - scroll.region.y + scroll.scroll_offset.y
        lines = self._line(self._rows[self._selected]).plain.count("\n") + 1
        title = 1 if settings.highlighted == 0 else 0
        scroll.scroll_to_region(Region(0, top - title, 1, lines + title), animate=False, immediate=True)

    def action_change(self, step: int) -> None:
        row = self._rows[self._selected]
        value = getattr(self._settings, row.name)
        if isinstance(value, float):
            value = min(max(round(value + step * VOLUME_STEP, 1), 0.0), 1.0)
        else:
            values = self._themes if row.name == "theme" else row.values
            place = values.index(value) if value in values else 0
            value = values[(place + step) % len(values)]
        self._settings = self._choose(**{row.name: value})
        self._show(row)
        if row.demo:
            self._play_demo(row.demo)

    def _show_all(self) -> None:
        for row in ROWS:
            self._show(row)
        after_refresh(self, self._scroll_to_cursor)

    def _show(self, row: SettingRow) -> None:
        self._lists[row.name].replace_option_prompt(row.name, self._line(row))

    def _line(self, row: SettingRow) -> Content:
        selected, width = row.name == self._selected, self._lists[row.name].scrollable_content_region.width
        wide = width >= HELP_BESIDE
        value = getattr(self._settings, row.name)
        if isinstance(value, float):
            cells = BAR if width >= NARROW else BAR // 2
            text = f"{'━' * round(value * cells):─<{cells}} {round(value * 100):3} %"
        else:
            text = VALUE_TEXTS.get(str(value), str(value))
        shown = f"‹ {text} ›" if selected else f"  {text}"
        label = f"{row.label:{LABEL_WIDTH}}"
        gap = f"\n{INDENT}" if len(label) + len(shown) > width else ""  # a value that does not fit beside its label
        line = Content.assemble(label, gap, (f"{shown:{VALUE_WIDTH}}" if wide else shown, "bold"))
        if wide:
            return Content.assemble(line, (row.help, HELP_STYLE))
        if not selected:
            return line
        help_lines = wrap(f"{INDENT}{row.help}", max(len(INDENT) + 1, width), subsequent_indent=INDENT)
        return Content.assemble(line, "\n", ("\n".join(help_lines), HELP_STYLE))
