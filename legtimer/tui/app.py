"""The app: it opens the screens and hands them the rooms they need."""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any, Protocol

from msgspec import Struct
from msgspec.structs import replace
from textual import work
from textual.app import App
from textual.binding import Binding
from textual.driver import Driver
from textual.theme import Theme
from textual.worker import WorkerFailed

from legtimer.core.again import again
from legtimer.core.library import Entry
from legtimer.core.preset import Preset
from legtimer.core.printable import printable
from legtimer.core.session import Session
from legtimer.core.settings import Settings
from legtimer.core.workout import Workout
from legtimer.storage.history import History
from legtimer.tui.awake import kept_awake
from legtimer.tui.clock import milliseconds_now
from legtimer.tui.conductor import Rooms, Sound
from legtimer.tui.diary import Blank, Diary, Page
from legtimer.tui.preview import one_rep
from legtimer.tui.screens.editor import EditorScreen
from legtimer.tui.screens.help import HelpScreen
from legtimer.tui.screens.history import HistoryScreen
from legtimer.tui.screens.picker import PickerScreen
from legtimer.tui.screens.picker import Rooms as PickerRooms
from legtimer.tui.screens.summary import SummaryScreen
from legtimer.tui.screens.try_rep import TryRepScreen
from legtimer.tui.screens.workout import WorkoutScreen
from legtimer.tui.shelf import Shelf
from legtimer.tui.terminal_fit import Asciifier, Fit
from legtimer.tui.themes import THEMES

TRIAL_PREPARE = 3.0  # seconds
SLOW = 0.05  # seconds between two looks at a terminal that is slow
ENDING = ("SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM")


def _today() -> datetime:
    return datetime.now().astimezone()


def terminal_driver() -> type[Driver] | None:
    """What the terminal is driven with; None for Textual's own."""
    if sys.platform == "win32":
        return None
    from legtimer.tui.terminal import Terminal  # noqa: PLC0415 - there is none of its kind on Windows

    return Terminal


class SoundRoom(Protocol):
    """What the app needs of the audio room; how loud it is, the settings say."""

    settings: Settings
    bell: Callable[[], None]

    @property
    def news(self) -> Sequence[str]:
        """What opening brought to light, a line each: why there is no sound, which own sounds cannot be used."""

    @property
    def notice(self) -> str:
        """What a person should know about the sound; most often nothing."""

    async def open(self) -> None:
        """Find out what can play."""

    async def close(self) -> None:
        """Silence, and nothing left running."""

    def soundtrack(self, preset: Preset) -> Sound:
        """The sound of one workout."""


class Parts(Struct, frozen=True, kw_only=True):
    """What the app is built of, put together by the front door.

    `begin` opens the file of a session, `keep` writes choices (by name) into the settings file, `run` is performed at
    once, if given, and `news` are told at the start, a line each; `fit` says what the
    terminal can show.
    """

    presets: Shelf
    history: History
    begin: Callable[[Session], Page]
    sound: SoundRoom
    settings: Settings
    keep: Callable[[Mapping[str, object]], None]
    run: Entry | None = None
    fit: Fit = Fit()
    news: Sequence[str] = ()
    clock: Callable[[], int] = milliseconds_now
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    today: Callable[[], datetime] = _today


class LegtimerApp(App[None]):
    """legtimer on a full screen."""

    TITLE = "legtimer"
    CSS_PATH = "legtimer.tcss"
    BINDINGS = [Binding("ctrl+z", "suspend_process", show=False)]  # noqa: RUF012 - so Textual wants it

    def __init__(self, parts: Parts) -> None:
        super().__init__(driver_class=terminal_driver())
        self._parts = parts
        self.settings = parts.settings
        self.bugs: list[Exception] = []
        self.fit = parts.fit
        self.glyphs: Mapping[int, str] | None = Asciifier() if parts.fit.ascii_only else None

    def on_load(self) -> None:
        """Before the terminal is touched: see to it that the app ends well, whatever ends it."""
        loop = asyncio.get_running_loop()
        # Textual would let these kill it without tidying up; a set under way would be lost.
        for name in ENDING:
            if hasattr(signal, name):
                number = getattr(signal, name)
                loop.add_signal_handler(number, partial(self.exit, return_code=128 + number))
        loop.set_exception_handler(self._report_of_loop)

    def on_mount(self) -> None:
        """Open the picker, or the workout that was asked for."""
        self._announce_suspension()
        self._parts.sound.bell = self.bell
        self.run_worker(self._open_sound())
        for theme in THEMES:
            self.register_theme(theme)
        chosen = self.settings.theme
        self.theme = chosen if chosen in self.available_themes else THEMES[0].name
        self.settings = replace(self.settings, theme=self.theme)
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        self.add_mode("picker", self._picker)
        self.add_mode("history", lambda: HistoryScreen(self._parts.history, self._parts.today))
        self.switch_mode("picker")
        for line in self._parts.news:
            self.notify(line, markup=False)
        if self._parts.run is not None:
            self._perform(self._parts.run)

    async def _open_sound(self) -> None:
        await self._parts.sound.open()
        for line in self._parts.sound.news:
            self.notify(line, markup=False)

    def _announce_suspension(self) -> None:
        """Let the screens know of a stop by the shell too: Textual tells them only of one of its own."""
        stop = signal.getsignal(signal.SIGTSTP) if hasattr(signal, "SIGTSTP") else None
        if not callable(stop):  # there is no terminal, or it knows no such thing
            return

        def announce(number: int, frame: FrameType | None) -> None:
            self.app_suspend_signal.publish(self)
            stop(number, frame)

        signal.signal(signal.SIGTSTP, announce)

    def report(self, error: Exception) -> None:
        """Remember what should not have happened: whoever started the app will want to tell."""
        self.bugs.append(error)

    def _report_of_loop(self, _: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
        error = context.get("exception")
        self.report(error if isinstance(error, Exception) else RuntimeError(context["message"]))

    def fail(self, error: Exception) -> None:
        """End, because of something that should not have happened; what was done is kept."""
        self._handle_exception(error)

    def _handle_exception(self, error: Exception) -> None:
        # Textual's own would print a traceback over what the person was looking at. Screens are taken down as ever,
        # which keeps what was done.
        self.report(error.error if isinstance(error, WorkerFailed) and isinstance(error.error, Exception) else error)
        if self._exception is None:  # for tests, as Textual does
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()

    def _line_is_busy(self) -> bool:
        return getattr(self._driver, "busy", False)

    async def _sleep_until_taken(self, seconds: float) -> None:
        """Sleep, and for as long as the terminal has not taken what was drawn before."""
        await self._parts.sleep(seconds)
        while self._line_is_busy():
            await self._parts.sleep(SLOW)

    def hang_up(self) -> None:
        """There is no terminal any more."""
        self.exit(return_code=128 + signal.SIGHUP)

    def action_help_quit(self) -> None:
        """End at once, as ctrl-C does everywhere; what was done is kept."""
        self.exit(return_code=128 + signal.SIGINT)

    def choose(self, **choices: object) -> None:
        """Change settings, by name, at once and for good."""
        self.settings = self._parts.sound.settings = replace(self.settings, **choices)
        try:
            self._parts.keep(choices)
        except OSError as error:
            self.notify(f"Your choice holds until you quit: {error.strerror or error}.", markup=False)

    def _keep_theme(self, theme: Theme) -> None:
        if theme.name != self.settings.theme:
            self.choose(theme=theme.name)

    def action_switch(self, name: str) -> None:
        """Turn a choice, or a volume, off, or on again."""
        value = getattr(self.settings, name)
        self.choose(**{name: not value if isinstance(value, bool) else 0.0 if value else getattr(Settings(), name)})

    def action_change_volume(self, per_cent: int) -> None:
        """Make everything louder or softer."""
        self.choose(master=min(max(round(self.settings.master + per_cent / 100, 2), 0.0), 1.0), mute=False)

    def action_help(self) -> None:
        """Show what the keys of this screen do."""
        self.push_screen(HelpScreen([active.binding for active in self.screen.active_bindings.values()]))

    async def on_unmount(self) -> None:
        """Leave nothing running."""
        try:
            await self._parts.sound.close()
        except Exception as error:  # the terminal has to be given back even so
            self.report(error)

    def _picker(self) -> PickerScreen:
        parts = self._parts
        return PickerScreen(
            PickerRooms(
                shelf=parts.presets,
                sessions=lambda: parts.history.read_all()[0],
                clock=parts.clock,
                sleep=self._sleep_until_taken,
                today=parts.today,
                still=lambda: self.settings.reduced_motion,
            )
        )

    def on_picker_screen_tried(self, event: PickerScreen.Tried) -> None:
        """Let one rep be heard and seen, with a moment to get ready."""
        self._try_rep(one_rep(event.preset, prepare=TRIAL_PREPARE))

    def on_editor_screen_tried(self, event: EditorScreen.Tried) -> None:
        """Let one rep of what is being edited be heard."""
        self._try_rep(one_rep(event.preset, prepare=TRIAL_PREPARE))

    @work
    async def on_picker_screen_edited(self, event: PickerScreen.Edited) -> None:
        """Open the editor; afterwards the cursor is on what was saved."""
        shelf, picker = self._parts.presets, self.screen
        try:
            original = shelf.original(event.entry)
        except (OSError, ValueError) as error:
            words = f"This can only be mended in a text editor: {printable(str(error))}."
            self.notify(words, severity="error", markup=False)
            return
        saved = await self.push_screen_wait(EditorScreen(original, shelf))
        if saved is not None and isinstance(picker, PickerScreen):
            picker.select(saved.stem)

    def on_picker_screen_chosen(self, event: PickerScreen.Chosen) -> None:
        """Perform the preset that was chosen."""
        self._perform(event.entry)

    def on_history_screen_again(self, event: HistoryScreen.Again) -> None:
        """Perform what was planned in a past session."""
        session = event.session
        entry = next((entry for entry in self._parts.presets.load() if entry.stem == session.preset), None)
        preset = again(session, entry.preset if entry else None)
        path = entry.path if entry else Path(session.preset)
        self._perform(Entry(stem=session.preset, source="own", path=path, preset=preset))

    def action_show_history(self) -> None:
        """Show what has been done."""
        self.switch_mode("history")

    def action_show_picker(self) -> None:
        """Show the presets."""
        self.switch_mode("picker")

    def _notice(self, diary: Diary) -> str:
        """The one thing a person should know during a workout, if any."""
        if diary.problem:
            return f"not saved yet: {diary.problem}"
        return self._parts.sound.notice or ("muted" if self.settings.mute else "")

    def _try_rep(self, preset: Preset) -> None:
        parts = self._parts
        rooms = Rooms(
            clock=parts.clock,
            sleep=parts.sleep,
            busy=self._line_is_busy,
            sound=parts.sound.soundtrack(preset),
            diary=Diary("", preset, lambda _: Blank(), parts.today, parts.clock),
            notice=lambda: parts.sound.notice,
        )
        self.push_screen(TryRepScreen(Workout(preset), rooms))

    @work
    async def _perform(self, entry: Entry) -> None:
        """One workout, from the first moment to the summary."""
        assert entry.preset is not None
        parts = self._parts
        diary = Diary(entry.stem, entry.preset, parts.begin, parts.today, parts.clock)
        rooms = Rooms(
            clock=parts.clock,
            sleep=parts.sleep,
            busy=self._line_is_busy,
            sound=parts.sound.soundtrack(entry.preset),
            diary=diary,
            notice=lambda: self._notice(diary),
        )
        workout = Workout(entry.preset, wait=self.settings.wait)
        with kept_awake():
            await self.push_screen_wait(WorkoutScreen(workout, rooms, self.settings))
        await self.push_screen_wait(SummaryScreen(diary.session, diary.problem))
        if entry is parts.run:
            self.exit()
