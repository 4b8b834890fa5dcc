"""The summary of a workout that has just ended: rate it, and see what the coach suggests next."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from msgspec import Struct
from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Static

from legtimer.core.coach import DISCLAIMER, Suggestion
from legtimer.core.formatting import clock_text, count_text
from legtimer.core.session import Session
from legtimer.storage.history import History
from legtimer.tui.commands import CLOSE, SUMMARY, bindings
from legtimer.tui.screens.session import SessionScreen
from legtimer.tui.widgets.key_hints import KeyHints

HEADINGS = {"completed": "Workout complete.", "stopped": "Ended early. What you did counts."}
QUESTION = "How hard was it? 1 to 9, 0 for 10. How was your back? f fine, t tight, p pain. All of this is optional."

Advise = Callable[[Session], Suggestion | None]


class Outcome(Struct, frozen=True):
    """A session once its file is written, or why it was not saved and where it is."""

    session: Session
    not_saved: str | None = None


class SummaryScreen(SessionScreen, inherit_bindings=False):
    """Shows a session that has just ended.

    Args:
        session: the session as far as it is known now.
        history: where changes are saved.
        advise: asks the coach; called in a thread.
        outcome: waits until the session is saved or cannot be; called in a thread.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = ["session.tcss", "summary.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings(SUMMARY)

    def __init__(self, session: Session, history: History, advise: Advise, outcome: Callable[[], Outcome]) -> None:
        super().__init__(session, history)
        self.saved = False
        self._advise = advise
        self._outcome = outcome

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="session"):
            yield Static(Content.styled(HEADINGS.get(self.session.status, self.session.status), "bold"), id="heading")
            yield Static(Content(_totals(self.session)), id="totals")
            yield Static(id="question")
            yield Static(id="feedback")
            yield Static(id="advice")
            yield Static(id="head")
            yield Static(id="tension")
            yield Static(id="done")
        yield KeyHints(SUMMARY)

    def on_mount(self) -> None:
        self._wait_until_saved()

    @work
    async def _wait_until_saved(self) -> None:
        outcome = await asyncio.to_thread(self._outcome)
        self.session, self.saved = outcome.session, outcome.not_saved is None
        self.query_one("#question", Static).update(Content(outcome.not_saved or QUESTION))
        if not self.saved:
            self.query_one("#feedback").display = False
            self.query_one(KeyHints).show([CLOSE])
        self._show_advice()

    def action_close(self) -> None:
        self.action_go("back")

    async def _write(self, changes: Mapping[str, Any]) -> None:
        await super()._write(changes)
        self._show_advice()

    @work(exclusive=True, group="advice")
    async def _show_advice(self) -> None:
        suggestion = await asyncio.to_thread(self._advise, self.session)
        if suggestion is not None:
            what = Content.assemble(("Coach, for next time: ", "$text-accent"), (suggestion.what, "bold"))
            lines = [what, Content(suggestion.why), Content.styled(DISCLAIMER, "$text-muted")]
            self.query_one("#advice", Static).update(Content("\n").join(lines))

    def _may_edit(self) -> bool:
        return self.saved and super()._may_edit()


def _totals(session: Session) -> str:
    parts = [count_text(len(session.sets), "set")]
    if session.reps_planned:
        parts.append(f"{session.reps} of {count_text(session.reps_planned, 'rep')}")
    parts.append(f"{clock_text(session.tension_ms)} under tension")
    return ", ".join(parts)
