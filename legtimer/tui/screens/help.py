"""What the keys do: made of the bindings of the screen that was asked about."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from legtimer.tui.commands import HELP, bindings


class HelpScreen(ModalScreen[None]):
    """Lists bindings that say what they are for, one a line, those for the same thing together."""

    CSS_PATH = "help.tcss"
    BINDINGS = bindings(HELP)
    AUTO_FOCUS = "#keys"

    def __init__(self, asked_about: Iterable[Binding]) -> None:
        super().__init__()
        self._keys: dict[str, list[str]] = {}
        for binding in asked_about:
            if binding.tooltip:
                self._keys.setdefault(binding.tooltip, []).append(binding.key)

    def compose(self) -> ComposeResult:
        """Two columns: the keys, and what they do."""
        with VerticalScroll(id="keys"):
            for what, keys in self._keys.items():
                shown = ", ".join(self.app.get_key_display(Binding(key, "")) for key in keys)
                yield Static(Content.assemble((f"{shown:>24}", "bold"), f"  {what}"))
            yield Static(Content.styled(f"{'ctrl+p':>24}  Everything else: themes, a picture of the screen", "dim"))
