"""The line of keys and labels at the bottom of a screen."""

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget

from legtimer.tui.commands import Command
from legtimer.tui.terminal.capabilities import TerminalCapabilities, capabilities_of
from legtimer.tui.text.styles import KEY


class KeyHints(Widget):
    """Shows the commands that have a label, as `key label  key label`."""

    DEFAULT_CSS = "KeyHints { height: 1; padding: 0 1; color: $text-muted; }"

    def __init__(self, commands: Iterable[Command]) -> None:
        super().__init__()
        self._commands = list(commands)

    def show(self, commands: Iterable[Command]) -> None:
        self._commands = list(commands)
        self.refresh()

    def render(self) -> Content:
        capabilities = capabilities_of(self.app)
        gap = Content(" " if capabilities.ascii_only else "  ")  # key names are longer in ASCII
        return gap.join(key_hint(command, capabilities) for command in self._commands if command.label)


def key_hint(command: Command, capabilities: TerminalCapabilities) -> Content:
    """Return the key of a command in bold, and its label."""
    return Content.assemble((capabilities.key(command.key_label or command.key_names[0]), KEY), f" {command.label}")
