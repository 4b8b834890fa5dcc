"""stub"""

from textual.content import Content
from textual.widget import Widget
from legtimer.tui.figure import draw


class Figure(Widget):
    args: tuple[str, float, str | None] = ("lying", 0.0, None)

    def show(self, variation: str, lift: float, side: str | None) -> None:
        self.args: tuple[str, float, str | None] = (variation, round(lift * 90) / 90, side)
        self.refresh()

    def render(self) -> Content:
        v, l, s = self.args
        return Content("\n".join(draw(v, l, (self.size.width, self.size.height), s).text))
