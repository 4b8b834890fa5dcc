"""Locks on sessions: one holder at a time, also when the lock file is removed and made again."""

import errno
import os
from pathlib import Path

import pytest

from legtimer.storage import session_lock
from legtimer.system import files
from tests import needs


def test_a_locked_session_cannot_be_locked_again_until_it_is_released(tmp_path: Path) -> None:
    lock = session_lock.acquire(tmp_path, "a")
    assert lock is not None
    assert session_lock.acquire(tmp_path, "a") is None
    assert session_lock.locked_sessions(tmp_path) == ["a"]
    lock.release()
    assert session_lock.locked_sessions(tmp_path) == []
    again = session_lock.acquire(tmp_path, "a")
    assert again is not None
    again.release()


def test_an_abandoned_lock_leaves_its_file_and_can_be_taken(tmp_path: Path) -> None:
    lock = session_lock.acquire(tmp_path, "a")
    assert lock is not None
    lock.abandon()
    assert session_lock.locked_sessions(tmp_path) == ["a"]
    again = session_lock.acquire(tmp_path, "a")
    assert again is not None
    again.release()


@pytest.mark.parametrize("replaced", [False, True], ids=["removed", "removed and made again"])
def test_a_lock_file_removed_between_opening_and_locking_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, replaced: bool
) -> None:
    """Its holder released it: a lock on the removed file would not keep anyone out."""
    holder = session_lock.acquire(tmp_path, "a")
    assert holder is not None
    (path,) = tmp_path.iterdir()
    real = files.try_lock

    def release_first(descriptor: int) -> bool:
        monkeypatch.setattr(session_lock, "try_lock", real)
        holder.release()
        if replaced:
            path.touch()
        return real(descriptor)

    monkeypatch.setattr(session_lock, "try_lock", release_first)
    lock = session_lock.acquire(tmp_path, "a")
    assert lock is not None
    assert session_lock.acquire(tmp_path, "a") is None
    lock.release()
    assert list(tmp_path.iterdir()) == []


def test_a_lock_file_is_removed_before_its_lock_is_released_wherever_open_files_can_be_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process could lock the file in between, and would lose it."""
    lock = session_lock.acquire(tmp_path, "a")
    assert lock is not None
    close, left = os.close, []

    def record(descriptor: int) -> None:
        left.append(len(list(tmp_path.iterdir())))
        close(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "close", record)
        lock.release()
    assert left[:1] == [0 if files.MAY_REMOVE_OPEN_FILES else 1]


@needs.open_files
def test_a_disk_that_cannot_lock_raises_and_leaves_no_open_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    before = len(list(Path("/proc/self/fd").iterdir()))
    monkeypatch.setattr(session_lock, "try_lock", fail)
    with pytest.raises(OSError, match="No locks"):
        session_lock.acquire(tmp_path, "a")
    assert len(list(Path("/proc/self/fd").iterdir())) == before
