"""Writing files so that whoever looks, whenever the power fails, finds the old one or the new one, whole."""

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path


def write(path: Path, text: str) -> None:
    """Put a file in place of the one there is, if any; where that is a link, of what it leads to.

    Raises:
        OSError: the disk does not want to; the old file is as it was.
    """
    target = Path(os.path.realpath(path))
    temporary = _temporary(target, text)
    try:
        with suppress(FileNotFoundError):
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def write_new(path: Path, text: str) -> None:
    """Write a file where none is.

    Raises:
        FileExistsError: there is one; it is as it was.
        OSError: the disk does not want to.
    """
    temporary = _temporary(path, text)
    try:
        try:
            os.link(temporary, path)
        except FileExistsError:
            raise
        except OSError:  # no hard links on this disk: take the name first, and let the whole file follow
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)


def move_new(source: Path, target: Path) -> None:
    """Move a file to where none is, on the same disk.

    Raises:
        FileExistsError: there is one; both are as they were.
        OSError: the disk does not want to.
    """
    _make_folder(target.parent)
    try:
        os.link(source, target)
        source.unlink()
    except (FileExistsError, FileNotFoundError):
        raise
    except OSError:  # no hard links on this disk: take the name first, and let the file follow
        _move_without_links(source, target)
    _sync_folder(target.parent)
    _sync_folder(source.parent)


def _move_without_links(source: Path, target: Path) -> None:
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        source.replace(target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def temporary_files(path: Path) -> list[Path]:
    """What writers of this file left behind when they were killed."""
    return [*path.parent.glob(f".{path.name}.*.tmp")]


def _temporary(path: Path, text: str) -> Path:
    """A whole copy beside the place it is meant for, readable by its owner alone."""
    _make_folder(path.parent)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _make_folder(folder: Path) -> None:
    missing = [folder for folder in (folder, *folder.parents) if not folder.is_dir()]
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
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
