"""The list of presets: choose one to perform, and manage your own."""

import asyncio
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import work
from textual.app import ComposeResult
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Input, Static

from legtimer.core.due import due, first_preset
from legtimer.core.formatting import day_and_time
from legtimer.core.preset import Preset
from legtimer.core.session import Session
from legtimer.storage.preset_library import Fingerprint, PresetEntry
from legtimer.tui.breakpoints import HEIGHTS, WIDTHS
from legtimer.tui.commands import PICKER, PICKER_HINTS, PICKER_SEARCH, bindings
from legtimer.tui.disk import call_disk, collect_sessions
from legtimer.tui.messages import StartRequested, TryRequested
from legtimer.tui.preset_changes import Changed, PresetChanges
from legtimer.tui.preview_motion import PreviewMotion
from legtimer.tui.services import Services
from legtimer.tui.text.today import WELCOME, today_line
from legtimer.tui.widgets.cached_lines import CachedBackground, Columns, Rows
from legtimer.tui.widgets.key_hints import KeyHints
from legtimer.tui.widgets.preset_list import PresetList, matches

if TYPE_CHECKING:
    from legtimer.core.preset_history import PresetHistory
    from legtimer.core.suggestion import Suggestion
    from legtimer.tui.widgets.preset_card import PresetCard

LATEST = 100  # sessions after which what is due can be shown; the others are read next
WATCH_INTERVAL = 1.0  # seconds between two checks for changed preset files


class PickerScreen(Screen[None], CachedBackground):
    """Lists the presets by level beside the details of the one under the cursor.

    Searching starts with a slash and not with the first letter typed, because single letters are commands.
    """

    BINDINGS = bindings(PICKER)
    AUTO_FOCUS = "#presets"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._changes = PresetChanges(services.library)
        self._file_lock = asyncio.Lock()  # one change or reload at a time, in the order of the keys
        self._fingerprint: Fingerprint | None = None
        self._entries: dict[str, PresetEntry] = {}
        self._past: dict[str, PresetHistory] | None = None  # None until the history is read
        self._touched = False  # by a key or the mouse: from then on the cursor stays where it is
        self._card: PresetCard | None = None  # None until the first frame is drawn
        self._motion = PreviewMotion(self, services, self._move_card)

    def compose(self) -> ComposeResult:
        yield Static(WELCOME, id="welcome", classes="heading")
        yield Static(id="banner")
        with Columns(id="picker"), Rows(id="list", classes="pane") as pane:
            pane.border_title = "Presets"
            yield PresetList(id="presets")
        yield KeyHints(PICKER_HINTS)

    async def on_mount(self) -> None:
        self.watch(self.app, "sound_problems", self._show_sound_problems)
        await self.reload()
        self.query_one(PresetList).select(first_preset(self._library))
        self.call_after_refresh(self._mount_card)

    async def _mount_card(self) -> None:
        # Imported only here: the first frame does not wait for the figure.
        from legtimer.tui.widgets.preset_card import PresetCard  # noqa: PLC0415

        card = PresetCard(id="card", classes="pane")
        await self.query_one("#picker").mount(card)
        self._card = card
        self._update_card()
        self._watch()
        if self.is_active:  # a workout may have been started already
            self.on_screen_resume()

    def on_screen_resume(self) -> None:
        if self._card is not None:
            self._motion.wake()
            self.read_history()

    def on_screen_suspend(self) -> None:
        self._motion.stop()
        self.workers.cancel_group(self, "history")

    @property
    def entry(self) -> PresetEntry | None:
        stem = self.query_one(PresetList).stem
        return None if stem is None else self._entries.get(stem)

    def on_cursor_list_moved(self) -> None:
        self._motion.restart()
        self._update_card()
        if self._card is not None:
            self._card.scroll_to_top()
        entry = self.entry
        if entry is not None and entry.preset is not None and entry.source == "own":
            self._services.sound.speak_ahead(entry.preset)

    def on_cursor_list_clicked(self) -> None:
        self.action_start()

    def on_input_submitted(self) -> None:
        self.action_start()

    def on_input_changed(self) -> None:
        self._update_list()

    def action_start(self) -> None:
        entry = self.entry
        if isinstance(self.focused, Input):
            self.set_focus(self.query_one(PresetList))
        elif entry is None or entry.preset is None:
            self.app.bell()
        else:
            self.post_message(StartRequested(entry))

    async def action_search(self) -> None:
        if not self.query(Input):
            search = Input(placeholder="a word or two", compact=True, id="search", classes="field")
            await self.query_one("#list").mount(search, before=0)
        self.set_focus(self.query_one(Input))

    async def action_show_all(self) -> None:
        self.set_focus(self.query_one(PresetList))
        await self.query(Input).remove()
        self._update_list()

    def action_read(self, way: int) -> None:
        if self._card is not None:
            self._card.scroll_page(way)

    def action_try_rep(self) -> None:
        entry = self.entry
        if entry is not None and entry.preset is not None:
            self.post_message(TryRequested(entry.preset))

    @work(group="files")
    async def action_edit(self) -> None:
        if self.entry is not None:
            await self._edit(self.entry)

    async def _edit(self, entry: PresetEntry) -> None:
        # Imported only here: Textual's text area takes 20 ms to import.
        from legtimer.tui.screens.editor import EditorScreen  # noqa: PLC0415

        library = self._services.library
        opened = await call_disk(self, "Only a text editor can fix this file", library.open_for_editing, entry)
        if opened is None or not self.is_active:
            return
        presets = {stem: each.preset for stem, each in self._entries.items() if each.preset is not None}
        saved = await self.app.push_screen_wait(EditorScreen(opened, self._services, presets))
        if saved is not None:
            await self.reload(saved.stem)

    @work(group="files")
    async def action_add(self) -> None:
        from legtimer.tui.screens.entry import entry_form  # noqa: PLC0415  # not for the first frame

        entry = self.entry
        if entry is None or entry.preset is None:
            return
        form = entry_form(entry.stem, entry.preset, self._services.local_time)
        session = await self.app.push_screen_wait(form)
        if session is not None:
            added = await call_disk(self, "Not added", self._add, entry, session)
            if added is not None:
                self.notify(f"Added: {added.name}, {day_and_time(added.started)}.", markup=False)
                self.read_history()

    def _add(self, entry: PresetEntry, session: Session) -> Session:
        preset = self._services.library.identify(entry).preset
        session = replace(session, preset_id=preset.id if preset else None)
        return self._services.history.add_once(session)

    @work(group="files")
    async def action_duplicate(self) -> None:
        if self.entry is None:
            return
        copied = await self._change("Copy failed", self._changes.duplicate, self.entry)
        copy = self._entries.get(copied.stem or "") if copied is not None else None
        if copy is not None:
            await self._edit(copy)

    def action_delete(self) -> None:
        entry = self.entry
        if entry is not None and entry.source == "built-in":
            self.notify("Built-in presets cannot be deleted, only your own.", markup=False)
        elif entry is not None:
            self._change_files("Delete failed", self._changes.delete, entry)

    async def action_take(self) -> None:
        entry, suggestion = self.entry, self._suggestion()
        if entry is None:
            return
        if suggestion is None or not suggestion.changes_something:
            self.notify("The coach has no next step for this preset yet.", markup=False)
        elif suggestion.preset is None:
            await self.query(Input).remove()
            self._update_list(suggestion.stem)
        else:
            self._change_files("Change failed", self._changes.apply, suggestion, entry)

    def action_undo(self) -> None:
        self._change_files("Undo failed", self._changes.undo)

    @work(group="files")
    async def _change_files(self, failure: str, change: Callable[..., Changed], *args: object) -> None:
        await self._change(failure, change, *args)

    async def _change(self, failure: str, change: Callable[..., Changed], *args: object) -> Changed | None:
        """Change a file and show the result; returns None if it failed."""
        async with self._file_lock:
            changed = await call_disk(self, failure, change, *args)
            await self._load(changed.stem if changed else None)
            if changed is not None:
                self.notify(changed.message, markup=False)
        return changed

    def action_file(self) -> None:
        if self.entry is not None:
            path = str(self.entry.path)
            self.app.copy_to_clipboard(path)
            self.notify(f"{path}\nCopied to the clipboard, if your terminal allows it.", markup=False)

    async def reload(self, stem: str | None = None) -> None:
        """Read the presets again, and put the cursor on a stem."""
        async with self._file_lock:
            await self._load(stem)

    async def _load(self, stem: str | None = None) -> None:
        library = self._services.library
        # The fingerprint first: a file that changes while they are read is then noticed by the next check.
        self._fingerprint, entries = await asyncio.to_thread(lambda: (library.fingerprint(), library.load()))
        self._entries = {entry.stem: entry for entry in entries}
        self._update_list(stem)
        self._update_card()
        if self._past is not None:
            self.read_history()  # the coach compares it with the presets

    @work(group="watch")
    async def _watch(self) -> None:
        while True:
            await self._services.sleep(WATCH_INTERVAL)
            if self.is_active:
                await self.refresh_from_disk()

    async def refresh_from_disk(self) -> None:
        """Read the presets again if any file has changed."""
        async with self._file_lock:
            if await asyncio.to_thread(self._services.library.fingerprint) != self._fingerprint:
                await self._load()

    @work(group="history", exclusive=True)
    async def read_history(self) -> None:
        """Read the history, the latest sessions first, and show what is due and what it says about the presets."""
        for count in (LATEST, None):
            self._past = await collect_sessions(self._services.history, partial(self._past_of_latest, count))
            self._show_past()

    def _past_of_latest(self, count: int | None, sessions: Iterator[Session]) -> "dict[str, PresetHistory]":
        from legtimer.core.preset_history import preset_histories  # noqa: PLC0415  # not for the first frame

        today = self._services.local_time().date()
        return preset_histories(self._library, islice(sessions, count), today, self._services.units)

    @property
    def _library(self) -> dict[str, Preset]:
        return {stem: entry.preset for stem, entry in self._entries.items() if entry.preset is not None}

    def _show_past(self) -> None:
        past, today, library = self._past or {}, self._services.local_time().date(), self._library
        next_step = due(library, past, today)
        self.set_class(next_step is None, "-first")
        self.query_one("#banner", Static).update(today_line(next_step))
        presets = self.query_one(PresetList)
        presets.show_past(past, today)
        stem = next_step.stem if next_step else first_preset(library)
        if not self._touched:
            presets.select(stem)
        self._update_card()

    async def _show_sound_problems(self, problems: tuple[str, ...]) -> None:
        await self.query("#sound-problems").remove()
        if problems:
            notice = Static("\n".join(problems), id="sound-problems", classes="warning", markup=False)
            await self.mount(notice, before=self.query_one(KeyHints))

    def _update_list(self, stem: str | None = None) -> None:
        presets = self.query_one(PresetList)
        search = next((search.value for search in self.query(Input)), "")
        found = [entry for entry in self._entries.values() if matches(entry, search)]
        self.set_class(not found, "-empty")
        presets.show(found, stem or presets.stem)

    def _update_card(self) -> None:
        entry = self.entry
        if entry is None or self._card is None:
            return
        past, today = (self._past or {}).get(entry.stem), self._services.local_time().date()
        self._card.show(entry, past, today, self._services.units, reading=self._past is None)
        self._motion.draw()
        self._update_keys()

    def _update_keys(self) -> None:
        """Offer the keys that work now."""
        suggestion, entry = self._suggestion(), self.entry
        idle = set() if entry and entry.preset else {"start", "try_rep"}
        if suggestion is None or not suggestion.changes_something:
            idle.add("take")
        commands = [command for command in PICKER_HINTS if command.action not in idle]
        self.query_one(KeyHints).show(PICKER_SEARCH if isinstance(self.focused, Input) else commands)

    def on_descendant_focus(self) -> None:
        self._update_keys()

    def on_key(self, event: Key) -> None:
        self._touched = True
        self._motion.wake()
        presets = self.query_one(PresetList)
        if isinstance(self.focused, Input) and event.key in ("down", "up"):
            presets.action_cursor_down() if event.key == "down" else presets.action_cursor_up()

    def on_mouse_down(self) -> None:
        self._touched = True

    def _move_card(self, elapsed: int | None) -> None:
        if self._card is not None:
            self._card.move(elapsed)

    def _suggestion(self) -> "Suggestion | None":
        """What the coach suggests for the preset under the cursor; None until the history is read."""
        past = (self._past or {}).get(self.query_one(PresetList).stem or "")
        return past.suggestion if past else None
