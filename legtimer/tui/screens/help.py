"""The keys of the screen below, and what each does."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from legtimer.tui.commands import HELP, bindings


class HelpScreen(ModalScreen[None]):
    """Lists the bindings that have a tooltip; keys with the same tooltip share a line."""

    CSS_PATH = "help.tcss"
    BINDINGS = bindings(HELP)
    AUTO_FOCUS = "#keys"

    def __init__(self, shown_bindings: Iterable[Binding]) -> None:
        super().__init__()
        self._keys: dict[str, list[str]] = {}
        for binding in shown_bindings:
            if binding.tooltip:
                self._keys.setdefault(binding.tooltip, []).append(binding.key)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="keys", classes="dialog"):
            for tooltip, keys in self._keys.items():
                shown = ", ".join(self.app.get_key_display(Binding(key, "")) for key in keys)
                yield Static(Content.assemble((f"{shown:>24}", "bold"), f"  {tooltip}"))
            yield Static(Content.styled(f"{'ctrl+p':>24}  More commands: themes, screenshot", "$text-muted"))
