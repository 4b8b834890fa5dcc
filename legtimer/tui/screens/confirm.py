"""A yes-or-no question."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from legtimer.tui.commands import CONFIRM, bindings


class ConfirmScreen(ModalScreen[bool]):
    """Asks `question`; `detail` explains what yes does. Dismissed with the answer."""

    CSS_PATH = "confirm.tcss"
    BINDINGS = bindings(CONFIRM)
    AUTO_FOCUS = None

    def __init__(self, question: str, detail: str) -> None:
        super().__init__()
        self._question = question
        self._detail = detail

    def compose(self) -> ComposeResult:
        with Vertical(id="confirm"):
            yield Static(Content.styled(self._question, "bold"))
            yield Static(Content(self._detail))
            yield Static(Content.assemble(("y", "bold"), " yes      ", ("n", "bold"), " no"), id="answers")

    def action_answer(self, yes: bool) -> None:
        self.dismiss(yes)
