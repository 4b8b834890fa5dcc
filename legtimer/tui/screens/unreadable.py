"""A file in the history that cannot be read as a session."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from legtimer.core.printable import replace_unprintable
from legtimer.storage.history import Unreadable
from legtimer.tui.commands import UNREADABLE, bindings
from legtimer.tui.widgets.key_hints import KeyHints


class UnreadableScreen(Screen[None]):
    """Shows where the file is, why it cannot be read, and its text."""

    CSS_PATH = "unreadable.tcss"
    BINDINGS = bindings(UNREADABLE)
    AUTO_FOCUS = "#text"

    def __init__(self, file: Unreadable, text: str) -> None:
        super().__init__()
        self._file = file
        self._text = text

    def compose(self) -> ComposeResult:
        yield Static(Content.styled(replace_unprintable(self._file.path.name), "bold"), id="banner")
        path = replace_unprintable(str(self._file.path))
        yield Static(Content(f"{self._file.reason}. legtimer leaves this file alone:\n{path}"), id="reason")
        with VerticalScroll(id="text"):
            yield Static(Content(replace_unprintable(self._text)))
        yield KeyHints(UNREADABLE)
