"""The Textual apps that legtimer is compared with: `python baseline_apps.py empty|minimal`."""

import sys

from textual.app import App, ComposeResult
from textual.widgets import Digits, Footer, Header, ProgressBar, Static


class Empty(App[None]):
    """Shows one word."""

    def compose(self) -> ComposeResult:
        """One line."""
        yield Static("ready")


class Minimal(App[None]):
    """A minimal timer: digits and a bar, updated ten times a second."""

    def compose(self) -> ComposeResult:
        """A header, the time, a bar and a footer."""
        yield Header()
        yield Digits("0.0")
        yield ProgressBar(total=600)
        yield Static("ready")
        yield Footer()

    def on_mount(self) -> None:
        """Start counting."""
        self._tenths = 0
        self.set_interval(0.1, self._count)

    def _count(self) -> None:
        self._tenths += 1
        self.query_one(Digits).update(f"{self._tenths / 10:.1f}")
        self.query_one(ProgressBar).update(progress=self._tenths % 600)


if __name__ == "__main__":
    {"empty": Empty, "minimal": Minimal}[sys.argv[1]]().run()
