"""The note of a session."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from legtimer.core.preset import LONGEST_TEXT
from legtimer.tui.commands import NOTE, bindings
from legtimer.tui.widgets.key_hints import KeyHints


class NoteScreen(ModalScreen[str | None]):
    """Edits a note; dismissed with the new text, or with None to leave it unchanged."""

    CSS_PATH = "note.tcss"
    BINDINGS = bindings(NOTE)

    def __init__(self, note: str) -> None:
        super().__init__()
        self._note = note

    def compose(self) -> ComposeResult:
        with Vertical(id="note"):
            yield Static(Content.styled("Note", "bold"))
            yield Input(self._note, max_length=LONGEST_TEXT, id="note-text")
            yield KeyHints(NOTE)

    def action_keep(self) -> None:
        note = self.query_one(Input).value.strip()
        self.dismiss("".join(character for character in note if character.isprintable()))

    def action_leave(self) -> None:
        self.dismiss(None)
