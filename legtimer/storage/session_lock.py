"""Locks on the sessions that running processes of this machine are writing.

Each process holds an operating-system lock on a file. The system releases it when the process dies in any way, so no
process number has to be recorded. The lock files are beside the history, and their names contain the machine's: where
the data folder is synced between two machines, neither closes the sessions of the other.
"""

import os
import re
from contextlib import suppress
from pathlib import Path

from legtimer.storage.atomic import make_folder
from legtimer.system.files import MACHINE, MAY_REMOVE_OPEN_FILES, NO_LINK, try_lock

_MACHINE = re.sub(r"[^\w-]", "_", MACHINE) or "machine"
_SUFFIX = f"@{_MACHINE}.lock"


class Lock:
    """A session locked by this process until it is released or the process ends."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    def release(self) -> None:
        """Unlock the session and remove the lock file: nothing is left to do."""
        if not MAY_REMOVE_OPEN_FILES:
            self.abandon()
        with suppress(OSError):  # then it is as if the lock had been abandoned
            self._path.unlink()
        if MAY_REMOVE_OPEN_FILES:
            self.abandon()

    def abandon(self) -> None:
        """Unlock the session and leave the lock file, as if the process had died: the next start closes the session."""
        with suppress(OSError):  # nothing was written to it
            os.close(self._descriptor)


def acquire(folder: Path, session: str) -> Lock | None:
    """Lock a session; None if a running process holds the lock."""
    make_folder(folder)
    path = folder / f"{session}{_SUFFIX}"
    while True:
        descriptor = os.open(path, os.O_CREAT | os.O_RDWR | NO_LINK, 0o600)
        lock = Lock(path, descriptor)
        try:
            if not try_lock(descriptor):
                lock.abandon()
                return None
            if _is_file(path, descriptor):
                return lock
        except OSError:
            lock.abandon()
            raise
        lock.abandon()  # its holder released it, and so removed the file, after it was opened here


def locked_sessions(folder: Path) -> list[str]:
    """The sessions with a lock file of this machine, whether their process is still running or not."""
    try:
        names = [path.name for path in folder.iterdir()]
    except FileNotFoundError:
        return []
    return sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX))


def _is_file(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
