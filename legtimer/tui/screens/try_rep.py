"""One rep to try before starting a workout; nothing is recorded."""

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label

from legtimer.core.frame import Frame
from legtimer.runtime.controller import WorkoutController
from legtimer.tui.graphics.figure import stance
from legtimer.tui.screens.workout import FRAME
from legtimer.tui.text.workout import WORDS, workout_text
from legtimer.tui.widgets.big_text import BigText
from legtimer.tui.widgets.figure import Figure


class TryRepScreen(ModalScreen[None]):
    """Performs a workout of one rep; any key or click ends it."""

    CSS_PATH = ["try_rep.tcss", "phases.tcss"]
    AUTO_FOCUS = None

    def __init__(self, controller: WorkoutController, notice: Callable[[], str]) -> None:
        super().__init__()
        self.controller = controller
        self._notice = notice

    def compose(self) -> ComposeResult:
        with Vertical(id="trial", classes="dialog"):
            with Horizontal(id="trial-now"):
                yield BigText(id="trial-word", classes="coloured")
                yield BigText(id="trial-seconds", classes="coloured")
            yield Figure(id="trial-figure", classes="coloured")
            yield Label(id="trial-breath")
            yield Label(id="trial-end")

    def on_mount(self) -> None:
        self.controller.start(self._show, self._close)
        self.run_worker(self.controller.run(FRAME))

    def on_unmount(self) -> None:
        self.controller.leave()

    def on_key(self, event: events.Key) -> None:
        event.stop()
        self._close()

    def on_click(self) -> None:
        self._close()

    def _close(self) -> None:
        if self.is_active:
            self.dismiss()

    def _show(self, frame: Frame) -> None:
        text = workout_text(frame)
        self.query_one("#trial-word", BigText).show(text.word, WORDS)
        self.query_one("#trial-seconds", BigText).show(text.seconds, ("00",))
        self.query_one("#trial-figure", Figure).show(stance(frame))
        self.query_one("#trial-breath", Label).update(Content.assemble((text.breath, "bold"), "  ", text.detail))
        for widget in self.query(".coloured"):
            widget.set_classes(f"coloured {text.colour}")
        notice = self._notice()
        self.query_one("#trial-end", Label).update(Content(f"any key to stop{f'   ({notice})' if notice else ''}"))
