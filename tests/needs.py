"""Marks of tests that need what some systems lack. They are skipped where it is missing, whatever the system is called.

`@needs.links` on a test, or `needs.present(needs.links)` inside one.
"""

import ctypes
import os
import shutil
import signal
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from legtimer.system.files import MAY_REMOVE_OPEN_FILES


def _mark(present: bool, what: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not present, reason=f"needs {what}")


def present(mark: pytest.MarkDecorator) -> bool:
    """Whether this system has what the mark needs."""
    return not mark.args[0]


def _has_links(folder: Path) -> bool:
    try:
        (folder / "link").symlink_to("nowhere")
    except OSError:  # Windows asks for a privilege
        return False
    return (folder / "link").is_symlink()  # Wine reports success, but creates none


def _has_modes(folder: Path) -> bool:
    file = folder / "file"
    file.touch()
    file.chmod(0o640)
    return file.stat().st_mode & 0o777 == 0o640


def _rejects_long_names() -> bool:
    try:
        os.stat("x" * 300)  # noqa: PTH116
    except FileNotFoundError:  # Windows only says that there is none
        return False
    except OSError:
        return True
    return False


def _has_long_paths(folder: Path) -> bool:
    try:
        folder.joinpath(*["x" * 100] * 3).mkdir(parents=True)
    except OSError:  # Windows, unless it has been told to allow them
        return False
    return True


def _has_control_characters() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        try:
            Path(folder, "\x1b").touch()
        except OSError:
            return False
    return True


def _lists_open_files(folder: Path) -> bool:
    with (folder / "open").open("w") as file:
        try:
            return Path(f"/proc/self/fd/{file.fileno()}").readlink() == folder.resolve() / "open"
        except OSError:  # under Wine too: there the list is that of this system
            return False


with tempfile.TemporaryDirectory() as _name:
    links = _mark(_has_links(Path(_name)), "symbolic links")
    long_paths = _mark(_has_long_paths(Path(_name)), "paths of more than 260 characters")
    modes = _mark(_has_modes(Path(_name)), "permission bits of files")
    open_files = _mark(_lists_open_files(Path(_name)), "a list of open files in /proc")

long_name_errors = _mark(_rejects_long_names(), "an error of its own for a file name that is too long")
folder_sync = _mark(hasattr(os, "O_DIRECTORY"), "folders that can be opened")
pty = _mark(find_spec("pty") is not None and find_spec("termios") is not None, "pseudo-terminals")
term = _mark(find_spec("termios") is not None, "terminals as Unix has them")
pipes = _mark(hasattr(os, "mkfifo"), "named pipes")
users = _mark(hasattr(os, "geteuid"), "user ids")
no_root = _mark(hasattr(os, "geteuid") and os.geteuid() != 0, "a user other than root")
signals = _mark(hasattr(signal, "SIGKILL"), "signals between processes")
file_sharing = _mark(not MAY_REMOVE_OPEN_FILES, "a system that protects open files")
device_names = _mark(os.devnull == "nul", "names that mean a device in every folder")
any_case = _mark(os.path.normcase("A") == "a", "file names that are the same in any case")
shell = _mark(shutil.which("sh") is not None, "sh")
boot_clock = _mark(hasattr(time, "CLOCK_BOOTTIME"), "a clock that goes on during sleep")
execution_state = _mark(hasattr(ctypes, "windll"), "SetThreadExecutionState")
console = _mark(hasattr(signal, "CTRL_C_EVENT"), "console control events")
control_characters = _mark(_has_control_characters(), "file names with control characters")


def assert_mode(path: Path, mode: int) -> None:
    """The permission bits of a file, on a system that has them."""
    assert not present(modes) or path.stat().st_mode & 0o777 == mode
