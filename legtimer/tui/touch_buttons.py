"""The buttons beside a touched screen: the commands that a finger needs, what their buttons say and what they send."""

from collections.abc import Iterable

from textual.binding import Binding

from legtimer.tui.textual_compat.input import sequence_of

# What each button says, by the id of its command, in the order of the buttons. Only what is used most has a button: the
# rest can be touched where the screen shows it.
EFFORT = {f"session.effort_{effort}": f"{effort}" for effort in range(1, 11)}
BACK = {"session.fine": "fine", "session.tight": "tight", "session.pain": "pain", "session.note": "note"}
BUTTONS = {
    "picker.start": "start",
    "picker.try": "try",
    "picker.history": "history",
    "picker.settings": "settings",
    "workout.pause": "pause",
    "workout.form": "form",
    "workout.back": "back",
    "workout.skip": "skip",
    "workout.quit": "end",
    "summary.close": "done",
    "summary.down": "details",
    "history.open": "open",
    "history.overview": "year",
    "history.leave": "presets",
    "session.repeat": "repeat",
    "session.leave": "list",
    "settings.next": "change",
    "settings.leave": "back",
    "unreadable.leave": "back",
    "overview.earlier": "earlier",
    "overview.later": "later",
    "overview.leave": "list",
    "export.csv": "CSV",
    "export.json": "JSON",
    "export.leave": "cancel",
    "note.save": "save",
    "note.cancel": "cancel",
    "editor.save": "save",
    "editor.leave": "leave",
    "confirm.yes": "yes",
    "confirm.no": "no",
    "help.close": "close",
}
ROWS = (EFFORT, BACK, BUTTONS)


def touch_buttons(active: Iterable[Binding]) -> list[list[tuple[str, str]]]:
    """Rows of buttons for the commands that have keys now, each with what a terminal sends for the key."""
    keys: dict[str, str] = {}
    for binding in active:
        if binding.id is not None:
            keys.setdefault(binding.id, binding.key)
    rows = ([(text, sequence_of(keys[command])) for command, text in row.items() if command in keys] for row in ROWS)
    return [row for row in rows if row]
