"""Writing files so that whoever looks, whenever the power fails, finds the old one or the new one, whole."""

import errno
import os
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def write(path: Path, text: str) -> None:
    """Put a file in place of the one there is, if any; where that is a link, of what it leads to.

    Raises:
        OSError: the disk does not want to; the old file is as it was.
    """
    replace(Path(os.path.realpath(path)), text)


def replace(path: Path, text: str) -> None:
    """Put a file in place of whatever there is, if anything: a link goes, and what it leads to is not touched.

    Raises:
        OSError: the disk does not want to; the old file is as it was, or, should only making sure fail, the new one.
    """
    temporary = _temporary(path, text)
    try:
        with suppress(FileNotFoundError):
            there = path.lstat().st_mode
            if stat.S_ISREG(there):
                temporary.chmod(stat.S_IMODE(there))
        temporary.replace(path)
    except BaseException:
        _remove(temporary)
        raise
    _sync_folder(path.parent)


def write_new(path: Path, text: str) -> None:
    """Write a file where none is.

    Raises:
        FileExistsError: there is one; it is as it was.
        OSError: the disk does not want to; there is none.
    """
    temporary = _temporary(path, text)
    try:
        _name(temporary, path)
    finally:
        _remove(temporary)


def move_new(source: Path, target: Path) -> None:
    """Move a file to where none is, on the same disk.

    Raises:
        FileExistsError: there is one; both are as they were.
        OSError: the disk does not want to; the file is where it was.
    """
    make_folder(target.parent)
    _name(source, target)
    # Only now that the new name is safe.
    try:
        source.unlink(missing_ok=True)
    except OSError:
        _remove(target)
        raise
    with suppress(OSError):  # a power cut might bring the old name back too; nothing is lost
        _sync_folder(source.parent)


def _name(source: Path, target: Path) -> None:
    """Give a file a name that is free; the one it had stays, except on a disk without hard links."""
    try:
        os.link(source, target)
    except (FileExistsError, FileNotFoundError):
        raise
    except OSError:  # no hard links on this disk: take the name first, and let the file follow
        _take_name(target)
        _undone_if(lambda: source.replace(target), target)
        with suppress(OSError):  # it is in place; its old name is gone
            _sync_folder(target.parent)
        return
    _undone_if(lambda: _sync_folder(target.parent), target)


def _take_name(path: Path) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _undone_if(step: Callable[[], object], path: Path) -> None:
    try:
        step()
    except BaseException:
        _remove(path)
        raise


def _remove(path: Path) -> None:
    """Clear away what is of no use; a disk that does not even want that has said so already, or will."""
    with suppress(OSError):
        path.unlink()


def clear_away(path: Path) -> None:
    """Remove what writers of this file left behind when they were killed.

    Raises:
        OSError: the disk does not want to.
    """
    for leftover in path.parent.glob(f".{path.name}.*.tmp"):
        leftover.unlink(missing_ok=True)


def _temporary(path: Path, text: str) -> Path:
    """A whole copy beside the place it is meant for, readable by its owner alone."""
    make_folder(path.parent)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        try:
            content = memoryview(text.encode())
            while content:
                content = content[os.write(descriptor, content) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        _remove(Path(name))
        raise
    return Path(name)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, for their owner alone, where there are none."""
    missing = [folder for folder in (folder, *folder.parents) if not folder.is_dir()]
    for each in reversed(missing):
        try:
            each.mkdir(0o700, exist_ok=True)
        except FileExistsError:  # a file of that name; whoever looks for a free name must not take it for theirs
            each.stat()  # a link that goes in circles, or nowhere, says so itself
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(each)) from None
        _sync_folder(each.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # folders cannot be opened there
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network disks cannot
            raise
    finally:
        os.close(descriptor)
