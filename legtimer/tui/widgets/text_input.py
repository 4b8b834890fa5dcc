"""A widget for one line of text."""

from textual.events import Paste
from textual.widgets import Input


class TextInput(Input):
    """An input that joins the lines of a paste; Textual would keep the first and lose the others."""

    def on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()
        text = " ".join(line.strip() for line in event.text.splitlines() if line.strip())
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)
