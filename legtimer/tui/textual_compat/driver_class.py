"""The driver of this system's terminal."""

import sys

if sys.platform == "win32":
    from textual.drivers.windows_driver import WindowsDriver as TerminalDriver
else:
    from legtimer.tui.textual_compat.driver import TerminalDriver

__all__ = ["TerminalDriver"]
