"""Which player processes there are."""

from pathlib import Path


def player_processes(parent: int | None = None) -> list[int]:
    """The ids of all that run, or of the children of `parent`."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
            its_parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
        if b"legtimer.audio.playback.process" in command and parent in (None, its_parent):
            found.append(int(folder.name))
    return sorted(found)
