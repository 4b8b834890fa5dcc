"""The summary of a workout that has just ended: rate it, and see what the coach suggests next."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, cast

from msgspec import Struct
from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Label, Static

from legtimer.core.coach import DISCLAIMER
from legtimer.core.session import Back, Session
from legtimer.core.suggestion import Suggestion
from legtimer.storage.history import History
from legtimer.tui.commands import CLOSE, SUMMARY, bindings
from legtimer.tui.screens.session import SessionScreen
from legtimer.tui.text.summary import HEADINGS, duration, heading, numbers
from legtimer.tui.widgets.big_numbers import BigNumbers
from legtimer.tui.widgets.big_text import BigText
from legtimer.tui.widgets.choice_row import ChoiceRow
from legtimer.tui.widgets.key_hints import KeyHints

EFFORTS = [(str(effort), "$text-primary") for effort in range(1, 11)]
BACKS = [("FINE", "$text-success"), ("TIGHT", "$text-warning"), ("PAIN", "$text-error")]
COACH = Content.styled("Coach ", "$text-accent")
MIDDLE = 4  # the answer where a clicker begins: effort 5

Advise = Callable[[Session], Suggestion | None]


class Outcome(Struct, frozen=True):
    """A session once its file is written, or why it was not saved and where it is."""

    session: Session
    not_saved: str | None = None


class SummaryScreen(SessionScreen, inherit_bindings=False):
    """Shows a session that has just ended.

    The answers can be given with their keys, by a click, or with the three keys of a clicker: page down and page up
    move a cursor, a full stop gives the answer.

    Args:
        session: the session as far as it is known now.
        history: where changes are saved.
        advise: asks the coach; called in a thread.
        outcome: waits until the session is saved or cannot be; called in a thread.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = ["session.tcss", "summary.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings(SUMMARY)
    AUTO_FOCUS: ClassVar[str | None] = None
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (78, "-usual")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (17, "-short"), (24, "-middling"), (34, "-tall"), (50, "-huge")]

    def __init__(self, session: Session, history: History, advise: Advise, outcome: Callable[[], Outcome]) -> None:
        super().__init__(session, history)
        self.saved = False
        self._advise = advise
        self._outcome = outcome
        self._cursor: int | None = None  # an index into the answers of both rows

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="session", can_focus=False):
            with Horizontal(id="top"):
                yield BigText(id="heading", classes=heading(self.session).lower())
                yield Static(id="feedback")
            yield BigNumbers(numbers(self.session), id="numbers")
            yield Static(id="not-saved")
            with Horizontal(classes="question"):
                yield Label("How hard was it?")
                yield ChoiceRow(EFFORTS, id="effort")
            with Horizontal(classes="question"):
                yield Label("How was your back?")
                yield ChoiceRow(BACKS, id="back")
            yield Static(id="advice")
            yield Static(id="head")
            yield Static(id="tension")
            yield Static(id="done")
            yield Static(Content(DISCLAIMER))
        yield KeyHints(SUMMARY)

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#heading", BigText).show(heading(self.session), HEADINGS)
        self._wait_until_saved()

    @work
    async def _wait_until_saved(self) -> None:
        outcome = await asyncio.to_thread(self._outcome)
        self.session, self.saved = outcome.session, outcome.not_saved is None
        if self.saved:
            self.add_class("-saved")
        else:
            self.query_one("#not-saved", Static).update(Content(outcome.not_saved or ""))
            self.add_class("-not-saved")
            self.query_one(KeyHints).show([CLOSE])
        self._show_advice()

    def action_close(self) -> None:
        self.action_go("back")

    def action_scroll_details(self, rows: int) -> None:
        self.query_one("#session").scroll_relative(y=rows, animate=False)

    # Answers

    def action_move(self, step: int) -> None:
        if self._may_edit():
            last = len(EFFORTS) + len(BACKS) - 1
            first = len(EFFORTS) if self.session.effort else MIDDLE
            self._set_cursor(first if self._cursor is None else min(max(self._cursor + step, 0), last))

    def action_take(self) -> None:
        if self._cursor is None:
            self._go_on(bool(self.session.effort), bool(self.session.back))
        elif self._cursor < len(EFFORTS):
            self._take("effort", self._cursor + 1)
            self._go_on(effort_given=True, back_given=bool(self.session.back))
        else:
            self._take("back", BACKS[self._cursor - len(EFFORTS)][0].lower())
            self._go_on(effort_given=bool(self.session.effort), back_given=True)

    def on_choice_row_picked(self, event: ChoiceRow.Picked) -> None:
        if event.row.id == "effort":
            self.action_effort(int(event.answer))
        else:
            self.action_back(cast("Back", event.answer.lower()))

    def _take(self, key: str, answer: object) -> None:
        if getattr(self.session, key) != answer:
            self._edit(**{key: answer})

    def _go_on(self, effort_given: bool, back_given: bool) -> None:
        """Put the cursor on the next question; if there is none, remove it, or close the screen."""
        if not self.saved or (self._cursor is None and effort_given and back_given):
            self.action_close()
        elif not effort_given:
            self._set_cursor(MIDDLE)
        else:
            self._set_cursor(None if back_given else len(EFFORTS))

    def _set_cursor(self, cursor: int | None) -> None:
        self._cursor = cursor
        answers = [answer for answer, _ in (*EFFORTS, *BACKS)]
        on_effort = cursor is not None and cursor < len(EFFORTS)
        answer = None if cursor is None else answers[cursor]
        self.query_one("#effort", ChoiceRow).cursor = answer if on_effort else None
        self.query_one("#back", ChoiceRow).cursor = None if on_effort else answer

    async def _write(self, changes: Mapping[str, Any]) -> None:
        await super()._write(changes)
        self._show_advice()

    def _show_feedback(self) -> None:
        session = self.session
        self.query_one("#effort", ChoiceRow).chosen = str(session.effort) if session.effort else None
        self.query_one("#back", ChoiceRow).chosen = session.back.upper() if session.back else None
        took = f"{duration(session)} in all" if session.ended else ""
        lines = [Content.styled(session.name, "bold"), Content(took)]
        if session.note:
            lines.insert(1, Content(session.note))
        self.query_one("#feedback", Static).update(Content("\n").join(lines))

    @work(exclusive=True, group="advice")
    async def _show_advice(self) -> None:
        suggestion = await asyncio.to_thread(self._advise, self.session)
        if suggestion is not None:
            advice = [Content.styled(f"{suggestion.what}.", "bold"), Content(suggestion.why)]
            if suggestion.kind == "gentle":  # after pain, what to do about it comes before what changes
                advice.reverse()
            self.query_one("#advice", Static).update(Content(" ").join([COACH, *advice]))
            self.add_class("-advised")

    def _may_edit(self) -> bool:
        return self.saved and super()._may_edit()
