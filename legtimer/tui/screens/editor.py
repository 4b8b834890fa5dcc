"""Editing a preset: a form that checks as one types, and what the workout would be like."""

from collections.abc import Iterator

from msgspec.structs import replace
from textual import events, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from legtimer.core.draft import Draft
from legtimer.core.preset import Fault, Preset
from legtimer.core.preset_entry import ChangedOnDiskError, OpenedPreset, PresetEntry
from legtimer.core.printable import printable
from legtimer.storage.preset_library import PresetLibrary
from legtimer.tui.commands import EDITOR, EXERCISE, ROUTINE, bindings
from legtimer.tui.editor_fields import OF_AN_EXERCISE, OF_THE_PRESET, stepped, typed
from legtimer.tui.screens.confirm import ConfirmScreen
from legtimer.tui.terminal.capabilities import capabilities_of
from legtimer.tui.widgets.controls import Control, FieldChanged
from legtimer.tui.widgets.form_row import FormRow
from legtimer.tui.widgets.key_hints import KeyHints, key_hint
from legtimer.tui.widgets.preset_preview import PresetPreview

AS_WORK = {"reps": None, "tempo": None, "work": 20.0}
AS_REPS = {"work": None, "reps": 10, "tempo": {"up": 2.0, "top": 0.0, "down": 4.0, "bottom": 0.0}}


class Form(VerticalScroll, inherit_bindings=False):
    """The fields; the arrow keys go from one to the next, and do not scroll past them."""


class EditorScreen(Screen[PresetEntry | None]):
    """Edits one preset file; dismissed with what was saved, or None."""

    CSS_PATH = "editor.tcss"
    BINDINGS = bindings((*EDITOR, *EXERCISE, *ROUTINE))
    AUTO_FOCUS = "FormRow LineInput"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal")]  # noqa: RUF012

    class Tried(Message):
        """One rep of what is being edited is to be heard and seen."""

        def __init__(self, preset: Preset) -> None:
            super().__init__()
            self.preset = preset

    def __init__(self, original: OpenedPreset, library: PresetLibrary) -> None:
        super().__init__()
        self._original = original
        self._library = library
        self._draft = Draft(original.data)
        self._block = 0
        self._preset: Preset | None = None

    def compose(self) -> ComposeResult:
        """What the workout would be like above, the form below."""
        yield Static(id="banner")
        yield PresetPreview()
        with Form(id="form", can_focus=False):
            for field in OF_THE_PRESET:
                yield FormRow(field, of_block=False)
            yield Static(id="exercise")
            for field in OF_AN_EXERCISE:
                yield FormRow(field, of_block=True)
        yield KeyHints(EDITOR)

    def on_mount(self) -> None:
        """Show what there is."""
        self._fill()

    # What a person can do

    def on_field_changed(self, event: FieldChanged) -> None:
        """Take over what was typed, and check it."""
        row = next(row for row in self._rows() if row.field is event.field)
        block = self._block_of(row)
        value = typed(event.field, event.text)
        if event.direction:
            value = stepped(event.field, value, event.direction)
        self._draft.put(event.field.key, value, block)
        self._fill(typing=None if event.direction or event.field.kind == "choice" else row.control)

    def on_descendant_blur(self, _: events.DescendantBlur) -> None:
        """What is typed next is a step of its own; what was typed is shown as it is understood."""
        self._draft.settle()
        self._fill()

    def action_undo(self) -> None:
        """Undo the last change."""
        if self._draft.undo():
            self._fill()

    def action_redo(self) -> None:
        """Do again what was undone."""
        if self._draft.redo():
            self._fill()

    def action_change_kind(self) -> None:
        """Sets of reps in tempo, or of plain work."""
        self._draft.change(AS_REPS if self._is_work else AS_WORK, self._block)
        self._fill()

    def action_next_block(self) -> None:
        """Go to the next exercise, or after the last to the first."""
        self._go_to((self._block + 1) % self._draft.blocks)

    def action_add_block(self) -> None:
        """Add an exercise after this one."""
        self._go_to(self._draft.add_block(self._block))

    def action_remove_block(self) -> None:
        """Take this exercise out."""
        if self._draft.blocks == 1:
            self.notify("The only exercise stays. Escape leaves without saving.", markup=False)
        else:
            self._draft.remove_block(self._block)
            self._go_to(self._block)

    def action_hear(self) -> None:
        """Hear one rep of this exercise."""
        if self._preset is None:
            self.app.bell()
        else:
            self.post_message(self.Tried(replace(self._preset, blocks=(self._preset.blocks[self._block],))))

    @work
    async def action_save(self) -> None:
        """Save and close; where somebody else has changed the file, ask first."""
        if self._preset is None:
            self.notify("There are still errors; they are marked.", severity="error", markup=False)
            return
        try:
            try:
                saved = self._library.save(self._original, self._draft.data)
            except ChangedOnDiskError:
                question = "This file has been changed meanwhile, outside legtimer."
                if not await self.app.push_screen_wait(ConfirmScreen(question, "Save yours over it?")):
                    return
                saved = self._library.save(self._original, self._draft.data, over=True)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            self.notify(f"This could not be saved: {printable(reason)}.", severity="error", markup=False)
            return
        self.notify(f"Saved as {printable(saved.path.name)}.", markup=False)
        self.dismiss(saved)

    @work
    async def action_leave(self) -> None:
        """Close; ask where something would be lost."""
        question = ConfirmScreen("Leave without saving?", "Your changes would be lost. ^s saves them.")
        if not self._draft.changed or await self.app.push_screen_wait(question):
            self.dismiss(None)

    # How it is shown

    @property
    def _is_work(self) -> bool:
        return self._draft.get("work", self._block) is not None

    def _rows(self) -> Iterator[FormRow]:
        yield from self.query(FormRow)

    def _block_of(self, row: FormRow) -> int | None:
        return self._block if row.of_block else None

    def _go_to(self, block: int) -> None:
        self._draft.settle()
        self._block = min(block, self._draft.blocks - 1)
        self._fill()
        self.query_one("#exercise").scroll_visible(top=True, animate=False)

    def _fill(self, typing: Control | None = None) -> None:
        """Show the draft as it is by now, all but the control that is being typed into."""
        self._block = min(self._block, self._draft.blocks - 1)
        self._preset, faults = self._library.check(self._draft.data)
        asked = {"", "work" if self._is_work else "reps", *(["routine"] if self._draft.routine else [])}
        rest = list(faults)
        for row in self._rows():
            row.display = row.field.only in asked
            if row.control is not typing:
                row.show_value(self._draft.get(row.field.key, self._block_of(row)))
            path = self._draft.path(row.field.key, self._block_of(row))
            mine = tuple(fault for fault in rest if row.display and _is_about(fault, path))
            rest = [fault for fault in rest if fault not in mine]
            row.show_faults(mine)
        self._say_title()
        self.query_one(PresetPreview).show(self._preset, self._block, rest)

    def _say_title(self) -> None:
        entry = self._original.entry
        name = self._draft.get("name")
        what = "your copy of " if entry.source == "built-in" else ""
        changed = "   changed" if self._draft.changed else ""
        title = Content.assemble(
            ("Edit ", "bold"), what, (printable(name if isinstance(name, str) else entry.stem), "bold")
        )
        self.query_one("#banner", Static).update(Content.assemble(title, (changed, "$text-warning")))
        number, count = self._block + 1, self._draft.blocks
        which = f"Exercise {number} of {count}" if self._draft.routine else "The exercise"
        hints = Content("   ").join(
            key_hint(command, capabilities_of(self.app)) for command in (*EXERCISE, *(ROUTINE if count > 1 else ()))
        )
        self.query_one("#exercise", Static).update(Content.assemble((which, "bold"), "   ", hints))


def _is_about(fault: Fault, path: str) -> bool:
    return fault.key == path or fault.key.startswith(f"{path}[")
