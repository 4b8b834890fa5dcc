"""The choice of an export format."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from legtimer.core.formatting import count_text
from legtimer.storage.export import ExportFormat
from legtimer.tui.commands import EXPORT, bindings


class ExportScreen(ModalScreen[ExportFormat | None]):
    """Asks in which format to export that many sessions; dismissed with None to export nothing."""

    CSS_PATH = "export.tcss"
    BINDINGS = bindings(EXPORT)
    AUTO_FOCUS = None

    def __init__(self, sessions: int) -> None:
        super().__init__()
        self._sessions = sessions

    def compose(self) -> ComposeResult:
        with Vertical(id="export"):
            yield Static(Content.styled(f"Export the {count_text(self._sessions, 'session')} listed", "bold"))
            yield Static(Content("Creates a new file that only you can read."))
            yield Static(
                Content.assemble(("c", "bold"), " CSV, for spreadsheets\n", ("j", "bold"), " JSON, for programs"),
                id="formats",
            )

    def action_choose(self, export_format: str) -> None:
        formats: dict[str, ExportFormat] = {"csv": "csv", "json": "json"}
        self.dismiss(formats.get(export_format))
