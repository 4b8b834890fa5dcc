"""Small screens over another one: questions with a few answers, each with its key, and the note of a session."""

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from legtimer.core.preset import LONGEST_TEXT
from legtimer.storage.export import ExportFormat
from legtimer.tui.commands import CONFIRM, EXPORT, NOTE, Command, bindings
from legtimer.tui.widgets.key_hints import KeyHints
from legtimer.tui.widgets.text_input import TextInput

Answer = TypeVar("Answer")


class Question(ModalScreen[Answer]):
    """Asks `question`; `detail` explains it. Dismissed with one of the answers."""

    CSS_PATH = ["../dialog.tcss", "question.tcss"]
    AUTO_FOCUS = None
    ANSWERS: ClassVar[tuple[Command, ...]]

    def __init__(self, question: str, detail: str) -> None:
        super().__init__()
        self._question = question
        self._detail = detail

    def compose(self) -> ComposeResult:
        with Vertical(id="question", classes="dialog"):
            yield Static(Content(self._question), classes="heading")
            yield Static(Content(self._detail))
            yield KeyHints(self.ANSWERS)


class ConfirmScreen(Question[bool]):
    """A yes-or-no question."""

    BINDINGS = bindings(CONFIRM)
    ANSWERS = CONFIRM


class ExportScreen(Question[ExportFormat | None]):
    """The choice of an export format; None to export nothing."""

    BINDINGS = bindings(EXPORT)
    ANSWERS = EXPORT


class NoteScreen(ModalScreen[str | None]):
    """Edits a note; dismissed with the new text, or with None to leave it unchanged."""

    CSS_PATH = ["../dialog.tcss", "note.tcss"]
    BINDINGS = bindings(NOTE)
    AUTO_FOCUS = None

    def __init__(self, note: str) -> None:
        super().__init__()
        self._note = note

    def compose(self) -> ComposeResult:
        with Vertical(id="note", classes="dialog"):
            yield Static("Note", classes="heading")
            yield TextInput(self._note, max_length=LONGEST_TEXT, id="note-text", classes="field")
            yield KeyHints(NOTE)

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Input))

    def action_save(self) -> None:
        note = self.query_one(Input).value.strip()
        self.dismiss("".join(character for character in note if character.isprintable()))
