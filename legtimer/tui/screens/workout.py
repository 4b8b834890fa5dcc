"""The workout, as seen from the mat."""

from collections.abc import Callable
from functools import partial

from rich.cells import cell_len
from textual import events, work
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Label

from legtimer.core.settings import Settings
from legtimer.core.workout import Frame, State, Workout
from legtimer.runtime.controller import WorkoutController
from legtimer.tui.commands import WORKOUT, bindings
from legtimer.tui.graphics.figure import stance
from legtimer.tui.screens.confirm import ConfirmScreen
from legtimer.tui.text.workout import BREATHS, WORDS, WorkoutText, workout_text
from legtimer.tui.widgets.big_text import BigText
from legtimer.tui.widgets.figure import Figure
from legtimer.tui.widgets.ground import Columns, Ground, Rows
from legtimer.tui.widgets.key_hints import KeyHints
from legtimer.tui.widgets.workout_progress import WorkoutProgress

FRAME = 50  # milliseconds
FLASH = 200  # milliseconds at the beginning of a phase
SMALLEST = (40, 12)  # columns and rows

# The fields of a scene that are shown as they are, in widgets of the same name.
# Texts that take turns in one place are shown in letters of one size.
BIG = {"word": WORDS, "seconds": ("00",), "rep": ("00",), "breath": BREATHS}
LABELS = ("name", "tempo", "sets", "time_left", "detail", "unit", "rep_label", "form_cue", "upcoming")


class WorkoutScreen(Screen[None], Ground):
    """Performs a workout and shows it; dismissed when it is over and saved."""

    CSS_PATH = "workout.tcss"
    BINDINGS = bindings(WORKOUT)
    AUTO_FOCUS = None
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-medium"), (76, "-usual"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-middling"), (30, "-tall")]  # noqa: RUF012

    def __init__(self, controller: WorkoutController, notice: Callable[[], str], settings: Settings) -> None:
        super().__init__()
        self.controller = controller
        self._notice = notice
        self._flashes = settings.flash and not settings.reduced_motion
        self._drawn: WorkoutText | None = None
        self._shown_notice = ""
        self._figure = Figure(id="figure", classes="coloured")
        self._course = WorkoutProgress(id="course")
        self._covered = False
        self.set_class(settings.reduced_motion, "-still")

    def compose(self) -> ComposeResult:
        """The word and the seconds above, the figure and the reps below, then what to mind and what comes next."""
        # What moves is kept apart: Textual draws anew whatever shares a parent with a change.
        with Rows(id="upper"):
            with Columns(id="title"):
                yield Label(id="name")
                yield Label(id="notice")
                yield Label(id="tempo")
                yield Label(id="sets")
                yield Label(id="time_left")
            with Columns(id="now"):
                yield BigText(id="word", classes="coloured")
                yield BigText(id="seconds")
            with Columns(id="under"):
                with Rows(id="breathing"):
                    yield BigText(id="breath", classes="coloured")
                    yield Label(id="detail")
                yield Label(id="unit")
        with Columns(id="body"):
            yield self._figure
            with Rows(id="reps"):
                yield BigText(id="rep")
                yield Label(id="rep_label")
        with Rows(id="lower"):
            with Columns(id="mind"):
                yield Label(id="form_cue")
                yield Label(id="upcoming")
            yield self._course
            yield KeyHints(WORKOUT)
        yield Label(id="too-small")

    def on_mount(self) -> None:
        """Begin."""
        self.app.app_suspend_signal.subscribe(self, lambda _: self.controller.pause_without_drawing(), immediate=True)
        self.controller.start(self._show, self._over)
        self.run_worker(self.controller.run(FRAME))

    def on_unmount(self) -> None:
        """However the screen goes away, what was done stays."""
        self.app.app_suspend_signal.unsubscribe(self)  # else it would keep this screen for as long as it lives
        self.controller.leave()

    def on_screen_suspend(self) -> None:
        """The time stands while something else is on the screen: a question, the help."""
        self._covered = self.controller.workout.state is State.RUNNING
        if self._covered:
            self.controller.toggle_pause()

    def on_screen_resume(self) -> None:
        """Go on if it was going on."""
        if self._covered:
            self._covered = False
            self.controller.toggle_pause()

    def on_resize(self, event: events.Resize) -> None:
        """In a window too small for letters, say so; the workout goes on."""
        columns, rows = event.size
        self.set_class(columns < SMALLEST[0] or rows < SMALLEST[1], "-tiny")
        self.query_one("#too-small", Label).update(
            Content(f"{columns}x{rows} is too small to see from the mat: {SMALLEST[0]}x{SMALLEST[1]} will do")
        )

    # What a person can do

    def action_pause(self) -> None:
        """Pause, or go on."""
        self.controller.toggle_pause()

    def on_click(self) -> None:
        """A click anywhere is as good as the space bar."""
        self.controller.toggle_pause()

    def action_skip(self) -> None:
        """Go on to the next phase."""
        self.controller.jump(Workout.skip)

    def action_back(self) -> None:
        """Go back to the phase before."""
        self.controller.jump(Workout.back)

    def action_break_form(self) -> None:
        """The lower back came off the floor: end the set at its last clean rep."""
        self.controller.jump(Workout.break_form)

    def action_change_rest(self, seconds: int) -> None:
        """Make the rest longer or shorter."""
        self.controller.change(partial(Workout.change_rest, by=1000 * seconds))

    def action_change_down(self, milliseconds: int) -> None:
        """Make the lowering slower or faster, from the next rep on."""
        self.controller.change(partial(Workout.change_down, by=milliseconds))

    def action_correct_reps(self, reps: int) -> None:
        """In the rest: count more or fewer reps than the timeline did."""
        self.controller.change(partial(Workout.correct_reps, by=reps))

    @work
    async def action_end(self) -> None:
        """Ask, and end here."""
        if await self.app.push_screen_wait(ConfirmScreen("End this workout?", "What you have done so far is kept.")):
            self.controller.jump(Workout.stop)

    # What the controller says

    def _over(self) -> None:
        self.dismiss()

    def _show(self, frame: Frame) -> None:
        """Draw what differs from what is on the screen."""
        new, old = workout_text(frame), self._drawn
        if new != old:
            self._drawn = new
            self._write_texts(new, old)
        self._figure.show(stance(frame))
        self._course.show(self.controller.workout.timeline, frame.position)
        notice = self._notice()
        if notice != self._shown_notice:
            self._shown_notice = notice
            self.query_one("#notice", Label).update(Content(notice))
            self.set_class(bool(notice), "-told")
        self.set_class(self._flashes and frame.state is State.RUNNING and frame.elapsed < FLASH, "-flash")

    def _write_texts(self, new: WorkoutText, old: WorkoutText | None) -> None:
        changed = [field for field in (*BIG, *LABELS) if old is None or getattr(old, field) != getattr(new, field)]
        for field in changed:
            text = getattr(new, field)
            if field in BIG:
                self.query_one(f"#{field}", BigText).show(text, BIG[field])
            else:
                label = self.query_one(f"#{field}", Label)
                # Laying a screen out costs more than drawing it: only where the text makes the width, and another one.
                as_wide = old is not None and cell_len(text) == cell_len(getattr(old, field))
                label.update(Content(text), layout=label.styles.is_auto_width and not as_wide)
        self.query_one("#breath").display = bool(new.breath)
        if old is None or old.colour != new.colour:
            for widget in self.query(".coloured"):
                widget.set_classes(f"coloured {new.colour}")
