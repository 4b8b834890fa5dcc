"""What differs by system when other processes are started."""

import contextlib
import os
import signal
import subprocess
import sys
from typing import Any

if sys.platform == "win32":
    import ctypes
    from ctypes.wintypes import DWORD, HANDLE, LARGE_INTEGER

    # For subprocess: without a console, ctrl+C and a closed window are not sent to the process.
    SEPARATE: dict[str, Any] = {"creationflags": subprocess.CREATE_NO_WINDOW}

    EXTENDED_LIMITS, KILL_ON_JOB_CLOSE = 9, 0x2000  # of SetInformationJobObject
    SET_QUOTA, TERMINATE = 0x100, 0x1  # of OpenProcess, as AssignProcessToJobObject needs them
    ABOVE_NORMAL = 0x8000  # of SetPriorityClass; more would need an administrator
    _api = ctypes.WinDLL("kernel32")
    for _name in ("CreateJobObjectW", "OpenProcess", "GetCurrentProcess"):
        getattr(_api, _name).restype = HANDLE
    _jobs: list[HANDLE] = []  # at most one; closed by the system when this process ends

    class _Limits(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION, of which only the flags are used."""

        _fields_ = (
            ("times", LARGE_INTEGER * 2),
            ("flags", DWORD),
            ("working_set", ctypes.c_size_t * 2),
            ("processes", DWORD),
            ("affinity", ctypes.c_size_t),
            ("classes", DWORD * 2),
            ("transfers", ctypes.c_uint64 * 6),
            ("memory", ctypes.c_size_t * 4),
        )

    def end_with_this_process(process_id: int) -> None:
        """Have the system kill another process as soon as this one ends, in whatever way."""
        process = HANDLE(_api.OpenProcess(SET_QUOTA | TERMINATE, False, process_id))
        if process:
            _api.AssignProcessToJobObject(_job(), process)
            _api.CloseHandle(process)

    def _job() -> HANDLE:
        if not _jobs:
            job = HANDLE(_api.CreateJobObjectW(None, None))
            limits = _Limits(flags=KILL_ON_JOB_CLOSE)
            _api.SetInformationJobObject(job, EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
            _jobs.append(job)
        return _jobs[0]

    def raise_priority() -> None:
        """Ask for a higher priority for this process, against stutter."""
        _api.SetPriorityClass(HANDLE(_api.GetCurrentProcess()), ABOVE_NORMAL)

    def terminate(process_id: int) -> None:
        """End a process at once; there is no way to ask it."""
        os.kill(process_id, signal.SIGTERM)

    kill = terminate

else:
    # For subprocess: ctrl+C in the terminal does not interrupt the process.
    SEPARATE: dict[str, Any] = {"start_new_session": True}

    def end_with_this_process(process_id: int) -> None:
        """Do nothing: a child ends by itself when its standard input is closed."""

    def raise_priority() -> None:
        """Ask for real-time priority, against stutter; some systems grant it to the users of a sound card."""
        if sys.platform == "linux":
            with contextlib.suppress(OSError):  # not permitted
                # The lowest real-time priority, as sound servers use; the libraries' threads inherit it.
                os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(os.sched_get_priority_min(os.SCHED_RR)))

    def terminate(process_id: int) -> None:
        """Ask a process to end, even one that is stopped."""
        os.kill(process_id, signal.SIGTERM)
        os.kill(process_id, signal.SIGCONT)

    def kill(process_id: int) -> None:
        """End a process at once."""
        os.kill(process_id, signal.SIGKILL)
