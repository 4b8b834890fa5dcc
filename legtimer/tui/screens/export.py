"""In which form to export."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from legtimer.core.formatting import count_text
from legtimer.storage.export import ExportFormat
from legtimer.tui.commands import EXPORT, bindings


class ExportScreen(ModalScreen[ExportFormat | None]):
    """Asks in which form so many sessions are to be written; None for not at all."""

    CSS_PATH = "export.tcss"
    BINDINGS = bindings(EXPORT)
    AUTO_FOCUS = None

    def __init__(self, sessions: int) -> None:
        super().__init__()
        self._sessions = sessions

    def compose(self) -> ComposeResult:
        """The forms in a box in the middle."""
        with Vertical(id="forms"):
            yield Static(Content.styled(f"Export {count_text(self._sessions, 'session')}, as listed", "bold"))
            yield Static(Content("Into a new file that only you can read."))
            yield Static(
                Content.assemble(("c", "bold"), " CSV, for spreadsheets\n", ("j", "bold"), " JSON, for programs"),
                id="answers",
            )

    def action_choose(self, form: str) -> None:
        """Close with the choice."""
        forms: dict[str, ExportFormat] = {"csv": "csv", "json": "json"}
        self.dismiss(forms.get(form))
