"""An app that shows its size. While it reads that the window is FIRST columns wide, the window is resized to LAST."""

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
    """Resizes the window between reading the size and reporting it."""

    def _get_terminal_size(self) -> tuple[int, int]:
        columns, rows = super()._get_terminal_size()
        if columns == FIRST:
            fcntl.ioctl(sys.stdin.fileno(), termios.TIOCSWINSZ, struct.pack("HHHH", *reversed(LAST), 0, 0))
        return columns, rows


class Sizes(BaseApp):
    """Shows the size that the app assumes."""

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
