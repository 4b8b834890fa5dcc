"""A write that fails leaves the old file unchanged, and no other file."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from legtimer.storage import atomic
from tests import needs


def failing(code: int) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS])
@pytest.mark.parametrize("call", ["os.fsync", "os.write", "tempfile.mkstemp", "pathlib.Path.replace"])
def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    path = tmp_path / "a.toml"
    path.write_text("old")
    monkeypatch.setattr(call, failing(code))
    with pytest.raises(OSError, match=os.strerror(code)):
        atomic.write(path, "new")
    monkeypatch.undo()
    assert path.read_text() == "old"
    assert [*tmp_path.iterdir()] == [path]


@needs.folder_sync
def test_a_failed_sync_of_the_folder_leaves_the_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def fsync(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(errno.EIO, "the folder")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match="the folder"):
        atomic.write(tmp_path / "a", "new")
    assert (tmp_path / "a").read_text() == "new"


def test_write_new_does_not_replace_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    with pytest.raises(FileExistsError):
        atomic.write_new(path, "new")
    assert path.read_text() == "old"
    assert [*tmp_path.iterdir()] == [path]


def test_write_new_works_on_a_disk_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", failing(errno.EPERM))
    path = tmp_path / "deep" / "er" / "a"
    atomic.write_new(path, "new")
    assert path.read_text() == "new"
    with pytest.raises(FileExistsError):
        atomic.write_new(path, "newer")
    assert path.read_text() == "new"
    assert [*path.parent.iterdir()] == [path]


@needs.links
@needs.modes
def test_writing_keeps_a_link_and_the_mode_of_its_target(tmp_path: Path) -> None:
    target = tmp_path / "dotfiles" / "settings.toml"
    target.parent.mkdir()
    target.write_text("old")
    target.chmod(0o644)
    link = tmp_path / "settings.toml"
    link.symlink_to(target)
    atomic.write(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert target.stat().st_mode & 0o777 == 0o644


def test_writing_works_on_a_disk_that_cannot_sync_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{descriptor}"):  # noqa: PTH112
            raise OSError(errno.EINVAL, "not here")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    atomic.write(tmp_path / "a", "new")
    assert (tmp_path / "a").read_text() == "new"
