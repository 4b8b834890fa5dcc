"""The commands of every screen. Key bindings, key hints, help and documentation are all made from these tables."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from textual.binding import BindingType


class Command(Struct, frozen=True):
    """One command.

    `keys` are its keys unless the user changes them: Textual's key names or single characters, separated by commas. A
    command with a `label` is shown in the key hints at the bottom of the screen; commands in a row with the same label
    share a hint. One with `priority` has its keys also in a field that has a use of its own for them.
    """

    id: str
    keys: str
    action: str
    help: str
    label: str = ""
    priority: bool = False

    @property
    def key_names(self) -> tuple[str, ...]:
        """The keys, as Textual names them."""
        return tuple(self.keys.split(","))


def _labelled(commands: Iterable[Command], labels: Mapping[str, str]) -> tuple[Command, ...]:
    """Return the commands that have another label in `labels`, by id, with that label."""
    return tuple(replace(command, label=labels[command.id]) for command in commands if command.id in labels)


EVERYWHERE = (
    Command(
        "app.palette",
        "ctrl+p",
        "command_palette",
        "Find a command, a preset, a setting or a theme by its name",
        priority=True,
    ),
    Command("app.quit", "ctrl+q", "quit", "Quit at once; of a workout, what you have done is saved", priority=True),
)

# Where there is little room, hints near the end are left out first.
PICKER = (
    Command("picker.start", "enter", "start", "Start the workout", "start"),
    Command("picker.take_suggestion", "c", "take", "Take the next step that the coach suggests", "next step"),
    Command("picker.try", "t", "try_rep", "Try one rep: hear and see it without starting a workout", "try"),
    Command("picker.history", "h", "app.show_history", "Show the history of your sessions", "history"),
    Command("picker.settings", "s", "app.settings", "Change settings: colours, sound and workouts", "settings"),
    Command("picker.search", "/", "search", "Search the presets", "search"),
    Command("picker.show_all", "escape", "show_all", "Close the search and show all presets"),
    Command("picker.add", "a", "add", "Add a workout of this preset that was done elsewhere"),
    Command("picker.edit", "e", "edit", "Edit the preset; a built-in one is copied first", "edit"),
    Command("picker.new", "n", "duplicate", "Copy this preset into one of your own, and edit it", "new"),
    Command("picker.delete", "d,delete", "delete", "Move a preset of your own to the bin"),
    Command("picker.undo", "u,ctrl+z", "undo", "Undo the last deletion or applied suggestion"),
    Command("picker.file", "f", "file", "Show the path of the file and copy it"),
    Command("picker.scroll_down", "pagedown", "read(1)", "Scroll the description down"),
    Command("picker.scroll_up", "pageup", "read(-1)", "Scroll the description up"),
    Command("picker.help", "?", "app.help", "Show all keys", "help"),
    Command("picker.quit", "q", "app.quit", "Quit legtimer", "quit"),
)

# In a wide window the palette is named as well, before the help.
PICKER_HINTS = (*PICKER[:-2], replace(EVERYWHERE[0], label="commands"), *PICKER[-2:])

# What the keys do in the field in which one searches, as its hints name it.
PICKER_SEARCH = _labelled(PICKER, {"picker.start": "to the presets", "picker.show_all": "show all"})

WORKOUT = (
    Command("workout.pause", "space", "pause", "Pause or resume; so does a click", "pause"),
    Command("workout.clicker", "pagedown,f5,.", "use_clicker", "Pause or resume, or end an open-ended set (a clicker)"),
    Command("workout.back", "left,pageup", "back", "Go back to the previous phase", "phase"),
    Command("workout.skip", "right", "skip", "Skip to the next phase, or end an open-ended set", "phase"),
    Command("workout.form", "f", "break_form", "End the set: your form broke, or it was open-ended", "form"),
    Command("workout.slower", "[", "change_down(500)", "Lower half a second slower from the next rep", "tempo"),
    Command("workout.faster", "]", "change_down(-500)", "Lower half a second faster from the next rep", "tempo"),
    Command("workout.longer_rest", "+,=", "change_rest(10)", "Add ten seconds to this rest or the next", "rest"),
    Command("workout.shorter_rest", "-", "change_rest(-10)", "Take ten seconds off this rest or the next", "rest"),
    Command("workout.more_reps", "up", "correct_reps(1)", "In a rest: count one rep more"),
    Command("workout.fewer_reps", "down", "correct_reps(-1)", "In a rest: count one rep fewer"),
    Command("workout.mute", "m", "mute", "Mute or unmute", "mute"),
    Command("workout.voice", "v", "voice", "Turn the voice on or off"),
    Command("workout.louder", "0", "change_volume(10)", "Louder"),
    Command("workout.softer", "9", "change_volume(-10)", "Softer"),
    Command("workout.help", "?", "app.help", "Show all keys", "help"),
    Command("workout.quit", "q,escape", "end", "End the workout; what you have done is saved", "end"),
)

HISTORY = (
    Command("history.open", "enter", "open", "Show the whole session", "open"),
    Command("history.search", "/", "search", "Search by preset, back, outcome, effort or date", "search"),
    Command("history.overview", "c", "overview", "Show the year, the plots and your bests", "year"),
    Command("history.repeat", "r", "repeat", "Repeat this workout", "repeat"),
    Command("history.delete", "d,delete", "delete", "Move the session to the bin", "delete"),
    Command("history.undo", "u", "undo", "Restore the last deleted session"),
    Command("history.export", "x", "export", "Export the listed sessions to a file", "export"),
    Command("history.leave", "escape,h", "leave", "Close the search, or return to the presets", "presets"),
    Command("history.quit", "q", "app.quit", "Quit legtimer", "quit"),
)

HISTORY_EMPTY = tuple(command for command in HISTORY if command.id in ("history.leave", "history.quit"))
HISTORY_SEARCH = _labelled(HISTORY, {"history.open": "to the sessions", "history.leave": "show all"})

# How a session felt, entered after the workout or later.
RATE = "Rate the effort from 1 to 10 (key 0); the same key again clears it"
EFFORT = tuple(Command(f"session.effort_{n}", str(n % 10), f"effort({n})", RATE, "effort") for n in range(1, 11))
FEEDBACK = (
    *EFFORT,
    Command("session.fine", "f", "back('fine')", "Your back was fine", "back"),
    Command("session.tight", "t", "back('tight')", "Your back was tight", "back"),
    Command("session.pain", "p", "back('pain')", "Your back hurt", "back"),
    Command("session.note", "n", "note", "Write a note", "note"),
)

CLOSE = Command("summary.close", "enter,space,escape,q", "close", "Return to the presets", "done")
SUMMARY = (
    CLOSE,
    *FEEDBACK,
    Command("summary.next", "pagedown,right", "move(1)", "Go to the next answer (for a clicker)", "choose"),
    Command("summary.take", ".,f5", "take", "Give this answer; after both, return to the presets", "choose"),
    Command("summary.previous", "pageup,left", "move(-1)", "Go to the answer before (for a clicker)"),
    Command("summary.down", "down", "scroll_details(3)", "Scroll down to the details", "details"),
    Command("summary.up", "up", "scroll_details(-3)", "Scroll up"),
)

SESSION = (
    *FEEDBACK,
    Command("session.edit", "e", "edit_sets", "Correct or complete the sets and reps that were done", "edit"),
    Command("session.repeat", "r", "go('repeat')", "Repeat this workout", "repeat"),
    Command("session.delete", "d,delete", "go('delete')", "Move the session to the bin"),
    Command("session.newer", "left", "go('newer')", "Show the next newer session"),
    Command("session.older", "right", "go('older')", "Show the next older session"),
    Command("session.leave", "escape,q,h", "go('back')", "Return to the list", "list"),
)

SETTINGS = (
    Command("settings.previous", "left", "change(-1)", "Change to the previous value", "change"),
    Command("settings.next", "right,space,enter", "change(1)", "Change to the next value", "change"),
    Command("settings.leave", "escape,q,s", "app.pop_screen", "Return to the presets", "back"),
)

UNREADABLE = (Command("unreadable.leave", "escape,q,enter", "dismiss", "Return to the list", "back"),)

OVERVIEW = (
    Command("overview.earlier", "left", "turn(1)", "Show the year before", "earlier"),
    Command("overview.later", "right", "turn(-1)", "Show the year after", "later"),
    Command("overview.preset", "p", "next_preset", "Show tempo and effort of the next preset", "preset"),
    Command("overview.leave", "escape,q,c,h", "dismiss", "Return to the list", "list"),
)

EXPORT = (
    Command("export.csv", "c", "dismiss('csv')", "Export as CSV, for spreadsheets", "CSV"),
    Command("export.json", "j", "dismiss('json')", "Export as JSON, for programs", "JSON"),
    Command("export.leave", "escape,q,x", "dismiss(None)", "Cancel the export", "cancel"),
)

ENTRY = (
    Command("entry.save", "enter,f3", "save", "Save what was done", "save"),
    Command("entry.up", "up", "app.focus_previous", "Go to the previous field", "field"),
    Command("entry.down", "down", "app.focus_next", "Go to the next field", "field"),
    Command("entry.cancel", "escape", "dismiss", "Change nothing", "cancel"),
)

NOTE = (
    Command("note.save", "enter", "save", "Save the note", "save", priority=True),
    Command("note.cancel", "escape", "dismiss", "Discard the changes to the note", "cancel"),
)

EDITOR = (
    Command("editor.save", "ctrl+s,f3", "save", "Save and return to the presets", "save"),
    Command("editor.try", "f2", "try_rep", "Try one rep of this exercise: hear and see it", "try a rep"),
    Command("editor.undo", "ctrl+z", "undo", "Undo the last change", "undo"),
    Command("editor.redo", "ctrl+y", "redo", "Redo the last undone change", "redo"),
    Command("editor.leave", "escape", "leave", "Return to the presets; asks if there are changes", "leave"),
    Command("editor.help", "f1", "app.help", "Show all keys", "help"),
    Command("editor.down", "down", "app.focus_next", "Go to the next field"),
    Command("editor.up", "up", "app.focus_previous", "Go to the previous field"),
)
EXERCISE = (
    Command("editor.kind", "f4", "change_kind", "Switch between reps at a tempo and work intervals", "reps/work"),
    Command("editor.add", "f7", "add_block", "Add an exercise after this one", "add"),
)
ROUTINE = (
    Command("editor.next", "f6", "next_block", "Go to the next exercise of the routine", "next"),
    Command("editor.remove", "f8", "remove_block", "Remove this exercise", "remove"),
)

CONFIRM = (
    Command("confirm.yes", "y,enter,q", "dismiss(True)", "Yes", "yes"),
    Command("confirm.no", "n,escape,space", "dismiss(False)", "No", "no"),
)

HELP = (
    Command("help.search", "/", "search", "Search the keys", "search"),
    Command("help.close", "escape,?,q,space,enter,f1", "app.pop_screen", "Close", "close"),
)

# In every list. Pages are apart: in the list of presets, these keys scroll the description.
LIST = (
    Command("list.down", "down,j", "cursor_down", "Go to the next line"),
    Command("list.up", "up,k", "cursor_up", "Go to the line before"),
    Command("list.first", "home,g", "first", "Go to the first line"),
    Command("list.last", "end,G", "last", "Go to the last line"),
)
PAGES = (
    Command("list.page_down", "pagedown,space", "page_down", "Go one page down"),
    Command("list.page_up", "pageup", "page_up", "Go one page up"),
)


class Section(Struct, frozen=True):
    """The commands of one screen or of a part of it; `beside` are others that have keys at the same time."""

    title: str
    commands: tuple[Command, ...]
    beside: tuple[Command, ...] = ()


SECTIONS = (
    Section("The presets", PICKER, LIST),
    Section("During a workout", WORKOUT),
    Section("After a workout", SUMMARY),
    Section("The history", HISTORY, (*LIST, *PAGES)),
    Section("One session", SESSION),
    Section("A file that cannot be read", UNREADABLE),
    Section("Settings", SETTINGS, LIST),
    Section("The overview", OVERVIEW),
    Section("Exporting", EXPORT),
    Section("A note", NOTE),
    Section("What was done", ENTRY),
    Section("The editor", EDITOR, (*EXERCISE, *ROUTINE)),
    Section("The editor, on an exercise", EXERCISE, (*EDITOR, *ROUTINE)),
    Section("The editor, in a routine", ROUTINE, (*EDITOR, *EXERCISE)),
    Section("A question", CONFIRM),
    Section("Help", HELP),
    Section("In a list", (*LIST, *PAGES)),
    Section("Everywhere", EVERYWHERE),
)


def bindings(commands: Iterable[Command]) -> "list[BindingType]":
    """Return commands as Textual's bindings; a keymap finds them by their ids."""
    from textual.binding import Binding  # noqa: PLC0415 - `legtimer doctor` checks keys without Textual

    return [
        Binding(
            command.keys,
            command.action,
            command.label or command.help,
            show=bool(command.label),
            tooltip=command.help,
            id=command.id,
            priority=command.priority,
        )
        for command in commands
    ]
