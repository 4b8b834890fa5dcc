"""Keeps the computer awake during a workout, where the platform allows it.

wakepy would do the same on Windows and macOS; on Linux it needs a desktop's D-Bus session and does nothing without one,
where systemd-inhibit works; and it takes 43 ms to import.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

if sys.platform == "win32":
    import ctypes

    CONTINUOUS, SYSTEM_REQUIRED, DISPLAY_REQUIRED = 0x80000000, 0x1, 0x2  # of SetThreadExecutionState

    @contextmanager
    def keep_awake() -> Iterator[None]:
        """Keep the computer awake while the context is open; close it in the thread that opened it."""
        set_state = ctypes.windll.kernel32.SetThreadExecutionState
        set_state(CONTINUOUS | SYSTEM_REQUIRED | DISPLAY_REQUIRED)
        try:
            yield
        finally:
            set_state(CONTINUOUS)

else:

    @contextmanager
    def keep_awake() -> Iterator[None]:
        """Keep the computer awake while the context is open, if that is possible."""
        helper = _start_helper()
        try:
            yield
        finally:
            if helper is not None:
                helper.terminate()
                helper.wait()
                if helper.stdin:
                    helper.stdin.close()

    def _helper_command() -> list[str] | None:
        """The command that keeps this computer awake while its standard input is open, if there is one."""
        if shutil.which("caffeinate"):  # macOS
            return ["caffeinate", "-d", "-i", "-w", str(os.getpid())]
        if shutil.which("systemd-inhibit"):
            why = ["--what=idle:sleep", "--who=legtimer", "--why=a workout is under way", "--mode=block"]
            return ["systemd-inhibit", *why, "cat"]
        return None

    def _start_helper() -> subprocess.Popen[bytes] | None:
        command = _helper_command()
        if command is None:
            return None
        with suppress(OSError):
            # It ends when its standard input is closed, even if the app is killed.
            return subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        return None
