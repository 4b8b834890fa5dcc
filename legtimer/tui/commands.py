"""Everything a person can do with a key, declared once: bindings, the lines of keys and the help are all made of it."""

from collections.abc import Iterable

from msgspec import Struct
from textual.binding import Binding, BindingType


class Command(Struct, frozen=True):
    """One thing to do: `keys` as Textual names them, the first of them shown; `short` names it in a line of keys."""

    id: str
    keys: tuple[str, ...]
    action: str
    short: str
    help: str
    key_shown: str = ""
    shown: bool = True


PICKER = (
    Command("picker.start", ("enter",), "start", "start", "Start the workout", "⏎"),
    Command("picker.try", ("t",), "try_rep", "try", "Hear and see one rep, without starting"),
    Command("picker.search", ("slash",), "search", "search", "Show only what you type", "/"),
    Command("picker.all", ("escape",), "show_all", "all", "Show all presets again", "esc", shown=False),
    Command("picker.take", ("c",), "take", "coach", "Take the coach's suggestion", shown=False),
    Command("picker.edit", ("e",), "edit", "edit", "Change the preset; one that came with legtimer is copied"),
    Command("picker.duplicate", ("d",), "duplicate", "copy", "Make a copy of your own"),
    Command("picker.delete", ("x", "delete"), "delete", "delete", "Move a preset of your own into the bin"),
    Command("picker.undo", ("u", "ctrl+z"), "undo", "undo", "Undo a deletion or a suggestion taken", shown=False),
    Command("picker.file", ("f",), "file", "file", "Show where the file is, and copy its path", shown=False),
    Command("picker.on", ("pagedown",), "read(1)", "read on", "Read on about the preset", "pgdn", shown=False),
    Command("picker.back", ("pageup",), "read(-1)", "read back", "Go back in the text", "pgup", shown=False),
    Command("picker.history", ("h",), "app.show_history", "history", "What you have done so far"),
    Command("picker.quit", ("q",), "app.quit", "quit", "Leave legtimer"),
)

WORKOUT = (
    Command(
        "workout.pause",
        ("space", "pagedown"),
        "pause",
        "pause",
        "Pause, and go on; a click anywhere does the same",
        "space",
    ),
    Command("workout.skip", ("right",), "skip", "skip", "Go on to the next phase", "→"),
    Command("workout.back", ("left", "pageup"), "back", "back", "Go back to the phase before", "←"),
    Command("workout.quit", ("q", "escape"), "end", "end", "End the workout; what was done is kept", "q"),
)

SUMMARY = (Command("summary.close", ("enter", "space", "escape", "q"), "close", "done", "Back to the presets", "⏎"),)

HISTORY = (
    Command("history.picker", ("escape", "h"), "app.show_picker", "presets", "Back to the presets", "esc"),
    Command("history.quit", ("q",), "app.quit", "quit", "Leave legtimer"),
)

CONFIRM = (
    Command("confirm.yes", ("y", "enter", "q"), "answer(True)", "yes", "Do it", "y"),
    Command("confirm.no", ("n", "escape", "space"), "answer(False)", "no", "Leave it", "n"),
)


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """The commands of a screen as Textual's bindings; their ids let people remap the keys."""
    return [
        Binding(
            ",".join(command.keys),
            command.action,
            command.short,
            key_display=command.key_shown or None,
            show=command.shown,
            tooltip=command.help,
            id=command.id,
            priority=command.keys[0] == "enter",
        )
        for command in commands
    ]
