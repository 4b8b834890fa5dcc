"""The history: the list of past sessions, a search, and what can be done with each session."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Input, Static

from legtimer.core.formatting import count_text, day_and_time
from legtimer.core.printable import error_reason, printable
from legtimer.core.renames import Renames
from legtimer.core.session import Session, SessionSummary, summarize
from legtimer.core.stats import Stats
from legtimer.storage.export import export
from legtimer.storage.history import DeletedSession, History, Unreadable
from legtimer.storage.preset_library import PresetLibrary
from legtimer.storage.toml_file import read_beginning
from legtimer.tui.breakpoints import HEIGHTS, WIDTHS, add_size_classes
from legtimer.tui.commands import HISTORY, HISTORY_EMPTY, HISTORY_SEARCH, bindings
from legtimer.tui.disk import call_disk, collect_sessions
from legtimer.tui.history_model import HistoryModel, Item
from legtimer.tui.messages import RepeatRequested
from legtimer.tui.screens.dialogs import ExportScreen
from legtimer.tui.screens.overview import OverviewScreen
from legtimer.tui.screens.session import SessionScreen
from legtimer.tui.screens.unreadable import UnreadableScreen
from legtimer.tui.services import services_of
from legtimer.tui.text.session import feedback_text, session_heading, sets_table, tension_bars
from legtimer.tui.text.styles import TITLE, WARNING
from legtimer.tui.textual_compat.after_refresh import after_refresh
from legtimer.tui.widgets.key_hints import KeyHints
from legtimer.tui.widgets.session_list import SessionList

Result = TypeVar("Result")

FIRST_BATCH, BATCH = 40, 250  # files that are read before the list is updated; the first fill a screen soon
EXAMPLES = "a name · pain · form · stopped · effort>7 · 2026-11 · 2026-10..2026-11"
OPEN_FAILED = "This session cannot be opened"


class HistoryScreen(Screen[None]):
    """Lists the sessions by week, newest first, among them the files that cannot be read."""

    CSS_PATH = "history.tcss"
    BINDINGS = bindings(HISTORY)
    AUTO_FOCUS = "#sessions"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, history: History, library: PresetLibrary, local_time: Callable[[], datetime]) -> None:
        super().__init__()
        self._model = HistoryModel()
        self._history = history
        self._library = library
        self._local_time = local_time
        self._details_open = 0  # screens that were opened from the list and cover it
        self._deleted: list[DeletedSession] = []
        self._when_read: str | None = None  # an action

    def compose(self) -> ComposeResult:
        add_size_classes(self)
        yield Static(id="banner")
        with Horizontal(id="history"):
            with Vertical(id="list", classes="pane") as sessions:
                sessions.border_title = "Sessions"
                yield Static(id="empty", classes="empty")
                yield Static(id="titles")
                yield SessionList(self._local_time().date(), id="sessions")
            with VerticalScroll(id="details", classes="pane", can_focus=False) as details:
                details.border_title = "Details"
                yield Static(id="head")
                yield Static(id="feedback")
                yield Static(id="tension")
                yield Static(id="done")
        yield KeyHints(HISTORY)

    @property
    def _list(self) -> SessionList:
        return self.query_one(SessionList)

    def on_screen_resume(self) -> None:
        if self._details_open:
            self._details_open -= 1
            return
        self._model.clear()
        self._list.show([])
        self._update_banner()
        self._read()

    @work(exclusive=True, group="reading")
    async def _read(self) -> None:
        found, renames = await asyncio.to_thread(lambda: (self._history.iterate(), self._renames()))
        stats, size = Stats(), FIRST_BATCH
        while not self._model.complete:
            items = await asyncio.to_thread(_read_items, found, size, renames, stats)
            self._list.extend(self._model.add(items, stats if len(items) < size else None))
            self._update_banner()
            size = BATCH
        if self._when_read is not None:
            action, self._when_read = self._when_read, None
            await self.run_action(action)

    def _renames(self) -> Renames:
        """Read the presets, to know which have other files now."""
        return Renames(self._library.presets())

    def _count(self, sessions: Iterator[Session]) -> Stats:
        return Stats(map(self._renames(), sessions))

    async def when_read(self, action: str) -> None:
        """Run an action now, or as soon as all sessions are read."""
        if self._model.complete:
            await self.run_action(action)
        else:
            self._when_read = action

    def _update_banner(self) -> None:
        summary = " · ".join(self._model.summary(self._local_time().date()))
        self.query_one("#banner", Static).update(Content.assemble(("History", TITLE), f"  {summary}"))
        self.query_one("#empty", Static).update(Content(self._model.empty_text))
        self.set_class(not self._model.found, "-empty")
        self.set_class(self._model.complete and not self._model.items, "-no-sessions")
        self._update_keys()

    def _update_list(self, cursor_on: Item | None = None) -> None:
        self._list.show(self._model.found, cursor_on or self._list.current)
        self._update_banner()

    @on(SessionList.Resized)
    def _update_titles(self) -> None:
        self.query_one("#titles", Static).update(Content(f" {self._list.titles()}"))

    async def action_search(self) -> None:
        if not self.query(Input):
            search = Input(placeholder=EXAMPLES, compact=True, id="search", classes="field")
            await self.query_one("#list").mount(search, before=0)
        self.set_focus(self.query_one(Input))

    def on_input_changed(self, event: Input.Changed) -> None:
        self._model.search(event.value)
        self._update_list()

    async def action_leave(self) -> None:
        if self.query(Input):
            await self.query(Input).remove()
            self._model.search("")
            self._update_list()
            self.set_focus(self._list)
        else:
            await self.run_action("app.show_picker")

    @on(SessionList.Moved)
    @work(exclusive=True, group="preview")
    async def _show_details(self) -> None:
        """Show the item under the cursor beside the list, if there is room for it."""
        details, item = self.query_one("#details"), self._list.current
        if item is None or not details.display:
            return
        if isinstance(item, Unreadable):
            texts = {"head": Content.styled(printable(f"{item.reason}. legtimer leaves this file alone."), WARNING)}
        else:
            try:
                session = await asyncio.to_thread(self._history.read, item.id)
            except (OSError, ValueError) as error:
                texts = {"head": Content.styled(f"{OPEN_FAILED}: {error_reason(error)}.", WARNING)}
            else:
                texts = {
                    "head": session_heading(session),
                    "feedback": feedback_text(session),
                    "tension": tension_bars(session, details.content_size.width),
                    "done": sets_table(session, details.content_size.width, services_of(self.app).units),
                }
        for name in ("head", "feedback", "tension", "done"):
            self.query_one(f"#details #{name}", Static).update(texts.get(name, Content("")))

    def on_resize(self) -> None:
        after_refresh(self, self._show_details)

    def on_descendant_focus(self) -> None:
        self._update_keys()

    def _update_keys(self) -> None:
        """Offer the keys that work now."""
        keys = HISTORY if self._model.items else HISTORY_EMPTY
        if isinstance(self.focused, Input):
            keys = HISTORY_SEARCH
        self.query_one(KeyHints).show(keys)

    def on_key(self, event: Key) -> None:
        if isinstance(self.focused, Input) and event.key in ("down", "up"):
            self._list.action_cursor_down() if event.key == "down" else self._list.action_cursor_up()

    def on_cursor_list_clicked(self, event: SessionList.Clicked) -> None:
        if event.again:
            self.action_open()

    @on(Input.Submitted)
    def action_open(self) -> None:
        if isinstance(self.focused, Input):
            self.set_focus(self._list)
        else:
            self._open()

    @work(exclusive=True, group="details")
    async def _open(self) -> None:
        while (item := self._list.current) is not None:
            if isinstance(item, Unreadable):
                text = await call_disk(self, "This file cannot be shown", read_beginning, item.path)
                if text is not None:
                    await self._push(UnreadableScreen(item, text))
                return
            session = await call_disk(self, OPEN_FAILED, self._history.read, item.id)
            if session is None:
                return
            screen = SessionScreen(session, self._history)
            next_step = await self._push(screen)
            if screen.session != session:
                self._update_list(self._model.put(screen.session))
                self._count_again()
            if next_step == "repeat":
                self.post_message(RepeatRequested(screen.session))
            elif next_step == "delete":
                self._delete(screen.session.id)
            if next_step not in ("older", "newer"):
                return
            if next_step == "older":
                self._list.action_cursor_down()
            else:
                self._list.action_cursor_up()

    async def _push(self, screen: Screen[Result]) -> Result | None:
        """Show a screen over the list and wait for its result, unless the list was left while its data was read."""
        if not self.is_active:
            return None
        self._details_open += 1
        return await self.app.push_screen_wait(screen)

    @work(exclusive=True, group="details")
    async def action_repeat(self) -> None:
        item = self._list.current
        if isinstance(item, SessionSummary):
            session = await call_disk(self, OPEN_FAILED, self._history.read, item.id)
            if session is not None and self.is_active:
                self.post_message(RepeatRequested(session))

    def action_delete(self) -> None:
        item = self._list.current
        if isinstance(item, Unreadable):
            self.notify("Files that cannot be read are left alone.", markup=False)
        elif item is not None:
            self._delete(item.id)

    @work
    async def _delete(self, id_: str) -> None:
        deleted = await call_disk(self, "Not deleted", self._history.delete, id_)
        if deleted is not None:
            self._deleted.append(deleted)
            self._model.remove(id_)
            self._update_list()
            self._count_again()
            self.notify("Moved to the bin. Press u to restore it.", markup=False)

    @work
    async def action_undo(self) -> None:
        if not self._deleted:
            self.notify("There is nothing to undo.", markup=False)
            return
        deleted = self._deleted.pop()
        session = await call_disk(self, "Not restored", self._history.restore, deleted)
        if session is None:
            self._deleted.append(deleted)
        else:
            self._update_list(self._model.put(session))
            self._count_again()
            self.notify(f"Restored {session.name}, {day_and_time(session.started)}.", markup=False)

    @work(exclusive=True, group="details")
    async def action_overview(self) -> None:
        stats = self._model.stats
        if stats is None:  # not all sessions were read yet, or one was changed
            stats = await collect_sessions(self._history, self._count)
        await self._push(OverviewScreen(stats, self._local_time().date()))

    @work(exclusive=True, group="counting")
    async def _count_again(self) -> None:
        stats = await collect_sessions(self._history, self._count)
        if self._model.complete:
            self._model.stats = stats
            self._update_banner()

    @work(exclusive=True, group="details")
    async def action_export(self) -> None:
        ids = [item.id for item in self._model.found if isinstance(item, SessionSummary)]
        if not ids:
            self.notify("There is nothing to export.", markup=False)
            return
        sessions = count_text(len(ids), "session")
        question = ExportScreen(
            f"Export the {sessions} listed",
            "A new file that only you can read: CSV for spreadsheets, JSON for programs.",
        )
        export_format = await self._push(question)
        if export_format is not None:
            path = await call_disk(self, "Not exported", export, self._history, ids, export_format, self._local_time())
            if path is not None:
                self.notify(f"{sessions} in {path}", title="Exported", timeout=20, markup=False)


def _read_items(found: Iterator[Session | Unreadable], size: int, renames: Renames, stats: Stats) -> list[Item]:
    """The next `size` items of the history, or those that are left; adds the sessions to `stats`."""
    items: list[Item] = []
    for each in islice(found, size):
        if isinstance(each, Session):
            stats.add(renames(each))
            items.append(summarize(each))
        else:
            items.append(each)
    return items
