"""One field of a form: label, input, hint and faults."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from legtimer.core.preset import Fault
from legtimer.tui.editor_fields import Field, format_field
from legtimer.tui.widgets.controls import control_for


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
        & .hint { width: auto; padding: 0 0 0 1; color: $text-muted; }
        & .fault { display: none; height: auto; padding: 0 0 0 12; color: $text-error; }
        &.-faulty .fault { display: block; }
        &.-faulty .label { color: $text-error; }
        &.-warned .fault { display: block; color: $text-warning; }
        &.-number LineInput { width: 8; }
        &.-tempo LineInput, &.-choice ChoiceInput { width: 18; }
    }
    """

    def __init__(self, field: Field, *, of_block: bool) -> None:
        super().__init__(classes=f"-{field.kind}")
        self.field = field
        self.of_block = of_block
        self.control = control_for(field)
        self._faults: tuple[Fault, ...] = ()

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static(Content(self.field.label), classes="label")
            yield self.control
            if self.field.kind in ("number", "tempo", "choice"):  # the others show their hint as a placeholder
                yield Static(Content(_hint(self.field)), classes="hint")
        yield Static(classes="fault")

    def show_value(self, value: object) -> None:
        """Show a value."""
        self.control.show_value(format_field(self.field, value))

    def show_faults(self, faults: tuple[Fault, ...]) -> None:
        """Show what is wrong with the value."""
        if faults == self._faults:
            return
        self._faults = faults
        has_error = any(fault.severity == "error" for fault in faults)
        self.set_class(has_error, "-faulty")
        self.set_class(bool(faults) and not has_error, "-warned")
        self.query_one(".fault", Static).update(Content("\n".join(fault.text for fault in faults)))


def _hint(field: Field) -> str:
    steps = "+ -" if field.kind == "number" else ""
    return "  ".join(part for part in (field.unit, steps, field.hint) if part)
