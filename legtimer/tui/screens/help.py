"""The keys of the screen below, and what each does."""

from collections.abc import Collection, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from legtimer.tui.breakpoints import HEIGHTS, WIDTHS, add_size_classes
from legtimer.tui.commands import HELP, SECTIONS, Section, bindings
from legtimer.tui.keymap import key_label, keys_of
from legtimer.tui.terminal.capabilities import capabilities_of
from legtimer.tui.widgets.key_hints import KeyHints, keymap_of

MOST_FOR_KEYS = 18  # cells
OWN_KEYS = "Other keys: [keys] in settings.toml; `legtimer doctor` says where that file is."


class KeyRow(Horizontal):
    """The keys of commands that do the same, and what they do."""

    def __init__(self, keys: str, what: str, width: int) -> None:
        super().__init__()
        self.keys = keys
        self.what = what
        self._width = width

    def compose(self) -> ComposeResult:
        keys = Static(self.keys, classes="keys", markup=False)
        keys.styles.width = self._width
        yield keys
        yield Static(self.what, classes="what", markup=False)

    def matches(self, words: Sequence[str]) -> bool:
        """Return whether each of these words, in lower case, is in its texts."""
        text = f"{self.keys} {self.what}".lower()
        return all(word in text for word in words)


class HelpScreen(ModalScreen[None]):
    """Lists the commands with these ids, by the part of the screen that they belong to."""

    CSS_PATH = ["../dialog.tcss", "help.tcss"]
    BINDINGS = bindings(HELP)
    AUTO_FOCUS = "#keys"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, ids: Collection[str]) -> None:
        super().__init__()
        self._sections = [
            Section(section.title, shown)
            for section in SECTIONS
            if (shown := tuple(command for command in section.commands if command.id in ids))
        ]

    def compose(self) -> ComposeResult:
        add_size_classes(self)
        width = min(max(len(keys) for section in self._sections for keys in self._rows(section)) + 2, MOST_FOR_KEYS)
        with Vertical(id="help", classes="dialog"):
            yield Input(placeholder="a key or a word", compact=True, id="help-search", classes="field")
            with VerticalScroll(id="keys"):
                with Horizontal(id="columns"):
                    for column in _columns(self._sections):
                        with Vertical():
                            for section in column:
                                with Vertical(classes="section"):
                                    yield Static(section.title, classes="heading")
                                    for keys, what in self._rows(section).items():
                                        yield KeyRow(keys, what, width)
                yield Static(OWN_KEYS, id="own-keys", classes="hint", markup=False)
            yield Static("No keys match.", id="no-keys", classes="empty")
            yield KeyHints(HELP)

    def on_mount(self) -> None:
        self.query_one("#help").border_title = "Keys"

    def _rows(self, section: Section) -> dict[str, str]:
        """Return what the commands of a section do by their keys; those that do the same are in one row."""
        by_help: dict[str, list[str]] = {}
        for command in section.commands:
            labels = [key_label(key) for key in keys_of(command, keymap_of(self.app))]
            by_help.setdefault(command.help, []).extend(labels)
        capabilities = capabilities_of(self.app)
        return {capabilities.key("  ".join(keys)): what for what, keys in by_help.items()}

    def action_search(self) -> None:
        self.add_class("-searching")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        words = event.value.lower().split()
        for row in self.query(KeyRow):
            row.display = row.matches(words)
        for section in self.query(".section"):
            section.display = any(row.display for row in section.query(KeyRow))
        self.set_class(not any(row.display for row in self.query(KeyRow)), "-empty")

    def on_input_submitted(self) -> None:
        self.query_one("#keys").focus()


def _columns(sections: Sequence[Section]) -> tuple[Sequence[Section], Sequence[Section]]:
    """Return the sections in two columns that are about equally long."""
    sizes = [len(section.commands) + 2 for section in sections]
    split = min(range(1, len(sections) + 1), key=lambda at: abs(sum(sizes[:at]) - sum(sizes[at:])))
    return sections[:split], sections[split:]
