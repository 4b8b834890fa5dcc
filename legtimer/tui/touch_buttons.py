"""The buttons beside a touched screen: the commands that a finger needs, and what their buttons say."""

from collections.abc import Iterable

from textual.binding import Binding

# By the ids of commands, in the order of the buttons. The rest is touched where it is shown.
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
    "session.again": "repeat",
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


def touch_buttons(active: Iterable[Binding]) -> list[tuple[str, str]]:
    """The buttons for the commands that have keys now, each with the name of the key that it presses."""
    keys: dict[str, str] = {}
    for binding in active:
        if binding.id is not None:
            keys.setdefault(binding.id, binding.key)
    return [(button, keys[command]) for command, button in BUTTONS.items() if command in keys]
