"""Which player processes are running."""

from contextlib import suppress

import psutil

from legtimer.audio.playback.player_process import MAIN


def player_processes(parent: int | None = None) -> list[int]:
    """The ids of all of them, or of those started by `parent`."""
    ids = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):  # it has ended meanwhile; Wine has an error of its own for that
            if MAIN in process.cmdline() and parent in (None, process.ppid()):
                ids.append(process.pid)
    return sorted(ids)
