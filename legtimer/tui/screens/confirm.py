"""Questions with a few answers, each with its key."""

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from legtimer.storage.export import ExportFormat
from legtimer.tui.commands import CONFIRM, EXPORT, bindings

Answer = TypeVar("Answer")


class Question(ModalScreen[Answer]):
    """Asks `question`; `detail` explains it. Dismissed with the answer."""

    CSS_PATH = "confirm.tcss"
    AUTO_FOCUS = None
    ANSWERS: ClassVar[Content]

    def __init__(self, question: str, detail: str) -> None:
        super().__init__()
        self._question = question
        self._detail = detail

    def compose(self) -> ComposeResult:
        with Vertical(id="question"):
            yield Static(Content.styled(self._question, "bold"))
            yield Static(Content(self._detail))
            yield Static(self.ANSWERS, id="answers")

    def action_answer(self, answer: Answer) -> None:
        self.dismiss(answer)


class ConfirmScreen(Question[bool]):
    """A yes-or-no question."""

    BINDINGS = bindings(CONFIRM)
    ANSWERS = Content.assemble(("y", "bold"), " yes      ", ("n", "bold"), " no")


class ExportScreen(Question[ExportFormat | None]):
    """The choice of an export format; None to export nothing."""

    BINDINGS = bindings(EXPORT)
    ANSWERS = Content.assemble(("c", "bold"), " CSV, for spreadsheets\n", ("j", "bold"), " JSON, for programs")
