"""The line of keys and labels at the bottom of a screen."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any, NamedTuple

from rich.cells import cell_len
from textual.app import App
from textual.content import Content
from textual.events import Click

from legtimer.tui.commands import Command
from legtimer.tui.keymap import Keymap, key_label, keys_of
from legtimer.tui.terminal.capabilities import capabilities_of
from legtimer.tui.text.styles import KEY
from legtimer.tui.widgets.cached_lines import CachedLines

GAP = Content("  ")
MANY_KEYS = 4  # of one hint, from which on only the first and the last are shown


class Hint(NamedTuple):
    """The text of a hint, and its keys, one cell apart: each as it is shown, with the id of its command."""

    text: Content
    keys: list[tuple[str, str]]

    def command_at(self, column: int) -> str | None:
        """The id of the command where a hint was clicked; none on the label of several keys."""
        if len(self.keys) == 1:
            return self.keys[0][1]
        for shown, command in self.keys:
            if column <= cell_len(shown):
                return command
            column -= cell_len(shown) + 1
        return None


class KeyHints(CachedLines):
    """Shows the commands that have a label, as `key label  key label`; where there is little room, as many as fit.

    A click on a hint presses its key; where a hint has several, a click on one of them.
    """

    DEFAULT_CSS = "KeyHints { height: 1; padding: 0 1; color: $text-muted; }"

    def __init__(self, commands: Iterable[Command]) -> None:
        super().__init__()
        self._commands = list(commands)

    def show(self, commands: Iterable[Command]) -> None:
        self._commands = list(commands)
        self.refresh()

    def render(self) -> Content:
        return GAP.join(hint.text for hint in self._fitting())

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        command = None if offset is None else self._command_at(offset.x)
        for key, active in self.screen.active_bindings.items():
            if active.binding.id is not None and active.binding.id == command:
                event.stop()
                self.app.simulate_key(key)
                break

    def _fitting(self) -> list[Hint]:
        """The hints that fit into the line; if they are too long for it, some are left out, but not the last two."""
        hints = _hints(self._commands, self.app)
        while len(hints) > 2 and GAP.join(hint.text for hint in hints).cell_length > self.content_size.width:
            del hints[-3]
        return hints

    def _command_at(self, column: int) -> str | None:
        for hint in self._fitting():
            if column < hint.text.cell_length:
                return hint.command_at(column)
            column -= hint.text.cell_length + GAP.cell_length
        return None


def key_hints(commands: Iterable[Command], app: App[Any]) -> list[Content]:
    """Return the current keys in bold and the label of each command that has one."""
    return [hint.text for hint in _hints(commands, app)]


def _hints(commands: Iterable[Command], app: App[Any]) -> list[Hint]:
    return [_hint([*group], label, app) for label, group in groupby(commands, lambda each: each.label) if label]


def _hint(commands: list[Command], label: str, app: App[Any]) -> Hint:
    shown = [commands[0], commands[-1]] if len(commands) >= MANY_KEYS else commands
    keys = [(key_of(command, app), command.id) for command in shown]
    between = " " if shown is commands else "…"
    return Hint(Content.assemble((between.join(text for text, _ in keys), KEY), f" {label}"), keys)


def key_of(command: Command, app: App[Any]) -> str:
    """Return the first current key of a command, as the terminal can show it."""
    return capabilities_of(app).key(key_label(keys_of(command, keymap_of(app))[0]))


def keymap_of(app: App[Any]) -> Keymap:
    """Return the keys that the user of an app has changed."""
    keymap: Keymap = getattr(app, "keymap", {})
    return keymap
