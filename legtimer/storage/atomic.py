"""Writes files atomically: after a crash or a power cut there is the old file or the new one, complete."""

import errno
import os
import secrets
import stat
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TypeVar

from legtimer.system.files import BINARY, copy_mode, retry_if_open, sync_folder

LONGEST_NAME = 90  # characters of a name that gets a number appended: file names are limited

T = TypeVar("T")


def write(path: Path, text: str) -> None:
    """Write a file, replacing an old one; if `path` is a symbolic link, write its target."""
    replace(Path(os.path.realpath(path)), text)


def replace(path: Path, text: str) -> None:
    """Write a file, replacing an old one; a symbolic link is replaced too, and its target is not touched.

    If only the last sync failed, OSError is raised although the file is the new one.
    """
    temporary = _write_temporary(path, text)
    try:
        with suppress(FileNotFoundError):
            old = path.lstat()
            if stat.S_ISREG(old.st_mode):
                copy_mode(old, temporary)
        retry_if_open(lambda: temporary.replace(path))
    except BaseException:
        _remove(temporary)
        raise
    sync_folder(path.parent)


def write_new(path: Path, text: str) -> Path:
    """Write a file that does not exist yet, else raise FileExistsError; returns its path."""
    temporary = _write_temporary(path, text)
    try:
        _link_or_move(temporary, path)
    finally:
        _remove(temporary)
    return path


def move_new(source: Path, target: Path) -> Path:
    """Move a file to a path on the same disk that does not exist yet, else raise FileExistsError; returns that path."""
    make_folder(target.parent)
    _link_or_move(source, target)
    try:
        retry_if_open(lambda: source.unlink(missing_ok=True))
    except OSError:
        _remove(target)
        raise
    with suppress(OSError):  # after a power cut the old name might exist as well; nothing is lost
        sync_folder(source.parent)
    return target


def create_numbered(name: str, create: Callable[[str], T]) -> T:
    """Call `create` with the name, then with the name and -2, -3 and so on, until it raises no FileExistsError."""
    for number in count(1):
        with suppress(FileExistsError):
            return create(name if number == 1 else f"{name[:LONGEST_NAME]}-{number}")
    raise AssertionError


def remove_temporary_files(path: Path) -> None:
    """Remove the temporary files of writers of this path that were killed."""
    for leftover in path.parent.glob(f".{path.name}.*.tmp"):
        leftover.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder and its missing parents, for their owner only; NotADirectoryError if one of them is a file."""
    missing = [folder for folder in (folder, *folder.parents) if not folder.is_dir()]
    for each in reversed(missing):
        try:
            each.mkdir(0o700, exist_ok=True)
        except FileExistsError:  # a file: callers take FileExistsError to mean that their own file exists
            each.stat()  # a broken or circular link raises an error of its own
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(each)) from None
        sync_folder(each.parent)


def _link_or_move(source: Path, target: Path) -> None:
    """Make `target` a second name of `source`; on disks without hard links, move it there."""
    try:
        os.link(source, target)
    except (FileExistsError, FileNotFoundError):
        raise
    except OSError:
        _move_without_links(source, target)
        return
    try:
        sync_folder(target.parent)
    except BaseException:
        _remove(target)
        raise


def _move_without_links(source: Path, target: Path) -> None:
    """Create the target as an empty file, so that no other program can, then replace it with the source."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        retry_if_open(lambda: source.replace(target))
    except BaseException:
        _remove(target)
        raise
    with suppress(OSError):  # the file is complete and in place
        sync_folder(target.parent)


def _write_temporary(path: Path, text: str) -> Path:
    """Write the text into a temporary file in the same folder, readable by its owner only."""
    make_folder(path.parent)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    # Not by tempfile: on Windows it tries two billion names if none may be created there (CPython issue 66305).
    descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY | BINARY, 0o600)
    try:
        try:
            content = memoryview(text.encode())
            while content:
                content = content[os.write(descriptor, content) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        _remove(temporary)
        raise
    return temporary


def _remove(path: Path) -> None:
    """Remove a file that is not needed; a failure does no harm, and its cause shows in the next write."""
    with suppress(OSError):
        path.unlink()
