"""The workout in progress, to be read from the mat."""

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace
from rich.cells import cell_len
from textual import events, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Label, Static

from legtimer.core.flash import Flashes
from legtimer.core.frame import Frame, State
from legtimer.core.settings import Settings
from legtimer.core.workout import Workout
from legtimer.runtime.controller import WorkoutController
from legtimer.tui.commands import WORKOUT, Command, bindings
from legtimer.tui.graphics.figure import stance
from legtimer.tui.screens.dialogs import ConfirmScreen
from legtimer.tui.terminal.capabilities import SMALLEST
from legtimer.tui.text.workout import BREATHS, WORDS, WorkoutText, workout_text
from legtimer.tui.widgets.big_text import BigText
from legtimer.tui.widgets.cached_lines import CachedBackground, CachedLines
from legtimer.tui.widgets.figure import Figure
from legtimer.tui.widgets.key_hints import KeyHints
from legtimer.tui.widgets.workout_progress import WorkoutProgress

FRAME = 50  # milliseconds between frames while the legs move
ANSWER = 2000  # milliseconds for which the answer to a key is shown

# Fields of WorkoutText that are shown in the widgets with the same id. A big text has one size of letters that fits all
# the words listed with it.
BIG = {
    "word": WORDS,
    "seconds": ("00",),
    "breath": BREATHS,
    "fraction": ("0/00",),
    "set": ("SET 0/0",),
}
LABELS = ("title", "tempo", "sets", "time_left", "detail", "dots", "setup", "form_cue", "upcoming")


class CachedLabel(Label, CachedLines):
    """A text that seldom changes, beside others that change often."""


class WorkoutScreen(Screen[None], CachedBackground):
    """Performs a workout and shows it; dismissed when the workout ends."""

    CSS_PATH = ["workout.tcss", "phases.tcss"]
    BINDINGS = bindings(WORKOUT)
    HINTS: tuple[Command, ...] = WORKOUT  # the commands that are shown at the bottom
    AUTO_FOCUS = None
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-medium"), (76, "-usual"), (100, "-wide"), (150, "-broad")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-middling"), (30, "-tall")]

    def __init__(
        self, controller: WorkoutController, notice: Callable[[], str], settings: Callable[[], Settings]
    ) -> None:
        super().__init__()
        self.controller = controller
        self._notice = notice
        self._settings = settings
        self._flashes = Flashes() if settings().flash and not settings().reduced_motion else None
        self._shown_text: WorkoutText | None = None
        self._shown_notice = ""
        self._answer = ""
        self._answered_at = 0
        self._figure = Figure(id="figure", classes="coloured")
        self._progress = WorkoutProgress(id="progress")
        self._paused_by_cover = False
        self.set_class(settings().reduced_motion, "-still")

    def compose(self) -> ComposeResult:
        # Separate parents for what changes often: Textual redraws all siblings of a widget that changes.
        with Vertical(id="upper"):
            with Horizontal(id="header"):
                yield CachedLabel(id="title")
                yield CachedLabel(id="notice")
                yield CachedLabel(id="tempo")
                yield CachedLabel(id="sets")
                yield CachedLabel(id="time_left")
            with Horizontal(id="now"):
                yield BigText(id="word", classes="coloured")
                yield BigText(id="seconds", classes="coloured")
            with Horizontal(id="breath-row"):
                yield BigText(id="breath", classes="coloured")
                yield CachedLabel(id="detail")
        with Horizontal(id="body"):
            yield self._figure
            with Vertical(id="counts"):
                yield CachedLabel(id="setup")
                yield BigText(id="fraction")
                yield CachedLabel(id="dots")
                yield BigText(id="set")
        with Vertical(id="lower"):
            yield CachedLabel(id="form_cue")
            yield CachedLabel(id="upcoming")
            yield self._progress
            yield KeyHints(self.HINTS)
        yield CachedLabel(id="too-small")
        yield Static(id="left-edge")
        yield Static(id="right-edge")

    def on_mount(self) -> None:
        self.app.app_suspend_signal.subscribe(self, lambda _: self.controller.pause_without_drawing(), immediate=True)
        self.controller.start(self._show, self._close)
        self.run_worker(self.controller.run(FRAME))

    def on_unmount(self) -> None:
        self.app.app_suspend_signal.unsubscribe(self)  # else the signal would keep a reference to this screen
        self.controller.leave()

    def on_screen_suspend(self) -> None:
        self._paused_by_cover = self.controller.workout.state is State.RUNNING
        if self._paused_by_cover:
            self._toggle_pause()

    def on_screen_resume(self) -> None:
        if self._paused_by_cover:
            self._paused_by_cover = False
            self._toggle_pause()

    def on_resize(self, event: events.Resize) -> None:
        columns, rows = event.size
        self.set_class(columns < SMALLEST[0] or rows < SMALLEST[1], "-tiny")
        self.query_one("#too-small", Label).update(
            Content(f"{columns}x{rows} is too small, use {SMALLEST[0]}x{SMALLEST[1]}")
        )

    # Keys

    def action_pause(self) -> None:
        self._toggle_pause()

    def action_use_clicker(self) -> None:
        if self.controller.workout.state is State.RUNNING and self._ended_max():
            self.action_skip()
        else:
            self.action_pause()

    def on_click(self) -> None:
        self.action_pause()

    def _toggle_pause(self) -> None:
        self._answer = ""  # to an earlier key: below the word PAUSED it would seem to be about the pause
        self.controller.toggle_pause()

    def action_skip(self) -> None:
        self._jump(Workout.skip, self._ended_max() or "SKIPPED")

    def action_back(self) -> None:
        self._jump(Workout.step_back, "BACK")

    def action_break_form(self) -> None:
        self._jump(Workout.break_form, self._ended_max() or "FORM", "NOT IN A SET")

    def _ended_max(self) -> str:
        """Return the answer to a key that ends the "max" set under way; empty in any other segment."""
        frame = self.controller.workout.frame
        if not (frame.segment.under_tension and frame.segment.plan.max):
            return ""
        return f"{frame.reps} DONE" if frame.segment.rep else f"{frame.elapsed // 1000} S DONE"

    def action_change_rest(self, seconds: int) -> None:
        before = self.controller.workout.timeline
        self.controller.change(partial(Workout.change_rest, by=1000 * seconds))
        changed = self.controller.workout.timeline is not before
        self._show_answer(f"REST {seconds:+}" if changed else "NO REST")

    def action_change_down(self, milliseconds: int) -> None:
        self.controller.change(partial(Workout.change_down, by=milliseconds))
        tempo = self.controller.workout.frame.block.tempo
        self._show_answer(f"DOWN {tempo.down:g} S" if tempo else "NO TEMPO")

    def action_correct_reps(self, reps: int) -> None:
        self.controller.change(partial(Workout.correct_reps, by=reps))
        frame = self.controller.workout.frame
        count = f"{frame.reps} REP{'' if frame.reps == 1 else 'S'}"
        self._show_answer(count if frame.segment.between_sets else "NOT IN A REST")

    def action_mute(self) -> None:
        self.app.action_switch("mute")  # type: ignore[attr-defined]
        self._show_answer("MUTED" if self._settings().mute else "SOUND ON")

    def action_voice(self) -> None:
        self.app.action_switch("voice")  # type: ignore[attr-defined]
        self._show_answer("VOICE ON" if self._settings().voice else "VOICE OFF")

    def action_change_volume(self, per_cent: int) -> None:
        self.app.action_change_volume(per_cent)  # type: ignore[attr-defined]
        self._show_answer(f"VOLUME {round(100 * self._settings().master)}%")

    @work
    async def action_end(self) -> None:
        if await self.app.push_screen_wait(ConfirmScreen("End this workout?", "What you have done so far is saved.")):
            self.controller.jump(Workout.stop)

    def _jump(self, action: Callable[[Workout, int], None], answer: str, moved_nothing: str = "") -> None:
        before = self.controller.workout.place
        self.controller.jump(action)
        self._show_answer(answer if self.controller.workout.place != before else moved_nothing)

    def _show_answer(self, text: str) -> None:
        """Show for two seconds, in letters to read from the mat, what a key did."""
        self._answer, self._answered_at = text, self.controller.now
        self.controller.tick()

    # Drawing

    def _close(self) -> None:
        self.dismiss()

    def _show(self, frame: Frame) -> None:
        """Draw what has changed since the last frame."""
        new, old = workout_text(frame, self._settings().units), self._shown_text
        if self._answer:
            if self.controller.now - self._answered_at >= ANSWER:
                self._answer = ""
            else:
                new = replace(new, breath=self._answer, detail="")
        if new != old:
            self._shown_text = new
            self._write_texts(new, old)
        self._figure.show(stance(frame))
        self._progress.show(self.controller.workout.timeline, frame.position)
        notice = self._notice()
        if notice != self._shown_notice:
            self._shown_notice = notice
            self.query_one("#notice", Label).update(Content(notice))
            self.set_class(bool(notice), "-notice")
        if self._flashes is not None:
            under_way = frame.state is State.RUNNING and not frame.begins_in
            bright = under_way and self._flashes.bright(frame.segment, frame.elapsed, self.controller.now)
            self.set_class(bright, "-flash")

    def _write_texts(self, new: WorkoutText, old: WorkoutText | None) -> None:
        changed = [field for field in (*BIG, *LABELS) if old is None or getattr(old, field) != getattr(new, field)]
        for field in changed:
            text = getattr(new, field)
            if field in BIG:
                self.query_one(f"#{field}", BigText).show(text, BIG[field])
            else:
                label = self.query_one(f"#{field}", Label)
                # A layout costs more than drawing, and is needed only where the size of a label depends on its text.
                same_width = old is not None and cell_len(text) == cell_len(getattr(old, field))
                label.update(Content(text), layout=label.styles.auto_dimensions and not same_width)
        self.set_class(bool(new.setup), "-setup")
        self.set_class(not new.breath, "-no-breath")
        self.set_class(not new.detail, "-no-detail")
        if old is None or old.colour != new.colour:
            self.set_class(new.colour == "soon", "-soon")
            for widget in self.query(".coloured"):
                widget.set_classes(f"coloured {new.colour}")
