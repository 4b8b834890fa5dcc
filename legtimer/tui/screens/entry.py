"""A small form: what was done in a workout that legtimer did not count."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from legtimer.core.entry import corrected, done_text, enter, planned_texts, read_entry
from legtimer.core.parsing import read_moment
from legtimer.core.preset import Block, Preset
from legtimer.core.session import Session
from legtimer.tui.breakpoints import HEIGHTS
from legtimer.tui.commands import ENTRY, bindings
from legtimer.tui.widgets.key_hints import KeyHints
from legtimer.tui.widgets.text_input import TextInput

HINTS = {
    "when": "when it began, such as 2026-11-24 18:30",
    "sets": "how many were done",
    "reps": "of every set, or of each: 12, 10, 8",
    "effort": "1 to 10",
    "back": "fine, tight or pain",
    "note": "anything to remember",
}


def entry_form(stem: str, preset: Preset, local_time: Callable[[], datetime]) -> "EntryScreen":
    """The form for a workout of a preset that was done elsewhere, filled in as planned and just ended."""

    def make(texts: Mapping[str, str]) -> Session:
        return enter(stem, preset, read_entry(texts), read_moment(texts["when"]).astimezone(), local_time())

    began = local_time() - timedelta(milliseconds=preset.duration)
    fields = {
        "when": f"{began:%Y-%m-%d %H:%M}",
        **planned_texts(preset),
        "effort": "",
        "back": "",
        "note": "",
    }
    return EntryScreen(f"Add a workout: {preset.name}", fields, make, timed=_timed(preset.blocks))


def sets_form(session: Session) -> "EntryScreen":
    """The form for the sets of a session that were not counted, or counted wrongly."""
    fields = {"reps": done_text(session)}

    def make(texts: Mapping[str, str]) -> Session:
        return corrected(session, read_entry(texts))

    return EntryScreen(f"What was done: {session.name}", fields, make, timed=_timed(session.blocks))


def _timed(blocks: Sequence[Block]) -> bool:
    """Whether all exercises are work, counted in seconds instead of reps."""
    return all(block.reps is None for block in blocks)


class EntryScreen(ModalScreen[Session | None]):
    """Asks for the texts in `fields`; dismissed with the session that `make` makes of them, or with None.

    `make` raises ValueError for texts that do not fit; its message is shown. If `timed`, what was done is seconds.
    """

    CSS_PATH = ["../dialog.tcss", "entry.tcss"]
    BINDINGS = bindings(ENTRY)
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(
        self, title: str, fields: Mapping[str, str], make: Callable[[Mapping[str, str]], Session], *, timed: bool
    ) -> None:
        super().__init__()
        self._title = title
        self._fields = fields
        self._make = make
        self._timed = timed
        self._refused: dict[str, str] | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="entry", classes="dialog"):
            yield Static(Content(self._title), classes="heading")
            for field, text in self._fields.items():
                with Horizontal(classes="entry-row"):
                    yield Label("Seconds" if field == "reps" and self._timed else field.capitalize())
                    yield TextInput(text, placeholder=HINTS[field], classes="field", id=f"entry-{field}")
            yield Static(id="entry-problem", classes="warning")
            yield KeyHints(ENTRY)

    @property
    def _texts(self) -> dict[str, str]:
        return {field: self.query_one(f"#entry-{field}", Input).value for field in self._fields}

    def on_input_changed(self) -> None:
        if self._texts != self._refused:  # the message about a change may come after the key that saves
            self.query_one("#entry-problem", Static).update("")

    def on_input_submitted(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        texts = self._texts
        try:
            session = self._make(texts)
        except ValueError as error:
            self._refused = texts
            self.query_one("#entry-problem", Static).update(Content(str(error)))
        else:
            self.dismiss(session)
