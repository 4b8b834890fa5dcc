"""Everything a person can do with a key, declared once: bindings, the lines of keys and the help are all made of it."""

from collections.abc import Iterable

from msgspec import Struct
from textual.binding import Binding, BindingType


class Command(Struct, frozen=True):
    """One thing to do: `keys` as Textual names them; in a line of keys, `key_shown` and `short` stand for it.

    Where two commands are each other's opposite, one stands in the line for both.
    """

    id: str
    keys: tuple[str, ...]
    action: str
    short: str
    help: str
    key_label: str = ""
    shown: bool = True


PICKER = (
    Command("picker.start", ("enter",), "start", "start", "Start the workout", "⏎"),
    Command("picker.try", ("t",), "try_rep", "try", "Hear and see one rep, without starting"),
    Command("picker.search", ("slash",), "search", "search", "Show only what you type", "/"),
    Command("picker.all", ("escape",), "show_all", "all", "Show all presets again", "esc", shown=False),
    Command("picker.take", ("c",), "take", "coach", "Take the coach's suggestion", shown=False),
    Command("picker.edit", ("e",), "edit", "edit", "Change the preset; one that came with legtimer is copied"),
    Command("picker.new", ("n",), "duplicate", "new", "Start one of your own: a copy of this one"),
    Command("picker.delete", ("d", "delete"), "delete", "delete", "Move a preset of your own to the bin", shown=False),
    Command("picker.undo", ("u", "ctrl+z"), "undo", "undo", "Undo a deletion or a suggestion taken", shown=False),
    Command("picker.file", ("f",), "file", "file", "Show where the file is, and copy its path", shown=False),
    Command("picker.on", ("pagedown",), "read(1)", "read on", "Read on about the preset", "pgdn", shown=False),
    Command("picker.back", ("pageup",), "read(-1)", "read back", "Go back in the text", "pgup", shown=False),
    Command("picker.history", ("h",), "app.show_history", "history", "What you have done so far"),
    Command("picker.settings", ("s",), "app.settings", "settings", "Sound, colours, and how a workout goes"),
    Command("picker.help", ("question_mark",), "app.help", "help", "All keys", "?"),
    Command("picker.quit", ("q",), "app.quit", "quit", "Leave legtimer"),
)

WORKOUT = (
    Command(
        "workout.pause",
        ("space", "pagedown", "f5", "full_stop"),
        "pause",
        "pause",
        "Pause, and go on; a click anywhere does the same",
        "space",
    ),
    Command("workout.skip", ("right",), "skip", "phase", "Go on to the next phase", "← →"),
    Command("workout.back", ("left", "pageup"), "back", "back", "Go back to the phase before", "←", shown=False),
    Command("workout.form", ("f",), "break_form", "form", "My back came off the floor: end the set"),
    Command(
        "workout.slower", ("left_square_bracket",), "change_down(500)", "tempo",
        "Lower half a second slower, from the next rep on", "[ ]",
    ),
    Command(
        "workout.faster", ("right_square_bracket",), "change_down(-500)", "faster",
        "Lower half a second faster, from the next rep on", "]", shown=False,
    ),
    Command(
        "workout.longer_rest", ("plus", "equals_sign"), "change_rest(10)", "rest",
        "Ten seconds more rest, now or the next time", "+ -",
    ),
    Command(
        "workout.shorter_rest", ("minus",), "change_rest(-10)", "rest -10",
        "Ten seconds less rest, now or the next time", "-", shown=False,
    ),
    Command(
        "workout.more_reps", ("up",), "correct_reps(1)", "reps", "In the rest: one rep more than counted", "↑",
        shown=False,
    ),
    Command(
        "workout.fewer_reps", ("down",), "correct_reps(-1)", "reps", "In the rest: one rep fewer", "↓", shown=False
    ),
    Command("workout.mute", ("m",), "app.switch('mute')", "mute", "Silence, and sound again"),
    Command("workout.voice", ("v",), "app.switch('voice')", "voice", "The voice, on and off", shown=False),
    Command("workout.louder", ("0",), "app.change_volume(10)", "louder", "Louder", shown=False),
    Command("workout.softer", ("9",), "app.change_volume(-10)", "softer", "Softer", shown=False),
    Command("workout.help", ("question_mark",), "app.help", "help", "All keys", "?"),
    Command("workout.quit", ("q", "escape"), "end", "end", "End the workout; what was done is kept", "q"),
)  # fmt: skip

HISTORY = (
    Command("history.open", ("enter",), "open", "open", "Show the session in full", "⏎"),
    Command("history.search", ("slash",), "search", "search", "Find by preset, back, outcome, effort or time", "/"),
    Command("history.overview", ("c",), "overview", "calendar", "The calendar, the plots and your bests"),
    Command("history.again", ("g",), "again", "again", "Do this workout again"),
    Command("history.delete", ("d", "delete"), "delete", "delete", "Move the session to the bin"),
    Command("history.undo", ("u",), "undo", "undo", "Bring back the session deleted last", shown=False),
    Command("history.export", ("x",), "export", "export", "Write what is listed into a file"),
    Command("history.leave", ("escape", "h"), "leave", "presets", "End the search, or go back to the presets", "esc"),
    Command("history.quit", ("q",), "app.quit", "quit", "Leave legtimer"),
)

# What a person says of a session, right after it or later.
FEEDBACK = (
    *(
        Command(
            f"session.effort-{n}",
            (str(n % 10),),
            f"effort({n})",
            "effort",
            f"It was {n} of 10 hard; the same key again takes it back",
            "1-9 0",
            shown=n == 1,
        )
        for n in range(1, 11)
    ),
    Command("session.fine", ("f",), "back('fine')", "fine", "The back was fine"),
    Command("session.tight", ("t",), "back('tight')", "tight", "The back was tight"),
    Command("session.pain", ("p",), "back('pain')", "pain", "The back hurt"),
    Command("session.note", ("n",), "note", "note", "Write a note"),
)

CLOSE = Command("summary.close", ("enter", "space", "escape", "q"), "close", "done", "Back to the presets", "⏎")
SUMMARY = (*FEEDBACK, CLOSE)

SESSION = (
    *FEEDBACK,
    Command("session.again", ("g",), "go('again')", "again", "Do this workout again"),
    Command("session.delete", ("d", "delete"), "go('delete')", "delete", "Move the session to the bin", shown=False),
    Command("session.newer", ("left",), "go('newer')", "newer", "The next newer session", shown=False),
    Command("session.older", ("right",), "go('older')", "older", "The next older session", shown=False),
    Command("session.leave", ("escape", "q", "h"), "go('back')", "back", "Back to the list", "esc"),
)

SETTINGS = (
    Command("settings.next", ("right", "space"), "change(1)", "change", "Change what the cursor is on", "← →"),
    Command("settings.before", ("left",), "change(-1)", "change", "Change it back", "←", shown=False),
    Command("settings.leave", ("escape", "q", "s"), "app.pop_screen", "back", "Back to the presets", "esc"),
)

UNREADABLE = (Command("unreadable.leave", ("escape", "q", "enter"), "leave", "back", "Back to the list", "esc"),)

OVERVIEW = (
    Command("overview.earlier", ("left",), "turn(1)", "earlier", "A year earlier", "←"),
    Command("overview.later", ("right",), "turn(-1)", "later", "A year later", "→"),
    Command("overview.preset", ("p",), "next_preset", "preset", "Tempo and effort of the next preset"),
    Command("overview.leave", ("escape", "q", "c", "h"), "leave", "list", "Back to the list", "esc"),
)

EXPORT = (
    Command("export.csv", ("c",), "choose('csv')", "CSV", "For spreadsheets"),
    Command("export.json", ("j",), "choose('json')", "JSON", "For programs"),
    Command("export.leave", ("escape", "q", "x"), "choose('')", "leave it", "Write nothing", "esc"),
)

NOTE = (
    Command("note.keep", ("enter",), "keep", "keep", "Keep the note", "⏎"),
    Command("note.leave", ("escape",), "leave", "leave it", "Leave the note as it was", "esc"),
)

EDITOR = (
    Command("editor.save", ("ctrl+s",), "save", "save", "Save, and go back to the presets", "^s"),
    Command("editor.leave", ("escape",), "leave", "leave", "Back to the presets; asks if there are changes", "esc"),
    Command("editor.hear", ("f2",), "hear", "hear a rep", "Hear and see one rep of this exercise", "F2"),
    Command("editor.undo", ("ctrl+z",), "undo", "undo", "Undo the last change", "^z"),
    Command("editor.redo", ("ctrl+y",), "redo", "redo", "Do again what was undone", "^y"),
    Command("editor.help", ("f1",), "app.help", "help", "All keys", "F1"),
    Command("editor.down", ("down",), "app.focus_next", "next", "Go to the next field", shown=False),
    Command("editor.up", ("up",), "app.focus_previous", "previous", "Go to the field before", shown=False),
)
EXERCISE = (
    Command("editor.kind", ("f4",), "change_kind", "reps/work", "Sets of reps in tempo, or of plain work", "F4"),
    Command("editor.add", ("f7",), "add_block", "add", "Add an exercise after this one", "F7"),
)
ROUTINE = (
    Command("editor.next", ("f6",), "next_block", "next", "Go to the next exercise of a routine", "F6"),
    Command("editor.remove", ("f8",), "remove_block", "remove", "Take this exercise out", "F8"),
)

CONFIRM = (
    Command("confirm.yes", ("y", "enter", "q"), "answer(True)", "yes", "Do it", "y"),
    Command("confirm.no", ("n", "escape", "space"), "answer(False)", "no", "Leave it", "n"),
)


HELP = (
    Command(
        "help.close", ("escape", "question_mark", "q", "space", "enter"), "app.pop_screen", "close", "Close", "esc"
    ),
)


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """The commands of a screen as Textual's bindings; their ids let people remap the keys."""
    return [
        Binding(
            ",".join(command.keys),
            command.action,
            command.short,
            key_display=command.key_label or None,
            show=command.shown,
            tooltip=command.help,
            id=command.id,
            priority=command.keys[0] == "enter",
        )
        for command in commands
    ]
