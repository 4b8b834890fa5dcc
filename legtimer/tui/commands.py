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
