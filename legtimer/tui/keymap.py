"""The keys of the commands: how they are written, and which ones the user has changed in `[keys]` of settings.toml."""

import re
from collections.abc import Mapping

from legtimer.core.preset import Fault
from legtimer.core.printable import printable
from legtimer.tui.commands import EVERYWHERE, SECTIONS, Command

Keymap = Mapping[str, tuple[str, ...]]  # the keys of each command that was changed, as Textual names them

# How keys are shown and written; by Textual's names. Other keys are written as Textual names them.
LABELS = {
    "escape": "esc", "pagedown": "pgdn", "pageup": "pgup", "delete": "del", "insert": "ins",
    "left": "←", "right": "→", "up": "↑", "down": "↓", "comma": ",",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
}  # fmt: skip
NAMED = {*LABELS, "enter", "space", "tab", "backspace", "home", "end"}
NAME_OF = {**{label.lower(): name for name, label in LABELS.items()}, **{name: name for name in NAMED}}
MODIFIED = re.compile(r"((?:ctrl\+|alt\+|shift\+|super\+)+)(.+)")


def key_label(key: str) -> str:
    """Return how a key is shown, and written in settings.toml."""
    modified = MODIFIED.fullmatch(key)
    return modified[1] + key_label(modified[2]) if modified else LABELS.get(key, key)


def key_name(written: str) -> str | None:
    """Return Textual's name of a key that is written in settings.toml; None if there is no such key."""
    if len(written) == 1 and written.isprintable() and not written.isspace():
        return NAME_OF.get(written, written)
    if modified := MODIFIED.fullmatch(written.lower()):
        key = key_name(modified[2])
        if modified[1] == "shift+" and key is not None and len(key) == 1:
            return key.upper() if key.isalpha() else None  # the terminal sends the character on the key
        return key and modified[1] + key
    return NAME_OF.get(written.lower())


def keys_of(command: Command, keymap: Keymap) -> tuple[str, ...]:
    """Return the keys of a command, as Textual names them."""
    return keymap.get(command.id, command.key_names)


def read_keymap(written: Mapping[str, tuple[str, ...]]) -> tuple[Keymap, list[Fault]]:
    """Return the keys that `[keys]` changes, by command, and what is wrong with others, which are left unchanged."""
    commands = {command.id: command for section in SECTIONS for command in section.commands}
    keymap: dict[str, tuple[str, ...]] = {}
    faults: list[Fault] = []
    for id_, keys in written.items():
        unknown = [key for key in keys if key_name(key) is None]
        if id_ not in commands:
            faults.append(Fault(f"keys.{printable(id_)}", "an unknown command", _nearest(id_, commands)))
        elif unknown or not keys:
            found = f"{printable(unknown[0])!r}" if unknown else "no key"
            faults.append(Fault(f"keys.{id_}", found, "a key such as space, f, F5, pgdn, ctrl+s or ←"))
        else:
            keymap[id_] = tuple(dict.fromkeys(name for key in keys if (name := key_name(key))))
    while conflict := _find_conflict(keymap):
        id_, key, other = conflict
        del keymap[id_]
        faults.append(Fault(f"keys.{id_}", f"{key_label(key)}, a key of {other}", "a key that is free on that screen"))
    return keymap, faults


def _find_conflict(keymap: Keymap) -> tuple[str, str, str] | None:
    """The last changed command that shares a key with a command of the same screen: its id, the key, the other's id."""
    for changed in reversed(list(keymap)):
        for section in SECTIONS:
            together = [*section.commands, *section.beside, *EVERYWHERE]
            others = [command for command in together if command.id != changed]
            if len(others) == len(together):  # the command is not of this screen
                continue
            for other in others:
                shared = [key for key in keys_of(other, keymap) if key in keymap[changed]]
                if shared:
                    return changed, shared[0], other.id
    return None


def _nearest(id_: str, commands: Mapping[str, Command]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - not needed for valid settings

    near = get_close_matches(id_[:60], commands, 1)
    return near[0] if near else "the name of a command, as in docs/keys.md"
