"""stub"""

from textual.content import Content
from textual.widget import Widget
from legtimer.tui.letters import big_text


class BigText(Widget):
    shown = ""

    def show(self, text: str) -> None:
        if text != self.shown:
            self.shown = text
            self.refresh()

    def render(self) -> Content:
        return Content("\n".join(big_text(self.shown, self.size.width, self.size.height)))
