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
@pytest.mark.parametrize("call", ["os.fsync", "os.write", "os.open", "pathlib.Path.replace"])
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


def test_every_folder_in_which_a_name_changes_is_written_to_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a power cut could undo what was reported as done."""
    synced: list[Path] = []
    monkeypatch.setattr(atomic, "sync_folder", synced.append)
    folder, other = tmp_path / "folder", tmp_path / "other"
    atomic.write_new(folder / "a", "text")
    assert synced == [tmp_path, folder]
    atomic.replace(folder / "a", "text")
    assert synced[2:] == [folder]
    atomic.move_new(folder / "a", other / "b")
    assert synced[3:] == [tmp_path, other, folder]
    monkeypatch.setattr(os, "link", failing(errno.EPERM))
    atomic.move_new(other / "b", folder / "c")
    assert synced[6:] == [folder, other]


def test_a_move_whose_source_cannot_be_removed_leaves_it_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_text("text")
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path == source:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(PermissionError):
        atomic.move_new(source, target)
    assert [*tmp_path.iterdir()] == [source]


def test_what_another_process_made_or_removed_at_the_same_time_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "glob", lambda *_: iter([tmp_path / ".a.gone.tmp"]))
    atomic.remove_temporary_files(tmp_path / "a")
    folder, is_dir = tmp_path / "folder", Path.is_dir

    def make_meanwhile(path: Path) -> bool:
        found = is_dir(path)
        if path == folder and not found:
            os.mkdir(folder)  # noqa: PTH102
        return found

    monkeypatch.setattr(Path, "is_dir", make_meanwhile)
    atomic.make_folder(folder)


def test_a_file_where_a_folder_belongs_is_named_in_the_error(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(NotADirectoryError) as caught:
        atomic.write(file / "a", "text")
    assert (caught.value.errno, caught.value.strerror) == (errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    assert caught.value.filename == str(file)


def test_a_new_file_that_may_not_survive_a_power_cut_is_not_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "sync_folder", failing(errno.EIO))
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        atomic.write_new(tmp_path / "a", "new")
    assert [*tmp_path.iterdir()] == []
    monkeypatch.setattr(os, "link", failing(errno.EPERM))
    atomic.write_new(tmp_path / "a", "new")  # complete, and there is no second name to remove
    assert [*tmp_path.iterdir()] == [tmp_path / "a"]


def test_what_a_killed_writer_left_is_hidden_and_found_by_the_name_of_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing(errno.EIO))
        patch.setattr(Path, "unlink", failing(errno.EIO))
        with pytest.raises(OSError, match=os.strerror(errno.EIO)):
            atomic.write(tmp_path / "a.toml", "new")
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".a.toml.")
    atomic.remove_temporary_files(tmp_path / "b.toml")
    assert [*tmp_path.iterdir()] == [left]
    atomic.remove_temporary_files(tmp_path / "a.toml")
    assert [*tmp_path.iterdir()] == []
