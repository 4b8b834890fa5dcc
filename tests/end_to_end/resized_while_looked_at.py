"""An app that shows its size. While it looks at a window FIRST columns wide, that window gets another size, LAST."""

import fcntl
import struct
import sys
import termios

from textual.app import ComposeResult
from textual.driver import Driver
from textual.widgets import Static

from legtimer.tui.terminal.capabilities import TerminalCapabilities
from legtimer.tui.textual_compat.base_app import BaseApp
from legtimer.tui.textual_compat.driver import TerminalDriver

FIRST = 60
LAST = (100, 30)


class Resized(TerminalDriver):
    """Has the signal come between looking and telling."""

    def _get_terminal_size(self) -> tuple[int, int]:
        columns, rows = super()._get_terminal_size()
        if columns == FIRST:
            fcntl.ioctl(sys.stdin.fileno(), termios.TIOCSWINSZ, struct.pack("HHHH", *reversed(LAST), 0, 0))
        return columns, rows


class Sizes(BaseApp):
    """Shows how large it takes its terminal to be."""

    def get_driver_class(self) -> type[Driver]:
        return Resized

    def compose(self) -> ComposeResult:
        yield Static()

    def hang_up(self) -> None:
        """The terminal is gone."""
        self.exit()

    def on_mount(self) -> None:
        self.set_interval(0.1, lambda: self.query_one(Static).update(f"{self.screen.size.width} columns"))


if __name__ == "__main__":
    Sizes(TerminalCapabilities()).run()
