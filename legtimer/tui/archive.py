"""What the screens of the history need of the storage room. A ValueError is a file that is not what it should be."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Protocol

from legtimer.core.session import Deleted, Session, Unreadable

Form = Literal["csv", "json"]


class Archive(Protocol):
    """Past sessions on disk. What can fail raises OSError or ValueError with a reason for a person."""

    def each(self) -> Iterator[Session | Unreadable]:
        """Every session and every file that is none, newest first, each read when it is asked for."""

    def read(self, id_: str) -> Session:
        """One session."""

    def text(self, path: Path) -> str:
        """The beginning of a file that is no session."""

    def edit(self, id_: str, **changes: Any) -> Session:
        """Change keys of a session; None takes one out."""

    def delete(self, id_: str) -> Deleted:
        """Move a session to the bin."""

    def restore(self, deleted: Deleted) -> Session:
        """Bring it back."""

    def export(self, ids: Iterable[str], form: Form, now: datetime) -> Path:
        """Write sessions into a new file; where it is."""

    def keep_copy(self, session: Session) -> Path:
        """Write a session that the history does not take somewhere else; where it is."""

    def spelled(self, session: Session) -> str:
        """What would stand in the file of a session."""


def reason(error: OSError | ValueError) -> str:
    """Why something could not be done, in words for a person."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
