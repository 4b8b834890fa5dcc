"""Which sessions are being written by a living process of this machine.

Each holds a lock on a file of its own. The system lets go of the lock when the process dies, however it dies, so there
is no process number to record and mistrust. The lock is beside the history, not in it, and its name carries the
machine: where a folder is synced between two of them, neither judges what the other does.
"""

import os
import platform
import re
import sys
from collections.abc import Iterator
from pathlib import Path

_MACHINE = re.sub(r"[^\w-]", "_", platform.node()) or "machine"
_SUFFIX = f"@{_MACHINE}.lock"


class Lock:
    """A session taken by this process until it is released or the process ends."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    def release(self) -> None:
        """Let the session go."""
        if sys.platform == "win32":  # an open file cannot be removed there
            os.close(self._descriptor)
            self._path.unlink(missing_ok=True)
        else:
            self._path.unlink(missing_ok=True)
            os.close(self._descriptor)


def take(folder: Path, session: str) -> Lock | None:
    """Take a session; None if a living process has it.

    Raises:
        OSError: no lock can be made there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{session}{_SUFFIX}"
    while True:
        descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        if not _lock(descriptor):
            os.close(descriptor)
            return None
        if _still_there(path, descriptor):
            return Lock(path, descriptor)
        os.close(descriptor)  # its holder removed it between our opening and locking


def left_behind(folder: Path) -> Iterator[tuple[str, Lock]]:
    """The sessions of processes of this machine that died, each taken for the caller to release."""
    for path in sorted(folder.glob(f"*{_SUFFIX}")):
        session = path.name.removesuffix(_SUFFIX)
        lock = take(folder, session)
        if lock is not None:
            yield session, lock


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
