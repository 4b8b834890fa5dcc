"""One field of a form: label, input, hint and faults. An input posts a message when the user changes its value."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static, TextArea

from legtimer.core.preset import Fault, has_errors
from legtimer.tui.editor_fields import STEPPED, Field, default_value, format_field, format_value
from legtimer.tui.textual_compat.text_area import FreedTextArea
from legtimer.tui.widgets.text_input import TextInput


@dataclass
class FieldChanged(Message):
    """The user changed a field to `text`, or asked to step its number up (`direction` 1) or down (-1)."""

    field: Field
    text: str
    direction: int = 0


class LineInput(TextInput):
    """A text or a number; plus and minus step a number."""

    def __init__(self, field: Field) -> None:
        super().__init__(
            compact=True,
            placeholder=format_value(default_value(field)) or field.hint,
            select_on_focus=field.kind in (*STEPPED, "tempo") or field.key == "name",
        )
        self.field = field

    def show_value(self, text: str) -> None:
        """Show a value without posting FieldChanged."""
        if self.value != text:
            with self.prevent(Input.Changed):
                self.value = text
            if self.select_on_focus and self.has_focus:  # Textual has put the cursor at its end
                self.select_all()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(FieldChanged(self.field, self.value))

    def on_key(self, event: events.Key) -> None:
        direction = {"plus": 1, "equals_sign": 1, "minus": -1}.get(event.key)
        if direction is not None and self.field.kind in STEPPED:
            event.stop()
            event.prevent_default()
            self.post_message(FieldChanged(self.field, self.value, direction))


class MultilineInput(FreedTextArea):
    """Several texts, one per line."""

    def __init__(self, field: Field) -> None:
        super().__init__(
            compact=True,
            tab_behavior="focus",
            show_line_numbers=False,
            highlight_cursor_line=False,
            placeholder=format_value(default_value(field)) or field.hint,
        )
        self.field = field

    def show_value(self, text: str) -> None:
        """Show a value without posting FieldChanged; keep the current text if only its white space differs."""
        lines = [line.strip() for line in self.text.split("\n") if line.strip()]
        if "\n".join(lines) != text:
            with self.prevent(TextArea.Changed):
                self.load_text(text)

    def on_resize(self) -> None:
        self.refresh(layout=True)  # another width may need more or fewer lines

    def action_cursor_up(self, select: bool = False) -> None:
        if self.cursor_at_first_line and not select:
            self.screen.focus_previous()
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        if self.cursor_at_last_line and not select:
            self.screen.focus_next()
        else:
            super().action_cursor_down(select)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(FieldChanged(self.field, self.text))


class ParagraphInput(MultilineInput):
    """A text that is wrapped, but is one line: enter goes to the next field."""

    def on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.screen.focus_next()


class ChoiceInput(Static, can_focus=True):
    """One of a few words, changed with left and right, space, plus and minus, or a click."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self._text = ""

    def show_value(self, text: str) -> None:
        """Show a value, or the default for an empty one."""
        text = text or format_value(default_value(self.field))
        if text == self._text:
            return
        self._text = text
        self.update(Content.assemble(("‹ ", "$text-muted"), self._text, (" ›", "$text-muted")))

    def on_key(self, event: events.Key) -> None:
        direction = {"right": 1, "space": 1, "plus": 1, "left": -1, "minus": -1}.get(event.key)
        if direction is not None:
            event.stop()
            event.prevent_default()
            self._change(direction)

    def on_click(self) -> None:
        self._change(1)

    def _change(self, direction: int) -> None:
        choices = self.field.choices
        index = choices.index(self._text) if self._text in choices else -direction
        self.post_message(FieldChanged(self.field, choices[(index + direction) % len(choices)]))


class FormRow(Vertical):
    """A field of a preset, or (`of_block`) of the exercise that is being edited."""

    DEFAULT_CSS = """
    FormRow {
        height: auto;
        & > Horizontal { height: auto; }
        & .label { width: 12; color: $text-muted; }
        & LineInput, & ChoiceInput, & MultilineInput {
            width: 1fr; max-width: 60; background: $surface; padding: 0;
            &:focus { background: $primary-muted; }
        }
        & ChoiceInput { height: 1; }
        & MultilineInput { height: auto; min-height: 1; max-height: 6; }
        & .hint { width: 1fr; padding: 0 0 0 1; color: $text-muted; }
        & .fault { display: none; height: auto; padding: 0 0 0 12; color: $text-error; }
        &.-faulty .fault { display: block; }
        &.-faulty .label { color: $text-error; }
        &.-warned .fault { display: block; color: $text-warning; }
        &.-number LineInput, &.-load LineInput { width: 8; }
        &.-numbers LineInput { width: 18; }
        &.-tempo LineInput, &.-choice ChoiceInput { width: 18; }
    }
    """

    def __init__(self, field: Field, *, of_block: bool) -> None:
        super().__init__(classes=f"-{field.kind}")
        self.field = field
        self.of_block = of_block
        controls: dict[str, type[LineInput | MultilineInput | ChoiceInput]]
        controls = {"lines": MultilineInput, "paragraph": ParagraphInput, "choice": ChoiceInput}
        self.control = controls.get(field.kind, LineInput)(field)
        self._faults: tuple[Fault, ...] = ()
        self._suggested: Sequence[str] = ()

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static(Content(self.field.label), classes="label")
            yield self.control
            if self.field.kind in (*STEPPED, "tempo", "choice"):  # the others show their hint as a placeholder
                hints = (self.field.unit, "+ -" if self.field.kind in STEPPED else "", self.field.hint)
                yield Static(Content("  ".join(filter(None, hints))), classes="hint")
        yield Static(classes="fault")

    def show_value(self, value: object) -> None:
        self.control.show_value(format_field(self.field, value))

    def suggest(self, names: Sequence[str]) -> None:
        """Complete what is typed to one of these names, and name the first while nothing is typed."""
        if names != self._suggested and isinstance(self.control, LineInput):
            self._suggested = names
            self.control.suggester = SuggestFromList(names)
            self.control.placeholder = f"such as {names[0]}" if names else self.field.hint

    def show_faults(self, faults: tuple[Fault, ...]) -> None:
        if faults == self._faults:
            return
        self._faults = faults
        has_error = has_errors(faults)
        self.set_class(has_error, "-faulty")
        self.set_class(bool(faults) and not has_error, "-warned")
        self.query_one(".fault", Static).update(Content("\n".join(fault.text for fault in faults)))
