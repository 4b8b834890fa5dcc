"""The line of keys and labels at the bottom of a screen."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from textual.app import App
from textual.content import Content

from legtimer.tui.commands import Command
from legtimer.tui.keymap import Keymap, key_label, keys_of
from legtimer.tui.terminal.capabilities import capabilities_of
from legtimer.tui.text.styles import KEY
from legtimer.tui.widgets.cached_lines import CachedLines

MANY_KEYS = 4  # of one hint, from which on only the first and the last are shown


class KeyHints(CachedLines):
    """Shows the commands that have a label, as `key label  key label`; where there is little room, as many as fit."""

    DEFAULT_CSS = "KeyHints { height: 1; padding: 0 1; color: $text-muted; }"

    def __init__(self, commands: Iterable[Command]) -> None:
        super().__init__()
        self._commands = list(commands)

    def show(self, commands: Iterable[Command]) -> None:
        self._commands = list(commands)
        self.refresh()

    def render(self) -> Content:
        return fitting(key_hints(self._commands, self.app), self.content_size.width)


def key_hints(commands: Iterable[Command], app: App[Any]) -> list[Content]:
    """Return the current keys in bold and the label of each command that has one."""
    return [
        Content.assemble((_keys([*group], app), KEY), f" {label}")
        for label, group in groupby(commands, key=lambda command: command.label)
        if label
    ]


def key_of(command: Command, app: App[Any]) -> str:
    """Return the first current key of a command, as the terminal can show it."""
    return capabilities_of(app).key(key_label(keys_of(command, keymap_of(app))[0]))


def keymap_of(app: App[Any]) -> Keymap:
    """Return the keys that the user of an app has changed."""
    keymap: Keymap = getattr(app, "keymap", {})
    return keymap


def fitting(hints: list[Content], width: int) -> Content:
    """Return the hints in a line; if they are too long for it, without some, but with the last two."""
    gap = Content("  ")
    while len(hints) > 2 and gap.join(hints).cell_length > width:
        del hints[-3]
    return gap.join(hints)


def _keys(commands: list[Command], app: App[Any]) -> str:
    keys = [key_of(command, app) for command in commands]
    return f"{keys[0]}…{keys[-1]}" if len(keys) >= MANY_KEYS else " ".join(keys)
