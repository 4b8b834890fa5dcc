"""Which player processes are running."""

from pathlib import Path

from legtimer.audio.playback.player_process import MAIN


def player_processes(parent: int | None = None) -> list[int]:
    """The ids of all of them, or of those started by `parent`."""
    ids = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
            parent_id = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
        if MAIN.encode() in command and parent in (None, parent_id):
            ids.append(int(folder.name))
    return sorted(ids)
