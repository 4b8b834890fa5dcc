"""The controls of a form: each shows a value and says what was typed into it."""

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from legtimer.tui.editor_fields import Field, default, shown


class Typed(Message):
    """Something was typed, chosen, or stepped by `way`."""

    def __init__(self, field: Field, text: str, way: int = 0) -> None:
        super().__init__()
        self.field = field
        self.text = text
        self.way = way


class Line(Input):
    """A text or a number; in a number, plus and minus step."""

    def __init__(self, field: Field) -> None:
        super().__init__(
            compact=True,
            placeholder=shown(default(field)) or field.hint,
            select_on_focus=field.kind in ("number", "tempo"),
        )
        self.field = field

    def put(self, text: str) -> None:
        """Show a value without saying that it was typed."""
        if self.value != text:
            with self.prevent(Input.Changed):
                self.value = text

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what was typed."""
        event.stop()
        self.post_message(Typed(self.field, self.value))

    def on_key(self, event: events.Key) -> None:
        """Step a number."""
        way = {"plus": 1, "equals_sign": 1, "minus": -1}.get(event.key)
        if way is not None and self.field.kind == "number":
            event.stop()
            event.prevent_default()
            self.post_message(Typed(self.field, self.value, way))


class Lines(TextArea):
    """Several texts, a line each."""

    def __init__(self, field: Field) -> None:
        super().__init__(
            compact=True,
            tab_behavior="focus",
            show_line_numbers=False,
            highlight_cursor_line=False,
            placeholder=field.hint,
        )
        self.field = field

    def put(self, text: str) -> None:
        """Show a value without saying that it was typed; what was typed so far stays if it means the same."""
        typed = [line.strip() for line in self.text.split("\n") if line.strip()]
        if "\n".join(typed) != text:
            with self.prevent(TextArea.Changed):
                self.load_text(text)

    def action_cursor_up(self, select: bool = False) -> None:
        """From the first line on to the field above."""
        if self.cursor_at_first_line and not select:
            self.screen.focus_previous()
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """From the last line on to the field below."""
        if self.cursor_at_last_line and not select:
            self.screen.focus_next()
        else:
            super().action_cursor_down(select)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Say what was typed."""
        event.stop()
        self.post_message(Typed(self.field, self.text))


class Choice(Static, can_focus=True):
    """One of a few words; left and right, space, plus and minus change it."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self._text = ""

    def put(self, text: str) -> None:
        """Show a value."""
        text = text or shown(default(self.field))
        if text == self._text:
            return
        self._text = text
        self.update(Content.assemble(("‹ ", "$text-muted"), self._text, (" ›", "$text-muted")))

    def on_key(self, event: events.Key) -> None:
        """Take the next or the one before."""
        way = {"right": 1, "space": 1, "plus": 1, "left": -1, "minus": -1}.get(event.key)
        if way is not None:
            event.stop()
            event.prevent_default()
            self._turn(way)

    def on_click(self) -> None:
        """A click takes the next."""
        self._turn(1)

    def _turn(self, way: int) -> None:
        choices = self.field.choices
        at = choices.index(self._text) if self._text in choices else -way
        self.post_message(Typed(self.field, choices[(at + way) % len(choices)]))


Control = Line | Lines | Choice


def control_for(field: Field) -> Control:
    """What a field is typed into."""
    made: dict[str, type[Line] | type[Lines] | type[Choice]] = {"lines": Lines, "choice": Choice}
    return made.get(field.kind, Line)(field)
