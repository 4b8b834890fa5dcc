"""One session in detail: planned against performed, and its effort, back and note, which can be changed here."""

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

from legtimer.core.session import Back, Session
from legtimer.storage.history import History
from legtimer.storage.session_file import session_data
from legtimer.tui.breakpoints import HEIGHTS, WIDTHS
from legtimer.tui.commands import SESSION, bindings
from legtimer.tui.disk import call_disk
from legtimer.tui.screens.dialogs import NoteScreen
from legtimer.tui.screens.entry import sets_form
from legtimer.tui.services import services_of
from legtimer.tui.text.session import feedback_text, session_heading, sets_table, tension_bars
from legtimer.tui.widgets.key_hints import KeyHints

NextStep = Literal["back", "repeat", "delete", "newer", "older"]


class SessionScreen(Screen[NextStep]):
    """Shows a session; dismissed with what to do next. `session` includes the changes that were saved."""

    CSS_PATH: ClassVar[CSSPathType | None] = "session.tcss"
    BINDINGS = bindings(SESSION)
    AUTO_FOCUS: ClassVar[str | None] = "#session"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, session: Session, history: History) -> None:
        super().__init__()
        self.session = session
        self._history = history
        self._write_lock = asyncio.Lock()  # one change at a time, in the order of the keys

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="session", classes="pane") as session:
            session.border_title = "Session"
            yield Static(id="head")
            yield Static(id="feedback")
            yield Static(id="tension")
            yield Static(id="done")
        yield KeyHints(SESSION)

    def on_mount(self) -> None:
        self._show_feedback()

    def on_resize(self, _: Resize) -> None:
        self._show_sets()

    def action_effort(self, effort: int) -> None:
        self._edit(effort=None if effort == self.session.effort else effort)

    def action_back(self, back: Back) -> None:
        self._edit(back=None if back == self.session.back else back)

    async def action_note(self) -> None:
        if self._may_edit():
            # What is typed at once after the key belongs to the note: here a letter would be an answer.
            await self.app.push_screen(NoteScreen(self.session.note or ""), self._take_note)

    def _take_note(self, note: str | None) -> None:
        if note is not None:
            self._edit(note=note or None)

    @work
    async def action_edit_sets(self) -> None:
        if self._may_edit():
            session = await self.app.push_screen_wait(sets_form(self.session))
            if session is not None:
                data = session_data(session)
                await self._write({key: data[key] for key in ("status", "source", "sets")})
                self._show_sets()

    @work
    async def action_go(self, next_step: NextStep) -> None:
        async with self._write_lock:
            if self.is_active:  # neither left already, nor a note being edited
                self.dismiss(next_step)

    def _edit(self, **changes: Any) -> None:
        if self._may_edit():
            self.run_worker(self._write(changes))

    async def _write(self, changes: Mapping[str, Any]) -> None:
        async with self._write_lock:
            session = await call_disk(self, "Not saved", self._history.edit, self.session.id, **changes)
            if session is not None:
                self.session = session
                self._show_feedback()

    def _show_sets(self) -> None:
        self.query_one("#head", Static).update(session_heading(self.session))
        self.query_one("#tension", Static).update(tension_bars(self.session, self.size.width - 8))
        self.query_one("#done", Static).update(
            sets_table(self.session, self.size.width - 4, services_of(self.app).units)
        )

    def _show_feedback(self) -> None:
        self.query_one("#feedback", Static).update(feedback_text(self.session))

    def _may_edit(self) -> bool:
        running = self.session.status == "running"
        if running:
            self.notify("This session is still under way.", markup=False)
        return not running
