"""Choosing a preset, and looking after one's own."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static

from legtimer.core.preset import Preset
from legtimer.core.preset_entry import ChangedOnDiskError, FileChange, PresetEntry
from legtimer.core.printable import printable
from legtimer.core.session import Session
from legtimer.storage.preset_library import Stamp
from legtimer.tui.commands import PICKER, bindings
from legtimer.tui.services import Services
from legtimer.tui.widgets.key_hints import KeyHints
from legtimer.tui.widgets.preset_list import PresetList, matches

if TYPE_CHECKING:
    from legtimer.core.coach import Suggestion
    from legtimer.tui.widgets.preset_card import PresetCard

Result = TypeVar("Result")

FRAME = 0.08  # seconds between two pictures of the figure
LOOK = 1.0  # seconds between two looks at the folders


class PickerScreen(Screen[None]):
    """Lists the presets by level and shows the one under the cursor in full.

    Searching begins with a slash and not with the first letter typed: letters alone are commands, here as elsewhere.
    """

    BINDINGS = bindings(PICKER)
    AUTO_FOCUS = "#presets"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-tall")]  # noqa: RUF012

    class Chosen(Message):
        """A preset is to be performed."""

        def __init__(self, entry: PresetEntry) -> None:
            super().__init__()
            self.entry = entry

    class Tried(Message):
        """One rep of a preset is to be heard and seen."""

        def __init__(self, preset: Preset) -> None:
            super().__init__()
            self.preset = preset

    class Edited(Message):
        """A preset is to be edited."""

        def __init__(self, entry: PresetEntry) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, services: Services, reduced_motion: Callable[[], bool]) -> None:
        super().__init__()
        self._services = services
        self._reduced_motion = reduced_motion
        self._stamp = services.library.stamp()
        self._entries = {entry.stem: entry for entry in services.library.load()}
        self._card: PresetCard | None = None
        self._sessions: Sequence[Session] | None = None
        self._reading: object = None  # what is being read for; another, or nothing, and it is not read to the end
        self._since = 0
        self._undo: list[tuple[str, FileChange]] = []

    def compose(self) -> ComposeResult:
        """The list on the left, the preset on the right; in a narrow terminal one above the other."""
        yield Static(Content.assemble(("legtimer", "bold"), "  slow down, it is the lowering that counts"), id="banner")
        with Horizontal(id="picker"), Vertical(id="choice"):
            yield PresetList(id="presets")
            yield Static("Nothing of that name. Escape shows all.", id="nothing", markup=False)
        yield KeyHints(PICKER)

    def on_mount(self) -> None:
        """Show what there is; the card and the history follow, so that the list is there at once."""
        self._list()
        self.call_after_refresh(self._complete)

    async def _complete(self) -> None:
        from legtimer.tui.widgets.preset_card import PresetCard  # noqa: PLC0415

        card = PresetCard(id="card")
        await self.query_one("#picker").mount(card)
        self._card = card
        self._show()
        self._watch()
        if self.app.screen is self:  # else something was asked for at once, and covers it
            self.on_screen_resume()

    def on_screen_resume(self) -> None:
        """Go on moving, and read the history anew: a workout may have taken place."""
        if self._card is not None:
            self._move(self._card)
            self.read_history()

    def on_screen_suspend(self) -> None:
        """Nobody looks: nothing needs to move, nor to be read."""
        self.workers.cancel_group(self, "motion")
        self._reading = None

    def on_unmount(self) -> None:
        """Whoever quits does not wait for a long history to be read."""
        self._reading = None

    @property
    def entry(self) -> PresetEntry | None:
        """The preset under the cursor."""
        stem = self.query_one(PresetList).stem
        return None if stem is None else self._entries.get(stem)

    def select(self, stem: str) -> None:
        """Read the presets anew, and put the cursor on one of them."""
        self._load(self._services.library.load(), stem)

    # What a person can do

    def on_option_list_option_highlighted(self, _: OptionList.OptionHighlighted) -> None:
        """Show the preset under the cursor."""
        self._since = self._services.clock()
        self._show()
        if self._card is not None:
            self._card.scroll_to_top()

    def on_option_list_option_selected(self, _: OptionList.OptionSelected) -> None:
        """A click on the line under the cursor is as good as enter."""
        self.action_start()

    def on_input_changed(self, _: Input.Changed) -> None:
        """Search as one types."""
        self._list()

    def action_start(self) -> None:
        """Start the preset under the cursor; from the search, go to what was found first."""
        entry = self.entry
        if any(search.has_focus for search in self.query(Input)):
            self.query_one(PresetList).focus()
        elif entry is None or entry.preset is None:
            self.app.bell()
        else:
            self.post_message(self.Chosen(entry))

    async def action_search(self) -> None:
        """Open the search."""
        if not self.query(Input):
            search = Input(placeholder="a word or two", compact=True, id="search")
            await self.query_one("#choice").mount(search, before=0)
        self.query_one(Input).focus()

    async def action_show_all(self) -> None:
        """Close the search."""
        self.query_one(PresetList).focus()
        await self.query(Input).remove()
        self._list()

    def action_read(self, way: int) -> None:
        """Scroll the preset under the cursor."""
        if self._card is not None:
            self._card.scroll_page(way)

    def action_try_rep(self) -> None:
        """Hear and see one rep."""
        entry = self.entry
        if entry is not None and entry.preset is not None:
            self.post_message(self.Tried(entry.preset))

    def action_edit(self) -> None:
        """Edit the preset under the cursor."""
        if self.entry is not None:
            self.post_message(self.Edited(self.entry))

    def action_duplicate(self) -> None:
        """Make a copy of one's own."""
        entry = self.entry
        if entry is None:
            return
        copy = self._attempt(lambda: self._services.library.duplicate(entry))
        if copy is not None:
            self.select(copy.stem)
            self._tell(f"Copied to {copy.path.name}. e edits it.")

    def action_delete(self) -> None:
        """Move a file of one's own into the bin."""
        entry = self.entry
        if entry is None:
            return
        if entry.source == "built-in":
            self._tell("This one came with legtimer and stays. Only your own can be deleted.")
            return
        change = self._attempt(lambda: self._services.library.delete(entry))
        if change is not None:
            self._undo.append((f"{entry.path.name} is back.", change))
            self.select(entry.stem)
            self._tell(f"{entry.path.name} is in the bin. u brings it back.")

    async def action_take(self) -> None:
        """Take the coach's suggestion: go to the preset it names, or make this one what it says."""
        entry, suggestion = self.entry, self._suggestion()
        if entry is None or suggestion is None or not suggestion.changes_something:
            return
        preset = suggestion.preset
        if preset is None:
            await self.query(Input).remove()
            self.select(suggestion.stem or entry.stem)
            return
        change = self._attempt(lambda: self._services.library.revise(entry, preset))
        if change is not None:
            self._undo.append((f"{entry.path.name} is as it was.", change))
            self.select(entry.stem)
            copy = " in a copy of yours that takes its place" if entry.source == "built-in" else ""
            self._tell(f"{suggestion.what}: saved{copy}. u undoes it.")

    def action_undo(self) -> None:
        """Undo the last deletion or suggestion taken."""
        if not self._undo:
            self._tell("There is nothing to undo.")
            return
        words, change = self._undo.pop()
        path = self._attempt(lambda: self._services.library.undo(change))
        if path is not None:
            self.select(path.stem)
            self._tell(words)

    def action_file(self) -> None:
        """Show where the file is, and copy its path."""
        if self.entry is not None:
            path = str(self.entry.path)
            self.app.copy_to_clipboard(path)
            self._tell(f"{path}\nThe path is in your clipboard, if your terminal allows it.")

    # What happens by itself

    def look(self, stamp: Stamp) -> bool:
        """Whether the files have changed since the last look, at which they were as `stamp` says."""
        before, self._stamp = self._stamp, stamp
        return stamp != before

    @work(group="watch")
    async def _watch(self) -> None:
        """Follow what happens in the folders of presets: a file saved in an editor is shown at once."""
        while True:
            await self._services.sleep(LOOK)
            await self.refresh_from_disk()

    async def refresh_from_disk(self) -> None:
        """Show the files as they are by now, without holding up the screen."""
        library = self._services.library
        if self.look(await asyncio.to_thread(library.stamp)):
            self._load(await asyncio.to_thread(library.load), None)

    @work(group="motion", exclusive=True)
    async def _move(self, card: "PresetCard") -> None:
        while True:
            card.move(None if self._reduced_motion() else self._services.clock() - self._since)
            await self._services.sleep(FRAME)

    @work(group="history", exclusive=True)
    async def read_history(self) -> None:
        """Read the history anew, and say what it says of the preset under the cursor."""
        reading = self._reading = object()
        sessions: list[Session] = []

        def read() -> None:
            for session in self._services.history.each():
                if self._reading is not reading:
                    return
                if isinstance(session, Session):
                    sessions.append(session)

        await asyncio.to_thread(read)
        if self._reading is reading:
            self._sessions = sessions
            self._show()

    # How it is shown

    def _load(self, entries: Sequence[PresetEntry], stem: str | None) -> None:
        self._stamp = self._services.library.stamp()
        self._entries = {entry.stem: entry for entry in entries}
        self._list(stem)
        self._show()

    def _list(self, stem: str | None = None) -> None:
        presets = self.query_one(PresetList)
        search = next((search.value for search in self.query(Input)), "")
        found = [entry for entry in self._entries.values() if matches(entry, search)]
        self.set_class(not found, "-nothing")
        presets.show(found, stem or presets.stem)

    def _show(self) -> None:
        entry, card = self.entry, self._card
        if entry is None or card is None:
            return
        mine = None
        if self._sessions is not None:
            mine = [session for session in self._sessions if session.preset == entry.stem]
        card.show(entry, mine, self._suggestion(), self._services.today().date())
        card.move(None if self._reduced_motion() else self._services.clock() - self._since)

    def _suggestion(self) -> "Suggestion | None":
        """What the coach says of the preset under the cursor; nothing before the history is known."""
        from legtimer.core.coach import suggest  # noqa: PLC0415

        entry = self.entry
        if entry is None or entry.preset is None or self._sessions is None:
            return None
        library = {stem: each.preset for stem, each in self._entries.items() if each.preset is not None}
        return suggest(entry.stem, entry.preset, self._sessions, library, self._services.today().date())

    def _attempt(self, deed: Callable[[], Result]) -> Result | None:
        """Do something to the files; where that fails, say why."""
        try:
            return deed()
        except OSError as error:
            self._tell(f"This could not be done: {error.strerror or error}.", error=True)
        except ValueError as error:
            self._tell(f"This file has to be mended first: {error}.", error=True)
        except ChangedOnDiskError:
            self._tell("The file has changed meanwhile; here it is as it is now.", error=True)
            self.select(self.query_one(PresetList).stem or "")
        return None

    def _tell(self, text: str, *, error: bool = False) -> None:
        lines = "\n".join(printable(line) for line in text.split("\n"))
        self.app.notify(lines, severity="error" if error else "information", markup=False)
