"""The app: opens the screens and gives them the services they need.

All screens but the first are imported when they are opened: the first frame does not wait for them.
"""

import asyncio
import signal
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from textual import on, work
from textual.app import App
from textual.binding import Binding
from textual.driver import Driver
from textual.events import DescendantBlur, DescendantFocus
from textual.reactive import reactive
from textual.screen import Screen
from textual.theme import Theme
from textual.widget import Widget

from legtimer.core.printable import printable
from legtimer.core.settings import Settings
from legtimer.runtime.thread_pool import started_pool
from legtimer.storage.preset_library import PresetEntry
from legtimer.system.ending import HANG_UP, watch_requests
from legtimer.tui.commands import EVERYWHERE, bindings
from legtimer.tui.messages import RepeatRequested, StartRequested, TryRequested
from legtimer.tui.screens.picker import PickerScreen
from legtimer.tui.services import Services
from legtimer.tui.textual_compat.base_app import BaseApp
from legtimer.tui.textual_compat.stylesheet import CachedStylesheet
from legtimer.tui.themes import PLAIN, THEMES, readable, theme_names
from legtimer.tui.touch_buttons import touch_buttons

if TYPE_CHECKING:
    from legtimer.runtime.session_writer import SessionWriter

THREADS = 4  # for what reads and writes on disk
STARTUP_MESSAGE_TIMEOUT = 15  # seconds


class LegtimerApp(BaseApp, inherit_bindings=False):
    """The full-screen app.

    Attributes:
        sound_problems: what is wrong with the sound, in lines for the picker; known soon after the start.
        keymap: the keys that the user has changed.
        session_writers: those whose session may not be on disk yet, including the last one.
        performing: whether a workout or its summary is open.
        cut_off: the writer of the session whose workout or summary was open when the app ended.
        held_messages: notifications that wait, with their options, until no workout is on the screen.
    """

    TITLE = "legtimer"
    # With the style sheet of the first screen: loaded with its screen, Textual would parse all sheets again.
    CSS_PATH = ["legtimer.tcss", "screens/picker.tcss"]
    DEFAULT_MODE = "picker"
    BINDINGS = [*bindings(EVERYWHERE), Binding("ctrl+z", "suspend_process", show=False)]

    sound_problems: reactive[tuple[str, ...]] = reactive((), repaint=False)

    def __init__(self, services: Services) -> None:
        super().__init__(services.capabilities)
        self.services = services
        self.keymap = services.keymap
        self.set_keymap({command: ",".join(keys) for command, keys in services.keymap.items()})
        self.session_writers: list[SessionWriter] = []
        self.performing = False
        self.cut_off: SessionWriter | None = None
        self.held_messages: list[tuple[str, dict[str, Any]]] = []
        for theme in (*THEMES, PLAIN):
            self.register_theme(theme)
        self.set_reactive(App.theme, THEMES[0].name)  # an ordinary assignment would parse all style sheets again
        self.stylesheet = CachedStylesheet(variables=self.get_css_variables())
        theme_name = services.settings.current.theme
        if theme_name in self.available_themes:
            self.theme = theme_name
        elif services.capabilities.plain:
            self.theme = PLAIN.name
        services.settings.current = replace(services.settings.current, theme=self.theme)
        self.add_mode("history", self._history_screen)

    def get_css_variables(self) -> dict[str, str]:
        """Return the variables of the style sheets, with colours of text that can be read."""
        if THEMES[0].name not in self.available_themes:  # for the base class's style sheet, which is replaced
            return {}
        variables = super().get_css_variables()
        self.theme_variables = variables if self.current_theme.ansi else readable(variables)
        return self.theme_variables

    @property
    def settings(self) -> Settings:
        """The current settings."""
        return self.services.settings.current

    def get_driver_class(self) -> type[Driver]:
        """Return our driver where Textual would use its own for a Unix terminal."""
        chosen = super().get_driver_class()
        from legtimer.tui.textual_compat.driver_class import TerminalDriver  # not for tests and `serve`

        return TerminalDriver if issubclass(TerminalDriver, chosen) else chosen

    def get_default_screen(self) -> Screen[None]:
        return PickerScreen(self.services)

    def _history_screen(self) -> Screen[None]:
        from legtimer.tui.screens.history import HistoryScreen

        return HistoryScreen(self.services.history, self.services.library, self.services.local_time)

    def on_load(self) -> None:
        loop = asyncio.get_running_loop()
        watch_requests(loop, lambda code: self.exit(return_code=code))
        loop.set_exception_handler(self._report_loop_error)
        loop.set_default_executor(started_pool(THREADS))

    def on_mount(self) -> None:
        self.add_mode("picker", self.get_default_screen)  # earlier, Textual would parse all style sheets once more
        self.theme_changed_signal.subscribe(self, self._save_theme)
        self.screen_change_signal.subscribe(self, self._screen_changed)
        self.services.sound.bell = self.bell
        if self.services.run is not None:
            self._perform(self.services.run)
        self.call_after_refresh(self._start_slow_services)

    def _start_slow_services(self) -> None:
        self._show_touch_buttons(self.screen)
        self._show_startup_messages()
        self._open_sound()

    @work
    async def _show_startup_messages(self) -> None:
        messages = await asyncio.to_thread(self.services.startup_messages)
        for line in messages:
            self.notify(line, timeout=STARTUP_MESSAGE_TIMEOUT, markup=False)
        if messages and isinstance(self.screen, PickerScreen):
            self.screen.read_history()

    @work
    async def _open_sound(self) -> None:
        messages = self.services.sound.messages
        try:
            await self.services.sound.open()
        except RuntimeError as error:  # no thread can be started
            messages.append(f"No sound: {error}.")
        if self.services.run is None:
            self.sound_problems = tuple(map(printable, messages))
        else:  # the picker is not shown
            for line in messages:
                self.notify(line, markup=False)

    # Settings

    def choose(self, **choices: object) -> Settings:
        """Change settings, by name, at once and on disk."""
        self.services.settings.change(choices, partial(self.call_later, self._settings_not_written))
        self.services.sound.settings = self.settings
        if self.settings.theme is not None:
            self.theme = self.settings.theme
        return self.settings

    def _settings_not_written(self, reason: str) -> None:
        self.notify(f"Your choice holds until you quit: {reason}.", markup=False)

    def _save_theme(self, theme: Theme) -> None:
        if theme.name != self.settings.theme:
            self.choose(theme=theme.name)

    def action_switch(self, name: str) -> None:
        value = getattr(self.settings, name)
        if isinstance(value, bool):
            self.choose(**{name: not value})
        else:  # a volume: off, or as loud as by default
            self.choose(**{name: 0.0 if value else getattr(Settings(), name)})

    def action_change_volume(self, per_cent: int) -> None:
        self.choose(master=min(max(round(self.settings.master + per_cent / 100, 2), 0.0), 1.0), mute=False)

    def action_settings(self, selected: str | None = None) -> None:
        from legtimer.tui.screens.settings import SettingsScreen

        themes, play_demo = theme_names(self.available_themes), self.services.sound.play_demo
        self.push_screen(SettingsScreen(self.settings, themes, self.choose, play_demo, selected))

    # Errors and the end

    def notify(self, message: str, **options: Any) -> None:
        """Show a notification, or hold it until no workout is on the screen; control characters are escaped."""
        message = "\n".join(map(printable, message.split("\n")))
        if self._workout_shown:
            self.held_messages.append((message, options))
        else:
            super().notify(message, **options)

    @property
    def _workout_shown(self) -> bool:
        """Whether a workout or a trial rep is on the screen, or about to be."""
        from legtimer.tui.screens.summary import SummaryScreen
        from legtimer.tui.screens.try_rep import TryRepScreen

        types = {type(screen) for screen in self.screen_stack}
        return TryRepScreen in types or (self.performing and SummaryScreen not in types)

    def _screen_changed(self, screen: Screen[Any]) -> None:
        self._show_held_messages()
        self._show_touch_buttons(screen)

    def _show_touch_buttons(self, screen: Screen[Any]) -> None:
        self.show_buttons(touch_buttons(active.binding for active in screen.active_bindings.values()))

    def _show_held_messages(self) -> None:
        if self.held_messages and not self.performing and not self._workout_shown:
            held, self.held_messages = self.held_messages, []
            for message, options in held:
                super().notify(message, **options)

    def _report_loop_error(self, _: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
        error = context.get("exception")
        self.report_error(error if isinstance(error, Exception) else RuntimeError(context["message"]))

    def action_help_quit(self) -> None:
        self.exit(return_code=128 + signal.SIGINT)

    def key_ctrl_c(self) -> None:
        """End the app from a dialog, too: there Textual does not look for the app's own bindings."""
        self.action_help_quit()

    def hang_up(self) -> None:
        """End: the terminal is gone."""
        self.exit(return_code=HANG_UP)

    async def on_unmount(self) -> None:
        await self.services.sound.close()

    # Screens

    @on(DescendantFocus)
    @on(DescendantBlur)
    def mark_panes(self, event: DescendantFocus | DescendantBlur) -> None:
        """Mark the pane that the keys go to. (With `:focus-within`, Textual restyles all of a pane at each field.)"""
        for pane in event.widget.ancestors:
            if isinstance(pane, Widget) and pane.has_class("pane"):
                pane.set_class(pane.has_focus_within, "-in-use")

    def action_help(self) -> None:
        from legtimer.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen({active.binding.id or "" for active in self.screen.active_bindings.values()}))

    def action_command_palette(self) -> None:
        from legtimer.tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    async def action_show_history(self, then: str | None = None) -> None:
        """Show the history and, once it is read, run an action of that screen."""
        from legtimer.tui.screens.history import HistoryScreen

        await self.switch_mode("history")
        if then is not None and isinstance(self.screen, HistoryScreen):
            await self.screen.when_read(then)

    def action_show_picker(self) -> None:
        self.switch_mode("picker")

    def on_try_requested(self, event: TryRequested) -> None:
        from legtimer.tui.workout_flow import try_rep

        self.clear_notifications()
        try_rep(self, self.services, event.preset)

    def on_start_requested(self, event: StartRequested) -> None:
        self._perform(event.entry)

    @work
    async def on_repeat_requested(self, event: RepeatRequested) -> None:
        from legtimer.tui.workout_flow import entry_to_repeat

        self._perform(await asyncio.to_thread(entry_to_repeat, self.services.library, event.session))

    @work
    async def _perform(self, entry: PresetEntry) -> None:
        from legtimer.tui.workout_flow import perform

        if self.performing:  # a key pressed twice starts one workout
            return
        self.performing = True
        self.clear_notifications()
        try:
            await perform(self, self.services, entry, self._add_writer)
        finally:
            self.performing = False
        self.cut_off = None
        if entry is self.services.run:
            self.exit()
        else:
            self._show_held_messages()

    def _add_writer(self, session_writer: "SessionWriter") -> None:
        self.session_writers = [each for each in self.session_writers if not each.saved] + [session_writer]
        self.cut_off = session_writer
