"""One line of keys and what they do."""

from collections.abc import Iterable

from textual.content import Content
from textual.widgets import Static

from legtimer.tui.commands import Command


class KeyLine(Static):
    """The commands that are shown, as `key name   key name`."""

    DEFAULT_CSS = "KeyLine { height: 1; padding: 0 1; color: $text-muted; }"

    def __init__(self, commands: Iterable[Command]) -> None:
        super().__init__(Content("  ").join(named(command) for command in commands if command.shown))


def named(command: Command) -> Content:
    """A key and what it does."""
    return Content.assemble((command.key_shown or command.keys[0], "bold"), f" {command.short}")
