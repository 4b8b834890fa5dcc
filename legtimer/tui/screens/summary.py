"""What has just been done. How it felt can be added, and the coach says what to try next."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from msgspec import Struct
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

HEADINGS = {"completed": "Done. Well held.", "stopped": "Ended early. What you did counts."}
ASKED = "How hard was it, 1 to 9, 0 for 10? And the back: f fine, t tight, p pain? Leave out what you like."

Advise = Callable[[Session], Suggestion | None]


class Outcome(Struct, frozen=True):
    """What became of a session, under its id if it is kept; else `unkept` says in words why not, and where it is."""

    session: Session
    unkept: str | None = None


class SummaryScreen(SessionScreen, inherit_bindings=False):
    """Shows a session that has just ended.

    `settled` says what became of it, as soon as it is on disk or cannot be put there; `advise` asks the coach.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = ["session.tcss", "summary.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings(SUMMARY)

    def __init__(self, session: Session, history: History, advise: Advise, settled: Callable[[], Outcome]) -> None:
        super().__init__(session, history)
        self._advise = advise
        self._settled = settled
        self._kept = False

    def compose(self) -> ComposeResult:
        """A heading and the sums, what was said of it, what to try next, and then set by set."""
        with VerticalScroll(id="session"):
            yield Static(Content.styled(HEADINGS.get(self.session.status, self.session.status), "bold"), id="heading")
            yield Static(Content(_sums(self.session)), id="sums")
            yield Static(id="asked")
            yield Static(id="said")
            yield Static(id="advice")
            yield Static(id="head")
            yield Static(id="tension")
            yield Static(id="done")
        yield KeyHints(SUMMARY)

    def on_mount(self) -> None:
        """See it onto the disk, and ask the coach, which takes a look at the history."""
        self.run_worker(self._settle())

    async def _settle(self) -> None:
        outcome = await asyncio.to_thread(self._settled)
        self.session, self._kept = outcome.session, outcome.unkept is None
        self.query_one("#asked", Static).update(Content(outcome.unkept or ASKED))
        if not self._kept:  # so nothing can be said of it either
            self.query_one("#said").display = False
            self.query_one(KeyHints).show([CLOSE])
        await self._show_advice()

    async def action_close(self) -> None:
        """Back to where one came from; what was said last is on disk before."""
        async with self._one_at_a_time:
            self.dismiss("back")

    async def _write(self, changes: Mapping[str, Any]) -> None:
        await super()._write(changes)
        await self._show_advice()

    async def _show_advice(self) -> None:
        suggestion = await asyncio.to_thread(self._advise, self.session)
        if suggestion is not None:
            what = Content.assemble(("Coach, for next time: ", "$text-accent"), (suggestion.what, "bold"))
            lines = [what, Content(suggestion.why), Content.styled(DISCLAIMER, "$text-muted")]
            self.query_one("#advice", Static).update(Content("\n").join(lines))

    def _may_edit(self) -> bool:
        return self._kept and super()._may_edit()


def _sums(session: Session) -> str:
    parts = [count_text(len(session.sets), "set")]
    if session.reps_planned:
        parts.append(f"{session.reps} of {count_text(session.reps_planned, 'rep')}")
    parts.append(f"{clock_text(session.tension_ms)} under tension")
    return ", ".join(parts)
