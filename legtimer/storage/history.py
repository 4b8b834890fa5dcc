"""Past sessions on disk: one file each, so that nothing that happens to one can harm another."""

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from legtimer.core.printable import printable
from legtimer.core.session import Deleted, Session, Unreadable
from legtimer.storage import atomic, living
from legtimer.storage.export import Form, export
from legtimer.storage.locations import Locations
from legtimer.storage.session_file import LARGEST, read_session, session_of, session_text
from legtimer.storage.toml_file import BadFileError, parse, read_beginning, read_text

# A session that is running by its file, but holds no lock here, may be under way on another machine.
SURELY_OVER = timedelta(days=1)
NEWEST = 20  # files among which such a one is looked for
SHOWN = 64 * 1024  # bytes of a file that is no session
SUFFIX = ".toml"


class OpenSession:
    """A session that takes place now: saved again and again under the id it was given."""

    def __init__(self, session: Session, path: Path, lock: living.Lock) -> None:
        self.session = session
        self.path = path
        self._lock = lock

    @property
    def id(self) -> str:
        """The id that was free."""
        return self.session.id

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
        self._bin = locations.session_bin
        self._exports = locations.exports

    def begin(self, session: Session) -> OpenSession:
        """Write a session that has just started, under the first free id of its second.

        Raises:
            OSError: the disk does not want to.
        """
        return next(opened for named in _names(session) if (opened := self._begin(named)) is not None)

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

    def add(self, session: Session) -> Session:
        """Write a session that is over, under the first free id of its second; the session with that id.

        Raises:
            OSError: the disk does not want to.
        """
        for named in _names(session):
            with suppress(FileExistsError):
                atomic.write_new(self._path(named.id), session_text(named))
                return named
        raise AssertionError

    def each(self) -> Iterator[Session | Unreadable]:
        """Every session, and every file that is none, newest first; each is read when it is asked for."""
        for path in self.paths():
            try:
                yield read_session(path)
            except BadFileError as bad:
                yield Unreadable(path, str(bad))

    def read(self, id_: str) -> Session:
        """One session.

        Raises:
            BadFileError: its file is none, or there is none.
        """
        return read_session(self._path(id_))

    def read_all(self) -> tuple[list[Session], list[Unreadable]]:
        """Every session, newest first, and every file that is none."""
        sessions: list[Session] = []
        unreadable: list[Unreadable] = []
        for found in self.each():
            if isinstance(found, Session):
                sessions.append(found)
            else:
                unreadable.append(found)
        return sessions, unreadable

    def paths(self) -> Iterator[Path]:
        """Every session file, newest first."""
        for year in sorted(self._folder.glob("[0-9]*/"), reverse=True):
            try:
                names = os.listdir(year)  # noqa: PTH208  # see below
            except OSError:
                yield year  # cannot be read, and says why when it is
                continue
            # Names, not paths: sorting 20,000 of these takes a tenth of the time, and the first page waits for it.
            stems = [name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX) and name[0] != "."]
            yield from (year / f"{stem}{SUFFIX}" for stem in sorted(stems, reverse=True))

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
        try:
            document = tomlkit.parse(read_text(path, LARGEST))
        except ValueError as error:  # it knows TOML 1.0 only
            raise BadFileError(f"what cannot be edited here: {printable(str(error))}", "TOML 1.0") from None
        for key, value in changes.items():
            if value is not None:
                document[key] = value
            elif key in document:
                del document[key]
        text = tomlkit.dumps(document)
        session = session_of(parse(text), id_, text)
        atomic.write(path, text)
        return session

    def delete(self, id_: str) -> Deleted:
        """Move a session to the bin.

        Raises:
            BadFileError: its file is no session, and is left where it is.
            OSError: it is still under way, or the disk does not want to.
        """
        lock = living.take(self._running, id_)
        if lock is None:
            raise _under_way(self._path(id_))
        try:
            if self.read(id_).status == "running":  # on another machine, or nobody has closed it yet
                raise _under_way(self._path(id_))
            for number in count(1):
                place = self._bin / f"{id_}{f'.{number}' * (number > 1)}{SUFFIX}"
                with suppress(FileExistsError):
                    atomic.move_new(self._path(id_), place)
                    return Deleted(id_, place)
            raise AssertionError
        finally:
            lock.release()

    def restore(self, deleted: Deleted) -> Session:
        """Bring a session back from the bin.

        Raises:
            BadFileError: its file is none any more.
            OSError: there is one of its id again, or the disk does not want to.
        """
        atomic.move_new(deleted.path, self._path(deleted.id))
        return self.read(deleted.id)

    def export(self, ids: Iterable[str], form: Form, now: datetime) -> Path:
        """Write sessions into a new file among the exports, readable by its owner alone; where it is.

        Raises:
            BadFileError: one of the files is no session any more.
            OSError: the disk does not want to.
        """
        return export((self.read(id_) for id_ in ids), form, self._exports, f"history-{now:%Y-%m-%dT%H-%M-%S}")

    def text(self, path: Path) -> str:
        """What stands in a file that is no session, as far as it is text, and not all of a large one.

        Raises:
            BadFileError: it cannot be read.
        """
        return read_beginning(path, SHOWN)

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
        return self._folder / id_[:4] / f"{id_}{SUFFIX}"


def _names(session: Session) -> Iterator[Session]:
    """The session under each id of the second in which it started."""
    second = f"{session.started:%Y-%m-%dT%H-%M-%S}"
    return (replace(session, id=second if number == 1 else f"{second}-{number}") for number in count(1))


def _under_way(path: Path) -> OSError:
    return OSError(errno.EBUSY, "this session is still under way", str(path))
