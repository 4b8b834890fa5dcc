"""The settings: arrow keys select and change them; each change takes effect at once."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from legtimer.core.settings import Settings
from legtimer.tui.commands import SETTINGS, bindings
from legtimer.tui.widgets.key_hints import KeyHints

VOLUME_STEP = 0.1
VALUE_TEXTS = {
    "False": "off", "True": "on", "0": "off", "complete": "when done", "start": "when it starts",
    "full": "much", "some": "what matters", "few": "phases and numbers",
}  # fmt: skip


class SettingRow(Struct, frozen=True):
    """One setting: its name in `Settings`, its label and help, and its values; volumes and the theme need none."""

    name: str
    label: str
    help: str
    values: tuple[object, ...] = (False, True)


ROWS = (
    SettingRow("theme", "Theme", "legtimer's own themes are safe for colour-blind eyes"),
    SettingRow("master", "Master volume", "9 and 0 change it in a workout"),
    SettingRow("mute", "Mute", "m in a workout"),
    SettingRow("glide", "Glide", "a tone that rises and falls with the legs"),
    SettingRow("voice", "Voice", "says up, down, the reps, and when to rest; v in a workout"),
    SettingRow("clicks", "Clicks", "a tick each second, accented at each phase"),
    SettingRow("breath", "Breath", "a soft noise that swells as you breathe in and falls as you breathe out"),
    SettingRow("coach", "The coach says", "names, set-up, breath, form; or less", ("full", "some", "few")),
    SettingRow("keep_awake_noise", "Keep speakers awake", "faint noise before sets and in rests, for Bluetooth"),
    SettingRow("count", "Count each rep", "aloud: when it is done, or when it starts", ("complete", "start")),
    SettingRow("wait", "Wait before each set", "space, a click or a clicker starts it"),
    SettingRow("resume_lead", "Countdown", "seconds to get ready after a pause", (0, 3, 5, 10)),
    SettingRow("flash", "Flash at each phase", "the whole screen, gently"),
    SettingRow("reduced_motion", "Reduced motion", "no figure, no flash"),
)


class SettingsScreen(Screen[None]):
    """Lists the settings. `choose` changes settings by name, and returns all of them."""

    CSS_PATH = "settings.tcss"
    BINDINGS = bindings(SETTINGS)
    AUTO_FOCUS = "#settings"

    def __init__(self, settings: Settings, themes: Sequence[str], choose: Callable[..., Settings]) -> None:
        super().__init__()
        self._settings = settings
        self._themes = themes
        self._choose = choose

    def compose(self) -> ComposeResult:
        yield Static(Content.styled("Settings", "bold"), id="banner")
        yield OptionList(*(Option(self._line(row), id=row.name) for row in ROWS), id="settings")
        yield Static(id="setting-help")
        yield KeyHints(SETTINGS)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self.query_one("#setting-help", Static).update(Content(ROWS[event.option_index].help))

    def on_option_list_option_selected(self) -> None:
        self.action_change(1)

    def action_change(self, step: int) -> None:
        index = self.query_one(OptionList).highlighted
        if index is None:
            return
        row = ROWS[index]
        value = getattr(self._settings, row.name)
        if isinstance(value, float):
            value = min(max(round(value + step * VOLUME_STEP, 1), 0.0), 1.0)
        else:
            values = self._themes if row.name == "theme" else row.values
            place = values.index(value) if value in values else 0
            value = values[(place + step) % len(values)]
        self._settings = self._choose(**{row.name: value})
        self.query_one(OptionList).replace_option_prompt_at_index(index, self._line(row))

    def _line(self, row: SettingRow) -> Content:
        value = getattr(self._settings, row.name)
        if isinstance(value, float):
            text = f"{'━' * round(value * 10):─<10} {round(value * 100):3} %"
        else:
            text = VALUE_TEXTS.get(str(value), str(value))
        return Content.assemble(f"{row.label:28}", (text, "bold"))
