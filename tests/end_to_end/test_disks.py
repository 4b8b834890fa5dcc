"""Whatever is wrong with the disk, the workout takes place, and a message says what became of the session."""

import os
import resource
import signal
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from legtimer.core.tempo import Tempo
from tests.end_to_end.terminal import Terminal
from tests.end_to_end.two_exercises import planted
from tests.end_to_end.workouts import lifts, written

pytestmark = pytest.mark.slow

PRESET = lifts("Short test", Tempo(up=0.3, down=0.3), sets=1, reps=1, prepare=0.3)
LONG = lifts("Long test", Tempo(up=2, down=4), sets=1, reps=200, prepare=0.3)
# Drops the capabilities by which root ignores the modes of files.
WITHOUT_PRIVILEGES = """
import ctypes, os
if os.geteuid() == 0:
    class Set(ctypes.Structure):
        _fields_ = [(name, ctypes.c_uint32) for name in ("effective", "permitted", "inheritable")]
    header, sets = (ctypes.c_uint32 * 2)(0x20080522, 0), (Set * 2)()
    assert ctypes.CDLL(None).capset(header, sets) == 0
"""


def read_only(data: Path) -> str:
    data.mkdir(0o500)
    return "Permission denied"


def a_file(data: Path) -> str:
    data.write_text("mine")
    return "Not a directory"


def a_loop_of_links(data: Path) -> str:
    data.symlink_to(data)
    return "Too many levels of symbolic links"


def another_users(data: Path) -> str:
    if os.geteuid() != 0:
        pytest.skip("only root can make another user's folder")
    data.mkdir(0o700)
    os.chown(data, 65534, 65534)
    return "Permission denied"


@pytest.mark.parametrize("make", [read_only, a_file, a_loop_of_links, another_users])
def test_an_unusable_data_folder_leaves_a_copy_elsewhere(make: Callable[[Path], str], tmp_path: Path) -> None:
    preset = written(tmp_path, PRESET)
    why = make(tmp_path / "data")
    with Terminal(tmp_path, "run", preset, "--mute", environment=planted(tmp_path, WITHOUT_PRIVILEGES)) as terminal:
        printed = end(terminal)
    assert f"This session could not be saved: {why}" in printed
    (copy,) = (tmp_path / "config" / "unsaved").iterdir()
    assert str(copy) in printed
    assert copy.stat().st_mode & 0o777 == 0o600
    assert tomllib.loads(copy.read_text())["status"] == "completed"


def test_a_full_disk_prints_the_session_on_the_terminal(tmp_path: Path) -> None:
    preset = written(tmp_path, PRESET)
    full = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, {resource.RLIM_INFINITY}))"
    with Terminal(tmp_path, "run", preset, "--mute", environment=planted(tmp_path, full)) as terminal:
        printed = end(terminal)
    assert_printed(printed)
    assert not [path for path in (tmp_path / "data").rglob("*") if path.is_file()]


def assert_printed(printed: str) -> None:
    """Check that the session could not be saved anywhere, and was printed instead."""
    assert "Nor could a copy be saved elsewhere" in printed
    assert tomllib.loads(printed[printed.index("schema = 1") :].replace("\r", ""))["sets"][0]["reps"] == 1


def test_without_a_home_folder_the_session_is_printed_and_no_shared_folder_is_written_to(tmp_path: Path) -> None:
    preset, shared = written(tmp_path, PRESET), tmp_path / "shared"
    shared.mkdir()
    nowhere = {"HOME": "/proc/nowhere", "LEGTIMER_CONFIG_DIR": "", "LEGTIMER_DATA_DIR": "", "TMPDIR": str(shared)}
    with Terminal(tmp_path, "run", preset, "--mute", environment=nowhere) as terminal:
        printed = end(terminal)
    assert "This session could not be saved: No such file or directory" in printed
    assert_printed(printed)
    assert list(shared.iterdir()) == []


def test_for_an_unknown_user_the_session_is_printed(tmp_path: Path) -> None:
    preset = written(tmp_path, PRESET)
    unknown = (
        "import os, pwd\n"
        "def know(_): raise KeyError('unknown')\n"
        "pwd.getpwuid = know\n"
        "del os.environ['HOME']\n"
    )  # fmt: skip
    nowhere = {"LEGTIMER_CONFIG_DIR": "", "LEGTIMER_DATA_DIR": ""}
    with Terminal(tmp_path, "run", preset, "--mute", environment={**planted(tmp_path, unknown), **nowhere}) as terminal:
        printed = end(terminal)
    assert "This session could not be saved: Not a directory" in printed
    assert_printed(printed)


def test_a_disk_that_hangs_is_reported_and_waited_for_at_the_end(tmp_path: Path) -> None:
    preset = written(tmp_path, LONG)
    hanging = tmp_path / "hanging"
    hanging.touch()
    slow = planted(
        tmp_path,
        "import os, time\nfsync = os.fsync\n"
        "def slow(descriptor):\n"
        f"    while os.path.exists({str(hanging)!r}): time.sleep(0.01)\n"
        "    fsync(descriptor)\n"
        "os.fsync = slow\n",
    )
    with Terminal(tmp_path, "run", preset, "--mute", environment=slow, columns=140) as terminal:
        terminal.wait_for("not saved yet: the disk is slow")
        terminal.wait_for("Inhale")
        hanging.unlink()
        terminal.wait_until(lambda: "not saved yet" not in terminal.text, "the end of the warning")
        terminal.press("\x03")
        assert terminal.wait_for_end() == 130
    (session,) = (tmp_path / "data" / "history").rglob("*.toml")
    assert tomllib.loads(session.read_text())["status"] == "stopped"


def test_a_write_that_fails_after_the_app_has_closed_is_reported(tmp_path: Path) -> None:
    preset = written(tmp_path, LONG)
    hanging, closed = tmp_path / "hanging", tmp_path / "closed"
    hanging.touch()
    slow_and_full = planted(
        tmp_path,
        "import errno, os, time\nfsync = os.fsync\n"
        "def fail(descriptor):\n"
        f"    while os.path.exists({str(hanging)!r}): time.sleep(0.01)\n"
        f"    if os.readlink(f'/proc/self/fd/{{descriptor}}').startswith({str(tmp_path / 'data')!r}):\n"
        "        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))\n"
        "    fsync(descriptor)\n"
        "os.fsync = fail\n"
        "from legtimer.runtime import saved\n"
        "saved_line = saved.saved_line\n"
        "def after_the_app(*arguments):\n"
        f"    open({str(closed)!r}, 'w').close()\n"
        "    return saved_line(*arguments)\n"
        "saved.saved_line = after_the_app\n",
    )
    with Terminal(tmp_path, "run", preset, "--mute", environment=slow_and_full) as terminal:
        terminal.wait_for("Inhale")
        terminal.press("\x03")
        terminal.wait_until(closed.exists, "the end of the app")
        assert terminal.process.poll() is None
        terminal.process.send_signal(signal.SIGHUP)  # as a shell does when its window is closed
        time.sleep(0.2)
        hanging.unlink()
        assert terminal.wait_for_end() == 130
        terminal.read()
        assert terminal.left_behind == []
        assert b"This session could not be saved: No space left on device" in terminal.drawing
    (copy,) = (tmp_path / "config" / "unsaved").iterdir()
    assert tomllib.loads(copy.read_text())["status"] == "stopped"


def end(terminal: Terminal) -> str:
    """Let the workout end, and return what is printed after the app has closed."""
    terminal.wait_for("could not be saved")
    terminal.press("\r")
    assert terminal.wait_for_end() == 0
    terminal.read()
    assert terminal.left_behind == []
    printed = terminal.drawing.rsplit(b"\x1b[?1006l", 1)[1].decode()
    assert "Traceback" not in printed
    return printed
