"""Writes the key tables in docs/keys.md and README.md from `legtimer.tui.commands`: `make docs`."""

from collections.abc import Iterable
from pathlib import Path

from legtimer.tui import commands
from legtimer.tui.commands import WORKOUT, Command

ROOT = Path(__file__).parents[1]
KEYS, README = ROOT / "docs" / "keys.md", ROOT / "README.md"
BEGIN, END = "<!-- begin: written by make docs -->", "<!-- end: written by make docs -->"

TITLES = {  # of the tables in legtimer.tui.commands
    "PICKER": "The presets",
    "WORKOUT": "During a workout",
    "SUMMARY": "After a workout",
    "HISTORY": "The history",
    "SESSION": "One session",
    "UNREADABLE": "A file that cannot be read",
    "SETTINGS": "Settings",
    "OVERVIEW": "The overview",
    "EXPORT": "Exporting",
    "NOTE": "A note",
    "EDITOR": "The editor",
    "EXERCISE": "The editor, on an exercise",
    "ROUTINE": "The editor, in a routine",
    "CONFIRM": "A question",
    "HELP": "Help",
}
KEY_NAMES = {"pagedown": "page down", "pageup": "page up", "left": "←", "right": "→", "up": "↑", "down": "↓"}


def documents() -> dict[Path, str]:
    """Return the text of each file that contains key tables."""
    sections = [f"## {title}\n\n{table(getattr(commands, name))}" for name, title in TITLES.items()]
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    return {
        KEYS: "\n\n".join(["# Every key\n\nIn the app, `?` shows the keys of the current screen.", *sections]) + "\n",
        README: f"{before}{BEGIN}\n{table(WORKOUT)}\n{END}{after}",
    }


def table(screen: Iterable[Command]) -> str:
    """Return a Markdown table of keys; commands with the same help share a row."""
    keys: dict[str, list[str]] = {}
    for command in screen:
        keys.setdefault(command.help, []).extend(_key_name(key) for key in command.key_names)
    rows = (f"| {', '.join(names)} | {what} |" for what, names in keys.items())
    return "\n".join(["| key | does |", "|---|---|", *rows])


def _key_name(key: str) -> str:
    return key.upper() if key[0] == "f" and key[1:].isdigit() else KEY_NAMES.get(key, key)


def main() -> None:
    """Write the files."""
    for path, text in documents().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
