"""Writes the tables of keys, in docs/keys.md and the README, from the one table there is: `make docs`."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from legtimer.tui import commands
from legtimer.tui.commands import WORKOUT, Command

ROOT = Path(__file__).parents[1]
KEYS, README = ROOT / "docs" / "keys.md", ROOT / "README.md"
BEGIN, END = "<!-- begin: written by make docs -->", "<!-- end: written by make docs -->"

TITLES = {
    "PICKER": "The presets",
    "WORKOUT": "During a workout",
    "SUMMARY": "After a workout",
    "HISTORY": "The history",
    "SESSION": "One session",
    "UNREADABLE": "A file that cannot be read",
    "SETTINGS": "Settings",
    "OVERVIEW": "The year",
    "EXPORT": "Exporting",
    "NOTE": "A note",
    "EDITOR": "The editor",
    "EXERCISE": "The editor, on an exercise",
    "ROUTINE": "The editor, in a routine",
    "CONFIRM": "A question",
}
NAMES = {
    "slash": "/", "question_mark": "?", "full_stop": ".", "comma": ",", "left_square_bracket": "[",
    "right_square_bracket": "]", "plus": "+", "equals_sign": "=", "minus": "-", "pagedown": "page down",
    "pageup": "page up", "left": "←", "right": "→", "up": "↑", "down": "↓", "f1": "F1", "f2": "F2", "f4": "F4",
    "f5": "F5", "f6": "F6", "f7": "F7", "f8": "F8",
}  # fmt: skip


def documents() -> dict[Path, str]:
    """The text of each file that holds tables of keys."""
    tables = {name: found for name, found in vars(commands).items() if isinstance(found, tuple) and name.isupper()}
    screens = {
        name: found for name, found in tables.items() if found is not commands.FEEDBACK
    }  # in those of two screens
    sections = [f"## {TITLES.get(name, name.capitalize())}\n\n{table(found)}" for name, found in screens.items()]
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    return {
        KEYS: "\n\n".join(["# Every key\n\nIn the app, `?` shows those of the screen you are on.", *sections]) + "\n",
        README: f"{before}{BEGIN}\n{table(WORKOUT)}\n{END}{after}",
    }


def table(of: Iterable[Command]) -> str:
    """A table in Markdown."""
    rows = (f"| {_keys(command)} | {command.help} |" for command in _told(of))
    return "\n".join(["| key | does |", "|---|---|", *rows])


def _told(of: Iterable[Command]) -> Iterator[Command]:
    """A row of digits that all do the same thing by degrees is told once."""
    last = ""
    for command in of:
        if command.short != last or not _is_digit(command):
            yield command
        last = command.short


def _is_digit(command: Command) -> bool:
    return all(key.isdigit() for key in command.keys)


def _keys(command: Command) -> str:
    if _is_digit(command) and command.key_label:
        return command.key_label
    return ", ".join(NAMES.get(key, key.replace("_", " ")) for key in command.keys)


def main() -> None:
    """Write the files."""
    for path, text in documents().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
