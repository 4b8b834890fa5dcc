"""What differs by system when files are written and locked."""

import errno
import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

# Names of devices on Windows, whatever follows a dot: such a file could not be copied there.
RESERVED_NAMES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)))
)

if sys.platform == "win32":
    import msvcrt

    MACHINE = os.environ.get("COMPUTERNAME", "")
    NO_LINK = 0  # a flag for os.open: planting a symbolic link takes an administrator
    BINARY = os.O_BINARY  # a flag for os.open: newlines stay as they are
    MAY_REMOVE_OPEN_FILES = False
    RETRY_DELAYS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5)  # seconds, 1.18 in all

    def retry_if_open(action: Callable[[], T]) -> T:
        """Replace, rename or remove a file, again for a second if it is open elsewhere: in a virus scanner or a sync.

        Raises:
            OSError: the last attempt failed too.
        """
        for delay in RETRY_DELAYS:
            try:
                return action()
            except PermissionError:
                time.sleep(delay)
        return action()

    def copy_mode(source: os.stat_result, target: Path) -> None:
        """Do nothing: a new file inherits the permissions of its folder."""

    def sync_folder(folder: Path) -> None:
        """Do nothing: Windows cannot open folders, and NTFS keeps a journal of names."""

    def try_lock(descriptor: int) -> bool:
        """Lock an open file until it is closed; False if another process has locked it."""
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    MACHINE = os.uname().nodename
    NO_LINK = os.O_NOFOLLOW  # a flag for os.open: a planted link would have us create a file elsewhere
    BINARY = 0  # files have no text mode
    MAY_REMOVE_OPEN_FILES = True

    def retry_if_open(action: Callable[[], T]) -> T:
        """Replace, rename or remove a file; it may be open elsewhere."""
        return action()

    def copy_mode(source: os.stat_result, target: Path) -> None:
        """Give a file the permissions of another."""
        target.chmod(stat.S_IMODE(source.st_mode))

    def sync_folder(folder: Path) -> None:
        """Have the names in a folder written to disk.

        Raises:
            OSError: that failed, or the folder cannot be opened.
        """
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # not supported by some network disks
                raise
        finally:
            os.close(descriptor)

    def try_lock(descriptor: int) -> bool:
        """Lock an open file until it is closed; False if another process has locked it.

        Raises:
            OSError: this disk cannot lock.
        """
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
