"""Several files of one session: copies that sync programs make of a file changed on two machines, or that people make.

Nobody begins the same preset twice in a second, so files with the same preset and start hold the same session, whatever
they are called: `ID.sync-conflict-20261122-183005-ABC1234` (Syncthing), `ID (Ann's conflicted copy 2026-11-22)`
(Dropbox), `ID (conflicted copy 2026-11-22 183005)` (Nextcloud, ownCloud), `ID 2` (iCloud), `ID-LAPTOP` (OneDrive),
`ID (1)` (Google Drive), `ID.Conflict` (Resilio), `ID_Andy-PC_Jan-03-0901-2026_CaseConflict_1` (Synology).
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from legtimer.core.session import Session, Status

STAGES: dict[Status, int] = {"running": 0, "interrupted": 1, "stopped": 2, "completed": 2}

Key = tuple[datetime, str]


class SessionCopy(NamedTuple):
    """One of the files of a session, and the session in it."""

    path: Path
    session: Session


def key(session: Session) -> Key:
    """What all files of one session have in common."""
    return session.started, session.preset


def with_latest_first(files: Iterable[SessionCopy]) -> list[SessionCopy]:
    """The files of one session, beginning with the one that counts: of those that hold its end, the one edited last.

    Of files with the same content, the one with the shortest name counts: it is the original.
    """
    by_edit = sorted(files, key=lambda file: (STAGES[file.session.status], _edited(file.path)), reverse=True)
    content = replace(by_edit[0].session, id="")
    same = [file for file in by_edit if replace(file.session, id="") == content]
    original = min(same, key=lambda file: len(file.path.name))
    return [original, *(file for file in by_edit if file is not original)]


def _edited(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # removed meanwhile
        return 0.0
