"""The app: it opens the screens and hands them the rooms they need."""

import asyncio
import signal
from collections.abc import Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from textual import work
from textual.app import App
from textual.await_remove import AwaitRemove
from textual.binding import Binding
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.screen import Screen
from textual.theme import Theme
from textual.widget import MountError, Widget
from textual.worker import WorkerFailed

from legtimer.core.preset import Preset
from legtimer.core.preset_entry import PresetEntry
from legtimer.core.printable import printable
from legtimer.core.settings import Settings
from legtimer.tui.screens.picker import PickerScreen
from legtimer.tui.services import Services
from legtimer.tui.textual_compat.app import PacedApp
from legtimer.tui.textual_compat.stylesheet import CachedStylesheet
from legtimer.tui.themes import PLAIN, THEMES

if TYPE_CHECKING:
    from legtimer.runtime.session_writer import SessionWriter
    from legtimer.tui.screens.editor import EditorScreen
    from legtimer.tui.screens.history import HistoryScreen

ENDING = ("SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM")
SHOWN = 0.1  # seconds that what has been drawn takes to be seen
NEWS = 15  # seconds for which what came to light at the start is shown

# What the first frame can do without. It is imported when first needed, and that is while a person still looks around.
LATER = (
    "legtimer.tui.workout_flow",
    "legtimer.tui.screens.history",
    "legtimer.tui.screens.editor",
    "legtimer.tui.screens.settings",
    "legtimer.tui.screens.help",
)


class LegtimerApp(PacedApp):
    """The full-screen app. `session_writers` are those whose session may not be on disk yet, the last one included."""

    TITLE = "legtimer"
    # That of the first screen too: a sheet that comes with its screen makes Textual read all of them anew.
    CSS_PATH = ["legtimer.tcss", "screens/picker.tcss"]  # noqa: RUF012 - so Textual wants it
    DEFAULT_MODE = "picker"
    BINDINGS = [Binding("ctrl+z", "suspend_process", show=False)]  # noqa: RUF012 - so Textual wants it

    def __init__(self, services: Services) -> None:
        super().__init__(services.capabilities)
        self._services = services
        self.session_writers: list[SessionWriter] = []
        self.bugs: list[Exception] = []
        self._performing = False
        for theme in (*THEMES, PLAIN):
            self.register_theme(theme)
        # As a change, it would make Textual read all style sheets anew before there is anything to see.
        self.set_reactive(App.theme, THEMES[0].name)
        self.stylesheet = CachedStylesheet(self.get_css_variables())
        if services.settings.theme in self.available_themes:
            self.theme = services.settings.theme
        elif services.capabilities.plain:
            self.theme = PLAIN.name
        self.settings = replace(services.settings, theme=self.theme)
        self.add_mode("history", self._history)

    def get_default_screen(self) -> Screen[None]:
        """The picker is the first screen there is."""
        return PickerScreen(self._services, lambda: self.settings.reduced_motion)

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
        """Go straight to the workout that was asked for, if one was."""
        self._announce_suspension()
        self.add_mode("picker", self.get_default_screen)  # earlier, Textual would read all style sheets once more
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        self._services.sound.bell = self.bell
        if self._services.run is not None:
            self._perform(self._services.run)
        self.call_after_refresh(self._go_on)

    def _go_on(self) -> None:
        """There is something to look at: now comes what takes longer."""
        self.set_timer(SHOWN, self._services.first_frame_shown)
        self.run_worker(self._tell_news())
        self.run_worker(self._open_sound())
        self.run_worker(lambda: [import_module(name) for name in LATER], thread=True)

    async def _tell_news(self) -> None:
        news = await asyncio.to_thread(self._services.startup_messages)
        for line in news:
            self.notify(line, timeout=NEWS, markup=False)
        if news and isinstance(self.screen, PickerScreen):
            self.screen.read_history()

    async def _open_sound(self) -> None:
        await self._services.sound.open()
        for line in self._services.sound.messages:
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

    def choose(self, **choices: object) -> Settings:
        """FileChange settings, by name, at once and for good."""
        self.settings = self._services.sound.settings = replace(self.settings, **choices)
        if self.settings.theme is not None:
            self.theme = self.settings.theme
        try:
            self._services.save_settings(choices)
        except OSError as error:
            self.notify(f"Your choice holds until you quit: {error.strerror or error}.", markup=False)
        return self.settings

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

    def action_settings(self) -> None:
        """Let a person choose."""
        themes = (*(theme.name for theme in THEMES), *sorted(set(self.available_themes) - {t.name for t in THEMES}))
        from legtimer.tui.screens.settings import SettingsScreen  # noqa: PLC0415

        self.push_screen(SettingsScreen(self.settings, themes, self.choose))

    def action_help(self) -> None:
        """Show what the keys of this screen do."""
        from legtimer.tui.screens.help import HelpScreen  # noqa: PLC0415

        self.push_screen(HelpScreen([active.binding for active in self.screen.active_bindings.values()]))

    def notify(self, message: str, **options: Any) -> None:
        """Tell a person something; a file whose name it tells may be called anything."""
        super().notify("\n".join(map(printable, message.split("\n"))), **options)

    def report(self, error: Exception) -> None:
        """Remember what should not have happened: whoever started the app will want to tell."""
        self.bugs.append(error)

    def _report_of_loop(self, _: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
        error = context.get("exception")
        self.report(error if isinstance(error, Exception) else RuntimeError(context["message"]))

    def _handle_exception(self, error: Exception) -> None:
        # Textual's own would print a traceback over what the person was looking at. Screens are taken down as ever,
        # which keeps what was done.
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            error = error.error
        if self._exit and isinstance(error, NoMatches | MountError):  # ended while a screen was being put together
            self._close_messages_no_wait()
            return
        self.report(error)
        if self._exception is None:  # for tests, as Textual does
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def _prune(self, *nodes: Widget, parent: DOMNode | None = None) -> AwaitRemove:
        # Textual's own ends the workers of a screen after its widgets: one that comes back from the disk in between
        # would have nothing left to write on.
        for node in nodes:
            self.workers.cancel_node(node)
        return super()._prune(*nodes, parent=parent)

    def action_help_quit(self) -> None:
        """End at once, as ctrl-C does everywhere; what was done is kept."""
        self.exit(return_code=128 + signal.SIGINT)

    def hang_up(self) -> None:
        """The terminal is gone: end as a closed window would have it."""
        self.exit(return_code=128 + signal.SIGHUP)

    async def on_unmount(self) -> None:
        """Leave nothing running."""
        await self._services.sound.close()

    def _history(self) -> "HistoryScreen":
        from legtimer.tui.screens.history import HistoryScreen  # noqa: PLC0415

        return HistoryScreen(self._services.history, self._services.today)

    def on_picker_screen_tried(self, event: PickerScreen.Tried) -> None:
        """Let one rep be heard and seen, with a moment to get ready."""
        self._try_rep(event.preset)

    def on_editor_screen_tried(self, event: "EditorScreen.Tried") -> None:
        """Let one rep of what is being edited be heard."""
        self._try_rep(event.preset)

    @work
    async def on_picker_screen_edited(self, event: PickerScreen.Edited) -> None:
        """Open the editor; afterwards the cursor is on what was saved."""
        from legtimer.tui.screens.editor import EditorScreen  # noqa: PLC0415

        library, picker = self._services.library, self.screen
        try:
            original = library.original(event.entry)
        except (OSError, ValueError) as error:
            words = f"This can only be mended in a text editor: {printable(str(error))}."
            self.notify(words, severity="error", markup=False)
            return
        saved = await self.push_screen_wait(EditorScreen(original, library))
        if saved is not None and isinstance(picker, PickerScreen):
            picker.select(saved.stem)

    def on_picker_screen_chosen(self, event: PickerScreen.Chosen) -> None:
        """Perform the preset that was chosen."""
        self._perform(event.entry)

    def on_history_screen_again(self, event: "HistoryScreen.Again") -> None:
        """Perform what was planned in a past session."""
        session = event.session
        entry = next((entry for entry in self._services.library.load() if entry.stem == session.preset), None)
        preset = session.to_preset(entry.preset if entry else None)
        path = entry.path if entry else Path(session.preset)
        self._perform(PresetEntry(stem=session.preset, source="own", path=path, preset=preset))

    def action_show_history(self) -> None:
        """Show what has been done."""
        self.switch_mode("history")

    def action_show_picker(self) -> None:
        """Show the presets."""
        self.switch_mode("picker")

    def _try_rep(self, preset: Preset) -> None:
        from legtimer.tui.workout_flow import try_rep  # noqa: PLC0415

        try_rep(self, self._services, preset)

    @work
    async def _perform(self, entry: PresetEntry) -> None:
        from legtimer.tui.workout_flow import perform  # noqa: PLC0415

        if self._performing:  # a key pressed twice starts one workout
            return
        self._performing = True
        try:
            await perform(self, self._services, lambda: self.settings, entry, self._open)
        finally:
            self._performing = False
        if entry is self._services.run:
            self.exit()

    def _open(self, session_writer: "SessionWriter") -> None:
        self.session_writers = [each for each in self.session_writers if not each.kept] + [session_writer]
