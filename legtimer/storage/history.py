"""Past sessions on disk: one file each, so that nothing that happens to one can harm another."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from legtimer.core.session import Session, Unreadable
from legtimer.storage import atomic, living
from legtimer.storage.locations import Locations
from legtimer.storage.session_file import LARGEST, read_session, session_of, session_text
from legtimer.storage.toml_file import BadFileError, parse, read_text

# A session that is running by its file, but holds no lock here, may be under way on another machine.
SURELY_OVER = timedelta(days=1)
NEWEST = 20  # files among which such a one is looked for


class OpenSession:
    """A session that takes place now: saved again and again under the id it was given."""

    def __init__(self, session: Session, path: Path, lock: living.Lock) -> None:
        self.session = session
        self.path = path
        self._lock = lock

    def save(self, session: Session) -> None:
        """Write the session as it is by now.

        Raises:
            OSError: the disk does not want to; what was saved before is still there.
        """
        self.session = replace(session, id=self.session.id)
        atomic.write(self.path, session_text(self.session))

    def close(self) -> None:
        """Nothing more will be saved."""
        self._lock.release()


class History:
    """The session files of one person."""

    def __init__(self, locations: Locations) -> None:
        self._folder = locations.history
        self._running = locations.running

    def begin(self, session: Session) -> OpenSession:
        """Write a session that has just started, under the first free id of its second.

        Raises:
            OSError: the disk does not want to.
        """
        second = f"{session.started:%Y-%m-%dT%H-%M-%S}"
        for number in count(1):
            named = replace(session, id=second if number == 1 else f"{second}-{number}")
            opened = self._begin(named)
            if opened is not None:
                return opened
        raise AssertionError

    def _begin(self, session: Session) -> OpenSession | None:
        lock = living.take(self._running, session.id)
        if lock is None:
            return None
        path = self._path(session.id)
        try:
            atomic.write_new(path, session_text(session))
        except FileExistsError:
            lock.release()
            return None
        except BaseException:
            lock.release()
            raise
        return OpenSession(session, path, lock)

    def read_all(self) -> tuple[list[Session], list[Unreadable]]:
        """Every session, newest first, and every file that is none."""
        sessions: list[Session] = []
        unreadable: list[Unreadable] = []
        for path in self.paths():
            try:
                sessions.append(read_session(path))
            except BadFileError as bad:
                unreadable.append(Unreadable(path, str(bad)))
        return sessions, unreadable

    def paths(self) -> Iterator[Path]:
        """Every session file, newest first."""
        for year in sorted(self._folder.glob("[0-9]*/"), reverse=True):
            try:
                names = [path for path in year.iterdir() if path.suffix == ".toml" and path.name[0] != "."]
            except OSError:
                names = [year]  # cannot be read, and says why when it is
            yield from sorted(names, key=lambda path: path.stem, reverse=True)

    def edit(self, id_: str, **changes: Any) -> Session:
        """Change keys of a session (None takes one out); all else in its file stays, comments too.

        Raises:
            BadFileError: the file is no session, or would be none afterwards.
            OSError: the disk does not want to.
        """
        # Slow to import, and only needed to write.
        import tomlkit  # noqa: PLC0415

        path = self._path(id_)
        read_session(path)
        document = tomlkit.parse(read_text(path, LARGEST))
        for key, value in changes.items():
            if value is not None:
                document[key] = value
            elif key in document:
                del document[key]
        text = tomlkit.dumps(document)
        session = session_of(parse(text), id_, text)
        atomic.write(path, text)
        return session

    def close_orphans(self, now: datetime) -> list[Session]:
        """Close what died while running as `interrupted`, with what it holds; those sessions.

        Raises:
            OSError: the disk does not want to.
        """
        closed = []
        for id_, lock in living.left_behind(self._running):
            try:
                for leftover in atomic.temporary_files(self._path(id_)):
                    leftover.unlink(missing_ok=True)
                closed += self._interrupt(self._path(id_))
            finally:
                lock.release()
        for path in islice(self.paths(), NEWEST):
            if self._is_running(path, before=now - SURELY_OVER):
                closed += self._interrupt_unlocked(path)
        return closed

    def _interrupt_unlocked(self, path: Path) -> list[Session]:
        lock = living.take(self._running, path.stem)
        if lock is None:
            return []
        try:
            return self._interrupt(path)
        finally:
            lock.release()

    def _interrupt(self, path: Path) -> list[Session]:
        return [self.edit(path.stem, status="interrupted")] if self._is_running(path) else []

    def _is_running(self, path: Path, before: datetime | None = None) -> bool:
        try:
            session = read_session(path)
        except BadFileError:
            return False  # listed with its reason by whoever reads the history
        return session.status == "running" and (before is None or session.started < before)

    def _path(self, id_: str) -> Path:
        return self._folder / id_[:4] / f"{id_}.toml"
