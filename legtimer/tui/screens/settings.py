"""One's choices: arrow keys move and change, and every change holds at once."""

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

VOLUMES = tuple(step / 10 for step in range(11))
OFF_ON = (False, True)


class Choice(Struct, frozen=True):
    """One setting: its name, what it is called, and what it can be; no values mean the themes there are."""

    name: str
    label: str
    values: tuple[object, ...]
    help: str


CHOICES = (
    Choice("theme", "Colours", (), "legtimer's own are safe for colour-blind eyes"),
    Choice("master", "Volume of everything", VOLUMES, "9 and 0 change it in a workout"),
    Choice("mute", "Silence", OFF_ON, "m in a workout"),
    Choice("glide", "Glide", VOLUMES, "a tone that rises and falls with the legs"),
    Choice("voice", "Voice", VOLUMES, "says up, down, the reps, and when to rest; v in a workout"),
    Choice("clicks", "Clicks", VOLUMES, "an accent a phase, a tick a second"),
    Choice("count", "A rep is counted", ("complete", "start"), "aloud: when it is complete, or as it starts"),
    Choice("wait", "Each set waits for a key", OFF_ON, "space, a click or a clicker begins it"),
    Choice("flash", "Flash at each phase", OFF_ON, "the whole screen, gently"),
    Choice("reduced_motion", "Reduced motion", OFF_ON, "no figure, no flash"),
)


class SettingsScreen(Screen[None]):
    """Lists the choices. `choose` takes a change, by name, and gives the settings as they are then."""

    CSS_PATH = "settings.tcss"
    BINDINGS = bindings(SETTINGS)
    AUTO_FOCUS = "#choices"

    def __init__(self, settings: Settings, themes: Sequence[str], choose: Callable[..., Settings]) -> None:
        super().__init__()
        self._settings = settings
        self._themes = tuple(themes)
        self._choose = choose

    def compose(self) -> ComposeResult:
        """A line a choice, and what the one under the cursor is about."""
        yield Static(Content.styled("Settings", "bold"), id="banner")
        yield OptionList(*(Option(self._line(choice), id=choice.name) for choice in CHOICES), id="choices")
        yield Static(id="about")
        yield KeyHints(SETTINGS)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say what it is about."""
        self.query_one("#about", Static).update(Content(CHOICES[event.option_index].help))

    def on_option_list_option_selected(self) -> None:
        """Enter or a click goes on to the next value."""
        self.action_change(1)

    def action_change(self, way: int) -> None:
        """Take the next value, or the one before; values that can be on or off go round."""
        index = self.query_one(OptionList).highlighted
        if index is None:
            return
        choice = CHOICES[index]
        values = choice.values or self._themes
        now = getattr(self._settings, choice.name)
        at = values.index(now) if now in values else 0
        at = min(max(at + way, 0), len(values) - 1) if values is VOLUMES else (at + way) % len(values)
        self._settings = self._choose(**{choice.name: values[at]})
        self.query_one(OptionList).replace_option_prompt_at_index(index, self._line(choice))

    def _line(self, choice: Choice) -> Content:
        return Content.assemble(f"{choice.label:28}", (_shown(getattr(self._settings, choice.name)), "bold"))


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, float):
        return f"{'━' * round(value * 10):─<10} {round(value * 100):3} %"
    return str(value)
