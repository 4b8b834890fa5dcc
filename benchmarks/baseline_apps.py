"""The Textual apps that legtimer is held against: `python baseline_apps.py empty|minimal`."""

import sys

from textual.app import App, ComposeResult
from textual.widgets import Digits, Footer, Header, ProgressBar, Static


class Empty(App[None]):
    """Nothing but a word."""

    def compose(self) -> ComposeResult:
        """One line."""
        yield Static("ready")


class Minimal(App[None]):
    """The least that a timer can be: digits and a bar, ten times a second."""

    def compose(self) -> ComposeResult:
        """A header, the time, a bar and a footer."""
        yield Header()
        yield Digits("0.0")
        yield ProgressBar(total=600)
        yield Static("ready")
        yield Footer()

    def on_mount(self) -> None:
        """Begin to count."""
        self._tenths = 0
        self.set_interval(0.1, self._count)

    def _count(self) -> None:
        self._tenths += 1
        self.query_one(Digits).update(f"{self._tenths / 10:.1f}")
        self.query_one(ProgressBar).update(progress=self._tenths % 600)


if __name__ == "__main__":
    {"empty": Empty, "minimal": Minimal}[sys.argv[1]]().run()
