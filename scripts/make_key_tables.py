"""Writes the key tables in docs/keys.md and README.md from `legtimer.tui.commands`: `make docs`."""

from collections.abc import Iterable
from pathlib import Path

from legtimer.tui.commands import SECTIONS, WORKOUT, Command
from legtimer.tui.keymap import key_label

ROOT = Path(__file__).parents[1]
KEYS, README = ROOT / "docs" / "keys.md", ROOT / "README.md"
BEGIN, END = "<!-- begin: written by make docs -->", "<!-- end: written by make docs -->"

INTRODUCTION = """# Every key

In the app, `?` shows the keys of the current screen; in the editor, `F1`.

Every command can have other keys, one or several. They are written in `settings.toml`, with the name of the command:

```toml
# settings.toml
[keys]
workout.pause = ["space", "p"]
workout.form = "F9"
picker.history = ["h", "ctrl+h"]
```

A key is written as it is shown here: a character, or `enter`, `esc`, `space`, `tab`, `backspace`, `del`, `ins`, `home`,
`end`, `pgup`, `pgdn`, `↑` or `up`, `F1`; with `ctrl+`, `alt+` or `shift+` before it. The keys that you write replace
those below. If one of them belongs to another command of the same screen, legtimer says so at the start and in
`legtimer doctor`, and that line has no effect.

A capital letter does what the small letter does, so Caps Lock changes nothing. Only `G` is a key of its own: in a
terminal that tells Caps Lock from shift (kitty, foot, WezTerm, Ghostty), it is always shift and `g`. There, a letter of
another alphabet does what the key in its place does on a US keyboard."""


def documents() -> dict[Path, str]:
    """Return the text of each file that contains key tables."""
    sections = [f"## {section.title}\n\n{table(section.commands, names=True)}" for section in SECTIONS]
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    return {
        KEYS: "\n\n".join([INTRODUCTION, *sections]) + "\n",
        README: f"{before}{BEGIN}\n{table(WORKOUT)}\n{END}{after}",
    }


def table(commands: Iterable[Command], *, names: bool = False) -> str:
    """Return a Markdown table of keys, with the names of the commands or else with a row for each help text."""
    rows: dict[str, list[Command]] = {}
    for command in commands:
        rows.setdefault(command.id if names else command.help, []).append(command)
    lines = []
    for same in rows.values():
        keys = ", ".join(key_label(key) for command in same for key in command.key_names)
        lines.append(f"| {keys} | {same[0].help} |{f' `{same[0].id}` |' if names else ''}")
    return "\n".join([f"| key | does |{' command |' if names else ''}", f"|---|---|{'---|' if names else ''}", *lines])


def main() -> None:
    """Write the files."""
    for path, text in documents().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
