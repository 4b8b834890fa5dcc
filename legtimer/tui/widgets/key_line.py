"""One line of keys and what they do."""

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget

from legtimer.tui.commands import Command
from legtimer.tui.terminal.capabilities import TerminalCapabilities, capabilities_of


class KeyHints(Widget):
    """The commands that are shown, as `key name   key name`."""

    DEFAULT_CSS = "KeyHints { height: 1; padding: 0 1; color: $text-muted; }"

    def __init__(self, commands: Iterable[Command]) -> None:
        super().__init__()
        self._commands = list(commands)

    def show(self, commands: Iterable[Command]) -> None:
        """Show other commands."""
        self._commands = list(commands)
        self.refresh()

    def render(self) -> Content:
        """Say it in what the terminal can show."""
        capabilities = capabilities_of(self.app)
        gap = Content(" " if capabilities.ascii_only else "  ")  # keys are longer there
        return gap.join(key_hint(command, capabilities) for command in self._commands if command.shown)


def key_hint(command: Command, capabilities: TerminalCapabilities) -> Content:
    """A key and what it does."""
    return Content.assemble((capabilities.key(command.key_label or command.keys[0]), "bold"), f" {command.short}")
