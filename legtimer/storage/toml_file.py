"""Reads TOML files safely: limited in size, never waiting for a pipe, and with one line that says what is wrong.

Edits TOML that a person may have written: comments, order and notation of what does not change are kept.
"""

import errno
import os
import re
import stat
from codecs import BOM_UTF8
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli

from legtimer.core.printable import error_reason, printable
from legtimer.system.files import BINARY

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

LARGEST = 256 * 1024  # bytes
SHOWN = 64 * 1024  # bytes of an unreadable file
LONGEST_KEY = 100  # parts; the parser takes time by their square

_POSITION = r"\s*\(at (?:line (\d+), column \d+|end of document)\)$"


class BadFileError(ValueError):
    """A file that cannot be read as what it should be: what was found, what was expected, and the line if known."""

    def __init__(self, found: str, expected: str, line: int | None = None) -> None:
        where = f"line {line}: " if line else ""
        super().__init__(f"{where}found {found}, expected {expected}")
        self.found = found
        self.expected = expected
        self.line = line


def read_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """The content of a file of at most `largest` bytes."""
    try:
        content = _read_bytes(path, largest)
    except OSError as error:
        raise BadFileError(_reason(error), "a file that can be read") from None
    except ValueError:  # a null character in the path
        raise BadFileError("an invalid path", "the path of a file") from None
    if len(content) > largest:
        raise BadFileError("a larger file", f"at most {largest // 1024} KiB")
    return content


def read_text(path: Path, largest: int = LARGEST) -> str:
    """The text of a file of at most `largest` bytes."""
    content = read_bytes(path, largest).removeprefix(BOM_UTF8)
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadFileError(f"the byte 0x{content[error.start]:02x}", "text in UTF-8", line) from None


def read_beginning(path: Path) -> str:
    """The first 64 KiB of a file, with a replacement character for each byte that is not UTF-8."""
    try:
        return _read_bytes(path, SHOWN)[:SHOWN].decode(errors="replace")
    except OSError as error:
        raise BadFileError(_reason(error), "a file that can be read") from None


def file_exists(path: Path) -> bool:
    """Whether the file exists; unlike `Path.exists` since Python 3.14, raises OSError if the disk cannot tell."""
    try:
        path.stat()
    except OSError as error:
        if error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
            raise
        return False
    return True


def parse(text: str) -> dict[str, Any]:
    """The keys and values of a TOML text."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_KEY and line.partition("=")[0].count(".") > LONGEST_KEY and line.lstrip()[:1] != "#":
            raise BadFileError("a key of too many parts", f"at most {LONGEST_KEY}", number)
    try:
        return tomli.loads(text)
    except RecursionError:
        raise BadFileError("lists or tables nested too deep", "TOML") from None
    except ValueError as error:  # also a number of more digits than Python converts
        found, at = _message_and_line(str(error), text)
        raise BadFileError(f"invalid TOML: {found}", "TOML", at) from None


def open_document(text: str) -> "TOMLDocument":
    """A TOML text to edit.

    Raises:
        BadFileError: tomlkit cannot read it, such as more than 100 nested lists, or TOML 1.1.
    """
    import tomlkit  # noqa: PLC0415  # slow to import, and only needed to edit

    parse(text)
    try:
        return tomlkit.parse(text)
    except (ValueError, RecursionError) as error:
        raise BadFileError(f"TOML that cannot be edited here: {printable(str(error))}", "simpler TOML") from None


def edit_keys(text: str, changes: Mapping[str, Any]) -> str:
    """The text with other values for some top-level keys; None removes a key."""
    document = open_document(text)
    for key, value in changes.items():
        if value is not None:
            document[key] = value
        elif key in document:
            del document[key]
    return document.as_string()


def _read_bytes(path: Path, largest: int) -> bytes:
    """At most one byte more than `largest`."""
    mode = os.stat(path).st_mode  # noqa: PTH116  # twice as fast as Path.stat, and a history is thousands of files
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "a pipe or a device")
    # O_NONBLOCK: the file may have been replaced with a pipe in the meantime.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | BINARY)
    try:
        content = os.read(descriptor, min(os.fstat(descriptor).st_size, largest) + 1)
        while len(content) <= largest and (more := os.read(descriptor, largest + 1 - len(content))):
            content += more
        return content
    finally:
        os.close(descriptor)


def _reason(error: OSError) -> str:
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR:
            return "no such file"
        case errno.EISDIR:
            return "a folder"
        case errno.ELOOP:
            return "a link that leads to itself"
        case errno.EACCES | errno.EPERM:
            return "a file that may not be read"
        case _:
            return error_reason(error).lower()


def _message_and_line(message: str, text: str) -> tuple[str, int | None]:
    position = re.search(_POSITION, message)
    if position is None:
        return printable(message), None
    line = int(position[1]) if position[1] else text.rstrip().count("\n") + 1
    return printable(message[: position.start()]), line
