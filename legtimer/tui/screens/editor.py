"""The editor of a preset: a form that is checked while typing, and a preview of the workout."""

from collections.abc import Mapping

from msgspec.structs import replace
from textual import events, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from legtimer.core.draft import Draft
from legtimer.core.neighbours import DIRECTIONS, Direction, neighbours
from legtimer.core.preset import Fault, Preset
from legtimer.core.printable import printable
from legtimer.storage.preset_file import preset_of
from legtimer.storage.preset_library import ChangedOnDiskError, OpenedPreset, PresetEntry
from legtimer.storage.validation import describe
from legtimer.tui.breakpoints import HEIGHTS, WIDTHS, add_size_classes
from legtimer.tui.commands import EDITOR, EXERCISE, ROUTINE, bindings
from legtimer.tui.disk import call_disk
from legtimer.tui.editor_fields import PRESET_FIELDS, exercise_fields, parse_field, step_field
from legtimer.tui.messages import TryRequested
from legtimer.tui.preview_motion import PreviewMotion
from legtimer.tui.screens.dialogs import ConfirmScreen
from legtimer.tui.services import Services
from legtimer.tui.text.styles import TITLE
from legtimer.tui.widgets.form_row import FieldChanged, FormRow
from legtimer.tui.widgets.key_hints import KeyHints, key_hints, key_of
from legtimer.tui.widgets.preset_preview import PresetPreview

WORK_INTERVAL = {"reps": None, "tempo": None, "work": 20.0}
REPS_AT_TEMPO = {"work": None, "reps": 10, "tempo": {"up": 2.0, "top": 0.0, "down": 4.0, "bottom": 0.0}}


class Form(VerticalScroll, inherit_bindings=False):
    """Holds the fields. It has no keys of its own: the arrow keys go from field to field."""


class EditorScreen(Screen[PresetEntry | None]):
    """Edits one preset file; dismissed with the saved preset, or with None."""

    CSS_PATH = "editor.tcss"
    BINDINGS = bindings((*EDITOR, *EXERCISE, *ROUTINE))
    AUTO_FOCUS = "FormRow LineInput"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, opened: OpenedPreset, services: Services, presets: Mapping[str, Preset]) -> None:
        """`presets` are those of the library, by stem."""
        super().__init__()
        self._opened = opened
        self._library = services.library
        self._presets = presets
        self._units = services.units
        self._motion = PreviewMotion(self, services, self._move_preview)
        self._draft = Draft(opened.data)
        self._block = 0
        self._preset: Preset | None = None  # None while the draft has errors
        self._saving = False

    def compose(self) -> ComposeResult:
        add_size_classes(self)
        yield Static(id="banner")
        with Horizontal(id="editor"):
            with Form(id="form", can_focus=False):
                with Vertical(id="preset-fields", classes="pane"):
                    for field in PRESET_FIELDS:
                        yield FormRow(field, of_block=False)
                with Vertical(id="exercise-fields", classes="pane"):
                    with Horizontal(id="exercise"):
                        yield Static(id="exercise-title", classes="heading")
                        yield Static(id="exercise-keys", classes="hint")
                    for field in exercise_fields(self._units):
                        yield FormRow(field, of_block=True)
            yield PresetPreview(id="preview", classes="pane")
        yield KeyHints(EDITOR)

    def on_mount(self) -> None:
        self.query_one("#preset-fields").border_title = "Preset"
        self.query_one("#preview").border_title = "One rep"
        self._update()

    def on_screen_resume(self) -> None:
        self._motion.wake()

    def on_screen_suspend(self) -> None:
        self._motion.stop()

    def on_key(self) -> None:
        self._motion.wake()

    def _move_preview(self, elapsed: int | None) -> None:
        self.query_one(PresetPreview).move(elapsed)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Refuse every key of the editor while the draft is being saved."""
        return not self._saving

    def on_field_changed(self, event: FieldChanged) -> None:
        if self._saving:
            self._update()
            return
        row = next(row for row in self.query(FormRow) if row.field is event.field)
        value = parse_field(event.field, event.text)
        if event.direction:
            value = step_field(event.field, value, event.direction)
        self._draft.put(event.field.key, value, self._block_of(row))
        self._update(typing=None if event.direction or event.field.kind == "choice" else row)

    def on_descendant_blur(self, _: events.DescendantBlur) -> None:
        self._draft.settle()
        self._update()

    def action_undo(self) -> None:
        if self._draft.undo():
            self._update()

    def action_redo(self) -> None:
        if self._draft.redo():
            self._update()

    def action_change_kind(self) -> None:
        self._draft.change(REPS_AT_TEMPO if self._is_work else WORK_INTERVAL, self._block)
        self._update()
        self._focus("work" if self._is_work else "tempo")

    def action_next_block(self) -> None:
        self._go_to((self._block + 1) % self._draft.block_count)

    def action_add_block(self) -> None:
        self._go_to(self._draft.add_block(self._block))

    def action_remove_block(self) -> None:
        if self._draft.block_count == 1:
            self.notify("A preset needs at least one exercise.", markup=False)
        else:
            self._draft.remove_block(self._block)
            self._go_to(self._block)

    def action_try_rep(self) -> None:
        if self._preset is None:
            self.app.bell()
        else:
            self.post_message(TryRequested(replace(self._preset, blocks=(self._preset.blocks[self._block],))))

    @work
    async def action_save(self) -> None:
        if self._preset is None:
            self.notify("Fix the marked errors first.", severity="error", markup=False)
            faulty = next(iter(self.query(".-faulty").results(FormRow)), None)
            if faulty is not None:
                faulty.control.focus()
            return
        self._saving = True
        self._update_titles()
        saved = await self._save()
        self._saving = False
        self._update_titles()
        if saved is not None:
            self.notify(f"Saved as {saved.path.name}.", markup=False)
            while not self.is_active:  # the help was opened while saving
                self.app.pop_screen()
            self.dismiss(saved)

    async def _save(self) -> PresetEntry | None:
        save, data = self._library.save, self._draft.data
        try:
            return await call_disk(self, "Not saved", save, self._opened, data)
        except ChangedOnDiskError:
            question = ConfirmScreen("Another program has changed this file.", "Overwrite it with your version?")
            if not await self.app.push_screen_wait(question):
                return None
            return await call_disk(self, "Not saved", save, self._opened, data, overwrite=True)

    @work
    async def action_leave(self) -> None:
        save = key_of(EDITOR[0], self.app)
        question = ConfirmScreen("Leave without saving?", f"Your changes would be lost. {save} saves them.")
        if self.is_active and (not self._draft.changed or await self.app.push_screen_wait(question)):
            self.dismiss(None)

    @property
    def _is_work(self) -> bool:
        return self._draft.get("work", self._block) is not None

    def _block_of(self, row: FormRow) -> int | None:
        return self._block if row.of_block else None

    def _go_to(self, block: int) -> None:
        self._draft.settle()
        self._block = min(block, self._draft.block_count - 1)
        self._update()
        self.query_one("#exercise").scroll_visible(top=True, animate=False)
        self._focus("name")

    def _focus(self, key: str) -> None:
        """Go to a field of the exercise, or to its first one if it does not have that field."""
        rows = [row for row in self.query(FormRow) if row.of_block and row.display]
        row = next((row for row in rows if row.field.key == key), rows[0])
        row.control.focus()

    def _update(self, typing: FormRow | None = None) -> None:
        """Show the draft, in every row but the one that is being typed into."""
        self._block = min(self._block, self._draft.block_count - 1)
        self._preset, faults = preset_of(self._draft.data)
        faults += self._unknown_presets()
        groups = {"", "work" if self._is_work else "reps", "routine" if self._draft.routine else ""}
        groups.add(self._draft.get("sides", self._block) or "")
        for row in self.query(FormRow):
            row.display = row.field.only in groups
            if row is not typing:
                row.show_value(self._draft.get(row.field.key, self._block_of(row)))
            path = self._draft.path(row.field.key, self._block_of(row))
            own = [fault for fault in faults if fault.key == path or fault.key.startswith(f"{path}[")]
            if not row.display:
                own = []  # shown in the preview instead
            row.show_faults(tuple(own))
            faults = [fault for fault in faults if fault not in own]
        for key in DIRECTIONS:
            row = next(row for row in self.query(FormRow) if row.field.key == key)
            row.suggest(self._suggestions(key))
        self._update_titles()
        self.query_one(PresetPreview).show(self._preset, self._block, faults)

    def _unknown_presets(self) -> list[Fault]:
        """Warn of an easier or harder preset that does not exist, and suggest others."""
        faults = []
        for key in DIRECTIONS:
            stem = self._draft.get(key)
            suggested = ", ".join(self._suggestions(key)[:3])
            if isinstance(stem, str) and stem not in self._presets and suggested:
                found = f"{describe(stem)}, which is not a preset"
                faults.append(Fault(key, found, f"such as {suggested}", "warning"))
        return faults

    def _suggestions(self, key: Direction) -> list[str]:
        return neighbours(self._opened.entry.stem, self._preset, self._presets, key) if self._preset else []

    def _update_titles(self) -> None:
        name = self._draft.get("name")
        shown_name = printable(name if isinstance(name, str) else self._opened.entry.stem)
        copy = "your copy of " if self._opened.entry.source == "built-in" else ""
        state = "   changed" if self._draft.changed else ""
        if self._saving:
            state = "   saving…"
        title = Content.assemble(("Edit  ", TITLE), copy, (shown_name, "bold"), (state, "$text-warning"))
        self.query_one("#banner", Static).update(title)
        count = self._draft.block_count
        exercise = f"Exercise {self._block + 1} of {count}" if self._draft.routine else "Exercise"
        self.query_one("#exercise-fields").border_title = exercise
        self.query_one("#exercise-title", Static).update(f"{exercise}   ")
        commands = (*EXERCISE, *ROUTINE) if count > 1 else EXERCISE
        self.query_one("#exercise-keys", Static).update(Content("  ").join(key_hints(commands, self.app)))
