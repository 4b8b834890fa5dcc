"""The workout, as seen from the mat."""

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Label, ProgressBar

from legtimer.core.workout import Frame, State, Workout
from legtimer.tui.commands import WORKOUT, bindings
from legtimer.tui.conductor import Conductor, Rooms
from legtimer.tui.scene import PARTS, WORDS, Scene, scene
from legtimer.tui.screens.confirm import ConfirmScreen
from legtimer.tui.widgets.big_text import BigText
from legtimer.tui.widgets.figure import Figure
from legtimer.tui.widgets.key_line import KeyLine

FRAME = 50  # milliseconds

# The fields of a scene that are shown as they are, in widgets of the same name.
# Texts that take turns in one place are shown in letters of one size.
BIG = {"word": WORDS, "seconds": ("00",), "rep": ("00",)}
LABELS = ("name", "sets", "left", "breath", "unit", "rep_label", "cue", "next")


class WorkoutScreen(Screen[None]):
    """Performs a workout and shows it; dismissed when it is over and saved."""

    CSS_PATH = "workout.tcss"
    BINDINGS = bindings(WORKOUT)
    AUTO_FOCUS = None

    def __init__(self, workout: Workout, rooms: Rooms) -> None:
        super().__init__()
        self.conductor = Conductor(workout, rooms, show=self._show, over=self._over)
        self._drawn: Scene | None = None

    def compose(self) -> ComposeResult:
        """The word and the seconds above, the figure and the reps below, then what to mind and what comes next."""
        with Horizontal(id="title"):
            yield Label(id="name")
            yield Label(id="notice")
            yield Label(id="sets")
            yield Label(id="left")
        with Horizontal(id="now"):
            yield BigText(id="word")
            yield BigText(id="seconds")
        with Horizontal(id="under"):
            yield Label(id="breath")
            yield Label(id="unit")
        with Horizontal(id="body"):
            yield Figure(id="figure")
            with Vertical(id="reps"):
                yield BigText(id="rep")
                yield Label(id="rep_label")
        with Horizontal(id="mind"):
            yield Label(id="cue")
            yield Label(id="next")
        yield ProgressBar(total=1, show_percentage=False, show_eta=False, id="done")
        yield KeyLine(WORKOUT)

    def on_mount(self) -> None:
        """Begin."""
        self.conductor.start()
        self.run_worker(self.conductor.keep_time(FRAME))

    def on_unmount(self) -> None:
        """However the screen goes away, what was done stays."""
        self.conductor.leave()

    # What a person can do

    def action_pause(self) -> None:
        """Pause, or go on."""
        self.conductor.toggle_pause()

    def on_click(self) -> None:
        """A click anywhere is as good as the space bar."""
        self.conductor.toggle_pause()

    def action_skip(self) -> None:
        """Go on to the next phase."""
        self.conductor.skip()

    def action_back(self) -> None:
        """Go back to the phase before."""
        self.conductor.back()

    @work
    async def action_end(self) -> None:
        """Ask, and end here; the time stands while the question does."""
        running = self.conductor.workout.state is State.RUNNING
        if running:
            self.conductor.toggle_pause()
        if await self.app.push_screen_wait(ConfirmScreen("End this workout?", "What you have done so far is kept.")):
            self.conductor.stop()
        elif running:
            self.conductor.toggle_pause()

    # What the conductor says

    def _over(self) -> None:
        self.dismiss()

    def _show(self, frame: Frame) -> None:
        for kind in PARTS:
            self.set_class(frame.segment.kind == kind, f"-{kind}")
        self.set_class(frame.state is State.PAUSED, "-paused")
        self._draw(scene(frame))

        notice = self.query_one("#notice", Label)
        if notice.content != self.conductor.notice:
            notice.update(Content(self.conductor.notice))

    def _draw(self, new: Scene) -> None:
        """Draw what differs from the scene that is on the screen."""
        old, self._drawn = self._drawn, new
        if new == old:
            return
        for field, alike in BIG.items():
            self.query_one(f"#{field}", BigText).show(getattr(new, field), alike)
        for field in LABELS:
            if old is None or getattr(old, field) != getattr(new, field):
                self.query_one(f"#{field}", Label).update(Content(getattr(new, field)))
        self.query_one(Figure).show(new.variation, new.lift, new.side)
        self.query_one(ProgressBar).update(progress=new.done)
