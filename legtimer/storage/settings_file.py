"""A person's choices, kept in one TOML file: what is wrong in it is named and taken as by default, the rest counts."""

from pathlib import Path

from msgspec.structs import asdict, fields, replace

from legtimer.core.preset import Fault
from legtimer.core.settings import Settings
from legtimer.storage import atomic
from legtimer.storage.toml_file import BadFileError, file_exists, parse, read_text
from legtimer.storage.toml_lines import key_lines, line_of
from legtimer.storage.validation import unknown_keys, validate


def read_settings(path: Path) -> tuple[Settings, tuple[Fault, ...]]:
    """The choices in a file, and its faults; where there is no file, the defaults and no fault."""
    if not file_exists(path):
        return Settings(), ()
    try:
        text = read_text(path)
        data = parse(text)
    except BadFileError as bad:
        return Settings(), (Fault("", bad.found, bad.expected, line=bad.line),)
    good, faults = validate(data, fields(Settings))
    faults += unknown_keys(data, Settings.__struct_fields__)
    lines = key_lines(text) if faults else {}
    return Settings(**good), tuple(replace(fault, line=line_of(lines, fault.key)) for fault in faults)


def write_settings(path: Path, settings: Settings) -> None:
    """Write the choices that differ from those in the file; all else in it stays, comments too.

    Raises:
        BadFileError: there is a file that is no TOML; it is left as it is.
        OSError: the disk does not want to.
    """
    # Slow to import, and only needed to write.
    import tomlkit  # noqa: PLC0415

    text = read_text(path) if file_exists(path) else ""
    parse(text)
    before, _ = read_settings(path)
    document = tomlkit.parse(text)
    for key, value in asdict(settings).items():
        if value == getattr(before, key):
            continue
        if value is not None:
            document[key] = value
        elif key in document:
            del document[key]
    atomic.write(path, tomlkit.dumps(document))
