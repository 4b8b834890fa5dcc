"""Which sessions are being written by a living process of this machine.

Each holds a lock on a file of its own. The system lets go of the lock when the process dies, however it dies, so there
is no process number to record and mistrust. The lock is beside the history, not in it, and its name carries the
machine: where a folder is synced between two of them, neither judges what the other does.
"""

import os
import platform
import re
import sys
from contextlib import suppress
from pathlib import Path

from legtimer.storage.atomic import make_folder

_MACHINE = re.sub(r"[^\w-]", "_", platform.node()) or "machine"
_SUFFIX = f"@{_MACHINE}.lock"
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # whoever puts one there would have us make a file elsewhere


class Lock:
    """A session taken by this process until it is released or the process ends."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self.descriptor = descriptor

    def release(self) -> None:
        """Let the session go: all is done."""
        if sys.platform == "win32":  # an open file cannot be removed there
            self.abandon()
            self._remove()
        else:
            self._remove()
            self.abandon()

    def abandon(self) -> None:
        """Let the session go as if the process had died: whoever starts next sees to it."""
        with suppress(OSError):  # nothing was written to it
            os.close(self.descriptor)

    def _remove(self) -> None:
        with suppress(OSError):  # then it is as if it had been left behind
            self._path.unlink()


def acquire(folder: Path, session: str) -> Lock | None:
    """Take a session; None if a living process has it.

    Raises:
        OSError: no lock can be made there.
    """
    make_folder(folder)
    path = folder / f"{session}{_SUFFIX}"
    while True:
        lock = Lock(path, os.open(path, os.O_CREAT | os.O_RDWR | _NO_LINK, 0o600))
        try:
            if not _lock(lock.descriptor):
                lock.abandon()
                return None
            if _still_there(path, lock.descriptor):
                return lock
        except OSError:
            lock.abandon()
            raise
        lock.abandon()  # its holder removed it between our opening and locking


def locked_sessions(folder: Path) -> list[str]:
    """The sessions that have a lock of this machine: of processes that died, or of living ones.

    Raises:
        OSError: the folder cannot be read.
    """
    try:
        names = [path.name for path in folder.iterdir()]
    except FileNotFoundError:
        return []
    return sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX))


def _still_there(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
