"""A file of the history that is no session, or one for a newer legtimer: shown as it is, and only shown."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from legtimer.core.printable import replace_unprintable
from legtimer.core.session import Unreadable
from legtimer.tui.commands import UNREADABLE, bindings
from legtimer.tui.widgets.key_hints import KeyHints


class UnreadableScreen(Screen[None]):
    """Shows the reason and the text of a file."""

    CSS_PATH = "unreadable.tcss"
    BINDINGS = bindings(UNREADABLE)
    AUTO_FOCUS = "#text"

    def __init__(self, file: Unreadable, text: str) -> None:
        super().__init__()
        self._file = file
        self._text = text

    def compose(self) -> ComposeResult:
        """Where it is, what is wrong, what stands in it."""
        yield Static(Content.styled(replace_unprintable(self._file.path.name), "bold"), id="banner")
        yield Static(
            Content(f"{self._file.reason}. It is left as it is:\n{replace_unprintable(str(self._file.path))}"),
            id="reason",
        )
        with VerticalScroll(id="text"):
            yield Static(Content(replace_unprintable(self._text)))
        yield KeyHints(UNREADABLE)

    def action_leave(self) -> None:
        """Back to the list."""
        self.dismiss()
