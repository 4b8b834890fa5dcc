"""The user's settings in one TOML file: a faulty value is named and replaced with its default, the others are used."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomli_w
from msgspec.structs import asdict, replace

from legtimer.core.preset import Fault
from legtimer.core.printable import error_reason, printable
from legtimer.core.settings import Settings
from legtimer.storage import atomic
from legtimer.storage.toml_file import BadFileError, edit_keys, file_exists, parse, read_text
from legtimer.storage.toml_lines import key_lines, line_of
from legtimer.storage.validation import describe, unknown_keys, validate


def read_settings(path: Path) -> tuple[Settings, tuple[Fault, ...]]:
    """The settings in a file, and its faults; without a file, the defaults."""
    try:
        return _settings_in(read_text(path) if file_exists(path) else "")
    except BadFileError as bad:
        return Settings(), (Fault("", bad.found, bad.expected, line=bad.line),)
    except OSError as error:
        return Settings(), (Fault("", error_reason(error), "a settings file that can be read"),)


def _settings_in(text: str) -> tuple[Settings, tuple[Fault, ...]]:
    data = parse(text)
    keys, key_faults = _keys_in(data)
    good, faults = validate(data | keys, Settings, Settings.__struct_fields__)
    faults += [*key_faults, *unknown_keys(data, Settings.__struct_fields__)]
    lines = key_lines(text) if faults else {}
    return Settings(**good), tuple(replace(fault, line=line_of(lines, fault.key)) for fault in faults)


def _keys_in(data: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """The table `[keys]` with each command by its whole name: TOML reads `workout.pause` as a key in a table."""
    if not isinstance(data.get("keys"), dict):
        return {}, []
    keys: dict[str, tuple[str, ...]] = {}
    faults: list[Fault] = []
    pending = list(data["keys"].items())
    for name, value in pending:
        match value:
            case dict():
                pending += [(f"{name}.{key}", inner) for key, inner in value.items()]
            case str():
                keys[name] = (value,)
            case list() if all(isinstance(each, str) for each in value):
                keys[name] = tuple(value)
            case _:
                faults.append(Fault(f"keys.{printable(name[:60])}", describe(value), "a key or a list of keys"))
    return {"keys": keys}, faults


def write_settings(path: Path, settings: Settings) -> None:
    """Write the settings that differ from those in the file; the rest of the file is kept, comments too."""
    text = read_text(path) if file_exists(path) else ""
    before, _ = _settings_in(text)
    changes = {key: value for key, value in asdict(settings).items() if value != getattr(before, key)}
    atomic.write(path, edit_keys(text, changes) if text else tomli_w.dumps(changes))
