"""Keeps the computer awake during a workout, where the platform allows it.

wakepy would do the same on Windows and macOS; on Linux it needs a desktop's D-Bus session and does nothing without one,
where systemd-inhibit works; and it takes 43 ms to import.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

ES_CONTINUOUS, ES_SYSTEM_REQUIRED, ES_DISPLAY_REQUIRED = 0x80000000, 0x1, 0x2  # of the Windows API


def helper_command() -> list[str] | None:
    """Return the command that keeps this computer awake while its standard input is open, if there is one."""
    if sys.platform == "darwin" and shutil.which("caffeinate"):
        return ["caffeinate", "-d", "-i", "-w", str(os.getpid())]
    if shutil.which("systemd-inhibit"):
        why = ["--what=idle:sleep", "--who=legtimer", "--why=a workout is under way", "--mode=block"]
        return ["systemd-inhibit", *why, "cat"]
    return None


def keep_awake_method() -> str | None:
    """Return the name of what keeps this computer awake, if there is anything."""
    if sys.platform == "win32":
        return "SetThreadExecutionState"
    command = helper_command()
    return command[0] if command else None


@contextmanager
def keep_awake(command: Callable[[], list[str] | None] = helper_command) -> Iterator[None]:
    """Keep the computer awake meanwhile, if that is possible."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415

        state = ctypes.windll.kernel32.SetThreadExecutionState
        state(ES_CONTINUOUS | ES_SYSTEM_REQUIRED | ES_DISPLAY_REQUIRED)
        try:
            yield
        finally:
            state(ES_CONTINUOUS)
        return
    helper = _start(command())
    try:
        yield
    finally:
        if helper is not None:
            helper.terminate()
            helper.wait()
            if helper.stdin:
                helper.stdin.close()


def _start(command: list[str] | None) -> subprocess.Popen[bytes] | None:
    if command is None:
        return None
    with suppress(OSError):
        # It ends when its standard input is closed, even if the app is killed.
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
    return None
