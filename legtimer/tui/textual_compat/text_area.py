"""A text area that is freed when its screen is closed."""

from textual.widgets import TextArea


class FreedTextArea(TextArea):
    """Textual keeps every text area there has been, some 60 KB each, in the app's list of who watches its theme."""

    def on_unmount(self) -> None:
        """Leave that list, which Textual clears only when the theme changes."""
        watching = getattr(self.app, "__watchers", {}).get("theme", [])
        watching[:] = [each for each in watching if each[0] is not self]
