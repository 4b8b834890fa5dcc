"""The base class of the app: everything that uses or overrides private parts of `textual.app.App`."""

import asyncio
from collections.abc import Mapping, Sequence

from msgspec import json
from rich.color import Color as RichColor
from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual._context import active_message_pump
from textual.app import App
from textual.await_remove import AwaitRemove
from textual.binding import Binding
from textual.color import Color
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.events import Key
from textual.filter import LineFilter
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import MountError, Widget
from textual.widgets import Input
from textual.worker import WorkerFailed, get_current_worker

from legtimer.tui.terminal.capabilities import Asciifier, TerminalCapabilities
from legtimer.tui.textual_compat.after_refresh import is_leaving
from legtimer.tui.textual_compat.input import other_names

BUTTONS = 7700  # number of the escape sequence (OSC) with which the page of `legtimer serve` is told its buttons
RESIZE_DELAY = 0.1  # seconds after which a new size is applied in any case


class ReverseHighlights(LineFilter):
    """Reverses text that has a background of its own, for terminals without colours."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Reverse segments that have a background."""
        ordinary = (None, RichColor.default())
        return [
            Segment(text, style + Style(reverse=True) if style and style.bgcolor not in ordinary else style, control)
            for text, style, control in segments
        ]


class BaseApp(App[None]):
    """A Textual app for any terminal, which drops frames while the terminal is slow and reports its own errors.

    `errors` are the unexpected exceptions so far.
    """

    def __init__(self, capabilities: TerminalCapabilities) -> None:
        self.capabilities = capabilities
        self.glyphs: Mapping[int, str] | None = Asciifier() if capabilities.ascii_only else None
        self.errors: list[Exception] = []
        self._frame_dropped = False
        self._buttons = "[]"
        super().__init__(ansi_color=True if capabilities.no_colours else None)

    def get_key_display(self, binding: Binding) -> str:
        """Return the name of a key, in ASCII if the terminal needs it."""
        return self.capabilities.key(super().get_key_display(binding))

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters that every line passes before it is drawn."""
        filters = super().get_line_filters()
        return [ReverseHighlights(), *filters] if self.capabilities.no_colours else filters

    async def on_key(self, event: Key) -> None:
        """Run the command of a key, or else of one that it stands for: Caps Lock and other alphabets change nothing."""
        if isinstance(self.focused, Input) and event.is_printable and event.character:
            # A field keeps its characters, so this one was typed before the field had the focus, right after a slash.
            self.focused.insert_text_at_cursor(event.character)
            return
        for key in (event.key, *other_names(event)):
            if await self._check_bindings(key):
                event.prevent_default()
                return

    def hang_up(self) -> None:
        """End the app: the terminal is gone."""
        self.exit()

    @property
    def backlog(self) -> int:
        """How many messages wait for the app, its screen and the focused widget; may be read in any thread."""
        try:
            screen = self.screen_stack[-1]
        except LookupError:  # the app is starting or ending
            return self.message_queue_size
        focused = 0 if screen.focused is None else screen.focused.message_queue_size
        return self.message_queue_size + screen.message_queue_size + focused

    # Frames: a slow terminal would otherwise show every frame, each later than the one before.

    def hold_frames(self) -> None:
        """Draw nothing until `resume_frames`: the terminal is still busy with the last frame."""
        self._begin_batch()

    def resume_frames(self) -> None:
        """Draw everything that has changed since `hold_frames`."""
        with self._context():  # the caller is not a message handler, so Textual has not set it
            self._end_batch()
            if not self.screen_stack:  # the app is ending
                return
            if self._frame_dropped:
                self._frame_dropped = False
                self.screen.refresh()
            self.screen.check_idle()

    def show_buttons(self, rows: Sequence[Sequence[tuple[str, str]]]) -> None:
        """Show rows of buttons for fingers, each with what it sends as a key does, where the terminal can."""
        self._buttons = json.encode(rows).decode()
        self._write_buttons()

    def _write_buttons(self) -> None:
        if self.capabilities.touched and self._driver is not None:
            self._driver.write(f"\x1b]{BUTTONS};{self._buttons}\x07")

    def redraw(self) -> None:
        """Draw the whole screen again."""
        self._write_buttons()
        with self._context():
            if self.screen_stack:  # else the app is ending
                self.screen.refresh()

    def _place_cursor(self, screen: Screen[object]) -> None:
        """Put the terminal's cursor on the selected row, where screen readers and magnifiers look for it."""
        focused = screen.focused
        if focused is not None and not hasattr(focused, "cursor_screen_offset"):  # fields do it themselves
            row: int = getattr(focused, "selected_row", 0)
            self.cursor_position = focused.content_region.offset + Offset(0, row)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        # Textual drops a frame while a batch is open and takes it for drawn.
        if renderable is not None and self._batch_count:
            self._frame_dropped = True
        self._place_cursor(screen)
        super()._display(screen, renderable)

    # Resizing: Textual applies a size with a timer of 8 ms, and a timer that starts late skips its only tick. No size
    # would be applied after that.

    def on_resize(self) -> None:
        asyncio.get_running_loop().call_later(RESIZE_DELAY, self._check_resize)

    # Errors: Textual would print a traceback with all local variables on the terminal.

    def report_error(self, error: Exception) -> None:
        """Remember an unexpected error, for the caller of `run`; may be called in any thread."""
        self.errors.append(error)

    def _handle_exception(self, error: Exception) -> None:
        node: object = active_message_pump.get(None)
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            error = error.error
            node = get_current_worker().node
        # While a screen opens, it may be closed, or the app may end: its widgets are gone.
        too_late = isinstance(error, NoMatches | MountError)
        if too_late and is_leaving(node):
            return
        if not (too_late and self._exit):
            self.report_error(error)
            if self._exception is None:  # Pilot raises it in the test
                self._exception = error
                self._exception_event.set()
        self._close_messages_no_wait()

    # Leaving a screen: Textual ends its workers after its widgets, so a worker that returns from the disk in between
    # finds no widgets (https://github.com/Textualize/textual/issues/6361).

    def _prune(self, *nodes: Widget, parent: DOMNode | None = None) -> AwaitRemove:
        for node in nodes:
            self.workers.cancel_node(node)
        return super()._prune(*nodes, parent=parent)
