"""One session in full: what was planned beside what was done, and what was said of it, which can be changed here."""

import asyncio
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import Resize
from textual.screen import Screen
from textual.types import CSSPathType
from textual.widgets import Static

from legtimer.core.printable import error_reason
from legtimer.core.session import Back, Session
from legtimer.storage.history import History
from legtimer.tui.commands import SESSION, bindings
from legtimer.tui.screens.note import NoteScreen
from legtimer.tui.text.session import feedback_text, session_heading, sets_table, tension_bars
from legtimer.tui.widgets.key_hints import KeyHints

Wish = Literal["back", "again", "delete", "newer", "older"]


class SessionScreen(Screen[Wish]):
    """Shows a session; dismissed with what is wished next. `session` is what it has become."""

    CSS_PATH: ClassVar[CSSPathType | None] = "session.tcss"
    BINDINGS = bindings(SESSION)
    AUTO_FOCUS = "#session"

    def __init__(self, session: Session, history: History) -> None:
        super().__init__()
        self.session = session
        self._history = history
        self._one_at_a_time = asyncio.Lock()

    def compose(self) -> ComposeResult:
        """What it was, what was said of it, and then set by set."""
        with VerticalScroll(id="session"):
            yield Static(id="head")
            yield Static(id="said")
            yield Static(id="tension")
            yield Static(id="done")
        yield KeyHints(SESSION)

    def on_mount(self) -> None:
        """Show what does not change."""
        self.query_one("#head", Static).update(session_heading(self.session))
        self.query_one("#done", Static).update(sets_table(self.session))
        self.query_one("#said", Static).update(feedback_text(self.session))

    def on_resize(self, event: Resize) -> None:
        """TerminalCapabilities the bars."""
        self.query_one("#tension", Static).update(tension_bars(self.session, event.size.width - 8))

    def action_effort(self, effort: int) -> None:
        """Say how hard it was; the same again takes it back."""
        self._edit(effort=None if effort == self.session.effort else effort)

    def action_back(self, back: Back) -> None:
        """Say how the back was; the same again takes it back."""
        self._edit(back=None if back == self.session.back else back)

    @work
    async def action_note(self) -> None:
        """Write a note."""
        if self._may_edit():
            note = await self.app.push_screen_wait(NoteScreen(self.session.note or ""))
            if note is not None:
                self._edit(note=note or None)

    @work
    async def action_go(self, wish: Wish) -> None:
        """Leave; what was said last is on disk before."""
        async with self._one_at_a_time:
            self.dismiss(wish)

    def _edit(self, **changes: Any) -> None:
        if self._may_edit():
            self.run_worker(self._write(changes))

    async def _write(self, changes: Mapping[str, Any]) -> None:
        async with self._one_at_a_time:
            try:
                self.session = await asyncio.to_thread(self._history.edit, self.session.id, **changes)
            except (OSError, ValueError) as error:
                self.notify(f"Not kept: {error_reason(error)}.", severity="error", markup=False)
            self.query_one("#said", Static).update(feedback_text(self.session))

    def _may_edit(self) -> bool:
        running = self.session.status == "running"
        if running:
            self.notify("This session is still under way.", markup=False)
        return not running
