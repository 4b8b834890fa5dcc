"""The settings: arrow keys select and change them; each change takes effect at once."""

from collections.abc import Callable, Collection, Sequence
from textwrap import wrap

from msgspec import Struct
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from legtimer.audio.render.mix import STYLES, Style
from legtimer.core.settings import Settings
from legtimer.tui.commands import LIST, SETTINGS, bindings
from legtimer.tui.text.styles import HINT, TITLE
from legtimer.tui.textual_compat.option_list import RowOptionList
from legtimer.tui.widgets.key_hints import KeyHints

VOLUME_STEP = 0.1
LABEL_WIDTH, VALUE_WIDTH = 23, 26  # cells; of the label, with its indent
INDENT = "    "  # of the help below a line
HELP_STYLE = f"{HINT} not bold"
BAR = 10  # cells of a volume
NARROW = 60  # columns under which a volume has a shorter bar
HELP_BESIDE = 110  # columns from which on every line has its help beside it, else only the one under the cursor, below
GROUPS_APART = 30  # rows from which on there is an empty line between two groups
VALUE_TEXTS = {
    "False": "off", "True": "on", "0": "off", "complete": "when it is done", "start": "when it starts",
    "full": "much", "some": "what matters", "few": "only the numbers",
    "kg": "in kilograms", "lb": "in pounds",
}  # fmt: skip


class SettingRow(Struct, frozen=True):
    """One setting: its name in `Settings`, its label and help, and its values; volumes and the theme need none.

    `sample` are the styles of sound that are played after a change.
    """

    name: str
    label: str
    help: str
    values: tuple[object, ...] = (False, True)
    sample: tuple[Style, ...] = ()


GROUPS: dict[str, tuple[SettingRow, ...]] = {
    "Sound": (
        SettingRow("master", "Volume", "Of everything. In a workout, 9 and 0 change it.", sample=STYLES),
        SettingRow("mute", "Mute", "No sound at all. In a workout, m does the same.", sample=STYLES),
        SettingRow("glide", "Gliding tone", "Rises and falls with the legs.", sample=("glide",)),
        SettingRow("clicks", "Clicks", "One each second, a stronger one at each phase.", sample=("clicks",)),
        SettingRow("breath", "Breath", "A soft noise: swells as you inhale, falls as you exhale.", sample=("breath",)),
        SettingRow("keep_awake_noise", "Keep speakers awake", "Faint noise before sets and in rests, for Bluetooth."),
    ),
    "Coach": (
        SettingRow("voice", "Voice", "Says up, down, the reps and when to rest.", sample=("voice",)),
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


class SettingList(RowOptionList):
    """One line per setting, below a heading per group."""

    BINDINGS = bindings(LIST)

    def on_resize(self) -> None:
        self.show_selected()

    def show_selected(self) -> None:
        """Scroll to the line under the cursor, once its help is shown."""
        self.call_after_refresh(self.scroll_to_highlight)


class SettingsScreen(Screen[None]):
    """Lists the settings.

    Args:
        settings: all settings.
        themes: the names of all themes.
        choose: changes settings, by name, and returns all of them.
        play_sample: plays a moment of some styles of sound.
        selected: the setting under the cursor; None for the first.
    """

    CSS_PATH = "settings.tcss"
    BINDINGS = bindings(SETTINGS)
    AUTO_FOCUS = "#settings"

    def __init__(
        self,
        settings: Settings,
        themes: Sequence[str],
        choose: Callable[..., Settings],
        play_sample: Callable[[Collection[Style]], None],
        selected: str | None = None,
    ) -> None:
        super().__init__()
        self._settings = settings
        self._themes = themes
        self._choose = choose
        self._play_sample = play_sample
        self._rows = {row.name: row for row in ROWS}
        self._selected = selected or ROWS[0].name

    def compose(self) -> ComposeResult:
        yield Static(Content.styled("Settings", TITLE), id="banner")
        yield SettingList(id="settings")
        yield KeyHints(SETTINGS)

    def on_mount(self) -> None:
        options: list[Option] = []
        for title, rows in GROUPS.items():
            options.append(Option(title, id=title, disabled=True))
            options += [Option(self._line(row), id=row.name) for row in rows]
        settings = self.query_one(SettingList)
        settings.add_options(options)
        settings.highlighted = settings.get_option_index(self._selected)

    def on_resize(self) -> None:
        for row in ROWS:
            self._show(row)
        apart = self.size.height >= GROUPS_APART
        for title in [*GROUPS][1:]:
            self.query_one(SettingList).replace_option_prompt(title, Content(f"\n{title}" if apart else title))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        before, self._selected = self._selected, event.option_id or self._selected
        self._show(self._rows[before])
        self._show(self._rows[self._selected])
        self.query_one(SettingList).show_selected()

    def on_option_list_option_selected(self) -> None:  # by a click
        self.action_change(1)

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
        if row.sample:
            self._play_sample(row.sample)

    def _show(self, row: SettingRow) -> None:
        self.query_one(SettingList).replace_option_prompt(row.name, self._line(row))

    def _line(self, row: SettingRow) -> Content:
        selected, wide = row.name == self._selected, self.size.width >= HELP_BESIDE
        value = getattr(self._settings, row.name)
        if isinstance(value, float):
            cells = BAR if self.size.width >= NARROW else BAR // 2
            text = f"{'━' * round(value * cells):─<{cells}} {round(value * 100):3} %"
        else:
            text = VALUE_TEXTS.get(str(value), str(value))
        shown = f"‹ {text} ›" if selected else f"  {text}"
        label = f"  {row.label:{LABEL_WIDTH - 2}}"
        width = self.query_one(SettingList).scrollable_content_region.width
        gap = "\n  " if len(label) + len(shown) > width else ""  # a value that does not fit beside its label
        line = Content.assemble(label, gap, (f"{shown:{VALUE_WIDTH}}" if wide else shown, "bold"))
        if wide:
            return Content.assemble(line, (row.help, HELP_STYLE))
        if not selected:
            return line
        help_lines = wrap(f"{INDENT}{row.help}", max(len(INDENT) + 1, width), subsequent_indent=INDENT)
        return Content.assemble(line, "\n", ("\n".join(help_lines), HELP_STYLE))
