"""Past sessions: the list, what is found in it, and the way to each of them."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from itertools import takewhile

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from legtimer.core.formatting import count_text, day_and_time
from legtimer.core.printable import error_reason
from legtimer.core.session import DeletedSession, Session, SessionSummary, Unreadable, summarize
from legtimer.core.stats import Stats
from legtimer.storage.history import History
from legtimer.tui.commands import HISTORY, bindings
from legtimer.tui.history_model import HistoryModel, Item
from legtimer.tui.screens.export import ExportScreen
from legtimer.tui.screens.session import SessionScreen
from legtimer.tui.screens.unreadable import UnreadableScreen
from legtimer.tui.widgets.key_hints import KeyHints
from legtimer.tui.widgets.session_list import SessionList

FIRST, MORE = 40, 250  # files read before they are shown: about a screenful, then few enough to answer keys between
EXAMPLES = "a name · pain · form · stopped · effort>7 · 2026-11 · 2026-10..2026-11"


class HistoryScreen(Screen[None]):
    """Lists the sessions by week, newest first, with the files that could not be read where they would be."""

    CSS_PATH = "history.tcss"
    BINDINGS = bindings(HISTORY)
    AUTO_FOCUS = "#sessions"

    class Again(Message):
        """A session is to be performed again."""

        def __init__(self, session: Session) -> None:
            super().__init__()
            self.session = session

    class Arrived(Message):
        """Items were read; with the last of them come the stats of all."""

        def __init__(self, reading: int, items: list[Item], stats: Stats | None) -> None:
            super().__init__()
            self.reading = reading
            self.items = items
            self.stats = stats

    def __init__(self, history: History, today: Callable[[], datetime]) -> None:
        super().__init__()
        self._history = history
        self._today = today
        self._model = HistoryModel()
        self._reading = 0
        self._deleted: list[DeletedSession] = []
        self._looking = False

    def compose(self) -> ComposeResult:
        """What the numbers mean, the search, the list."""
        yield Static(id="banner")
        yield Static(id="titles")
        yield SessionList(self._today().date(), id="sessions")
        yield Static(id="empty")
        yield KeyHints(HISTORY)

    @property
    def _list(self) -> SessionList:
        return self.query_one(SessionList)

    # Reading

    def on_screen_resume(self) -> None:
        """Read anew, unless one only comes back from a look at something here: a workout may have taken place."""
        if self._looking:
            self._looking = False
            return
        self._reading += 1
        self._model.clear()
        self._list.show([])
        self._tell()
        self._read(self._reading)

    @work(thread=True, exclusive=True, group="reading")
    def _read(self, reading: int) -> None:
        worker = get_current_worker()
        stats = Stats()
        items: list[Item] = []
        size = FIRST
        for found in self._history.each():
            if worker.is_cancelled:
                return
            if isinstance(found, Session):
                stats.add(found)
            items.append(summarize(found) if isinstance(found, Session) else found)
            if len(items) >= size:
                self.post_message(self.Arrived(reading, items, None))
                items, size = [], MORE
        self.post_message(self.Arrived(reading, items, stats))

    @on(Arrived)
    def _show_more(self, event: Arrived) -> None:
        if event.reading == self._reading:
            self._list.extend(self._model.add(event.items, event.stats))
            self._tell()

    def _tell(self) -> None:
        words = " · ".join(self._model.words(self._today().date()))
        self.query_one("#banner", Static).update(Content.assemble(("History", "bold"), f"  {words}"))
        self.query_one("#empty", Static).update(Content(self._model.emptiness))

    def _show(self, at: Item | None = None) -> None:
        self._list.show(self._model.found, at or self._list.current)
        self._tell()

    @on(SessionList.Resized)
    def _name_columns(self) -> None:
        self.query_one("#titles", Static).update(Content(f" {self._list.titles()}"))

    # Finding

    async def action_search(self) -> None:
        """Ask what to find."""
        if not self.query(Input):
            await self.mount(Input(placeholder=EXAMPLES, id="search"), before="#titles")
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        self._model.ask(event.value)
        self._show()

    async def action_leave(self) -> None:
        """End the search; without one, go back to the presets."""
        if self.query(Input):
            await self.query(Input).remove()
            self._model.ask("")
            self._show()
            self._list.focus()
        else:
            await self.run_action("app.show_picker")

    # One session

    @on(SessionList.Opened)
    def action_open(self) -> None:
        """Show what the cursor is on in full; out of the search, go to what was found."""
        if isinstance(self.focused, Input):
            self._list.focus()
        else:
            self._open()

    @work(exclusive=True, group="looking")
    async def _open(self) -> None:
        while (item := self._list.current) is not None:
            try:
                if isinstance(item, Unreadable):
                    self._looking = True
                    await self.app.push_screen_wait(UnreadableScreen(item, self._history.text(item.path)))
                    return
                session = self._history.read(item.id)
            except (OSError, ValueError) as error:
                self.notify(f"This file cannot be shown: {error_reason(error)}.", severity="error", markup=False)
                return
            self._looking = True
            screen = SessionScreen(session, self._history)
            wish = await self.app.push_screen_wait(screen)
            if screen.session != session:
                self._show(self._model.put(screen.session))
                self._count_again()
            if wish == "again":
                self.post_message(self.Again(screen.session))
            elif wish == "delete":
                await self._delete(screen.session.id)
            elif wish != "back":
                self._list.action_move(1 if wish == "older" else -1)
                continue
            return

    def action_again(self) -> None:
        """Do the session under the cursor again."""
        item = self._list.current
        if isinstance(item, SessionSummary):
            try:
                self.post_message(self.Again(self._history.read(item.id)))
            except (OSError, ValueError) as error:
                self.notify(error_reason(error), severity="error", markup=False)

    @work
    async def action_delete(self) -> None:
        """Move the session under the cursor to the bin."""
        item = self._list.current
        if isinstance(item, Unreadable):
            self.notify("A file that cannot be read is left as it is.", markup=False)
        elif item is not None:
            await self._delete(item.id)

    async def _delete(self, id_: str) -> None:
        try:
            deleted = await asyncio.to_thread(self._history.delete, id_)
        except (OSError, ValueError) as error:
            self.notify(f"Not deleted: {error_reason(error)}.", severity="error", markup=False)
            return
        self._deleted.append(deleted)
        self._model.remove(id_)
        self._show()
        self._count_again()
        self.notify("Deleted. u brings it back.", markup=False)

    @work
    async def action_undo(self) -> None:
        """Bring back the session deleted last."""
        if not self._deleted:
            self.notify("Nothing was deleted since you opened legtimer.", markup=False)
            return
        try:
            session = await asyncio.to_thread(self._history.restore, self._deleted[-1])
        except (OSError, ValueError) as error:
            self.notify(f"Not brought back: {error_reason(error)}.", severity="error", markup=False)
            return
        self._deleted.pop()
        self._show(self._model.put(session))
        self._count_again()
        self.notify(f"Back again: {session.name}, {day_and_time(session.started)}.", markup=False)

    # All of them

    @work(exclusive=True, group="looking")
    async def action_overview(self) -> None:
        """Show the calendar and the plots."""
        # The library that plots is loaded only when somebody looks.
        from legtimer.tui.screens.overview import OverviewScreen  # noqa: PLC0415

        stats = self._model.stats
        if stats is None:  # not read to the end yet, or something was changed
            stats = await asyncio.to_thread(self._count)
        self._looking = True
        await self.app.push_screen_wait(OverviewScreen(stats, self._today().date()))
        self._tell()

    @work(exclusive=True, group="counting")
    async def _count_again(self) -> None:
        stats = await asyncio.to_thread(self._count)
        if self._model.complete:
            self._model.stats = stats
            self._tell()

    def _count(self) -> Stats:
        everything = takewhile(lambda _: self.is_running, self._history.each())
        return Stats(found for found in everything if isinstance(found, Session))

    @work(exclusive=True, group="looking")
    async def action_export(self) -> None:
        """Write the sessions that are listed into a file."""
        ids = [item.id for item in self._model.found if isinstance(item, SessionSummary)]
        if not ids:
            self.notify("There is nothing to export.", markup=False)
            return
        self._looking = True
        form = await self.app.push_screen_wait(ExportScreen(len(ids)))
        if form is None:
            return
        try:
            path = await asyncio.to_thread(self._history.export, ids, form, self._today())
        except (OSError, ValueError) as error:
            self.notify(f"Not exported: {error_reason(error)}.", severity="error", markup=False)
            return
        self.notify(f"{count_text(len(ids), 'session')} in {path}", title="Exported", timeout=20, markup=False)
