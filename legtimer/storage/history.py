"""Past sessions on disk: one file each, so that nothing that happens to one can harm another."""

import errno
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from itertools import count, islice, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from legtimer.core.printable import printable
from legtimer.core.session import DeletedSession, Session, Unreadable
from legtimer.storage import atomic, session_lock
from legtimer.storage.locations import Locations
from legtimer.storage.session_file import LARGEST, read_session, session_of, session_text
from legtimer.storage.toml_file import BadFileError, file_exists, parse, read_start, read_text

if TYPE_CHECKING:
    from legtimer.storage.export import ExportFormat

# A session that is running by its file, but holds no lock here, may be under way on another machine.
SURELY_OVER = timedelta(days=1)
NEWEST = 20  # files among which such a one is looked for
MOST_COPIES = 9  # of one second in one place
SHOWN = 64 * 1024  # bytes of a file that is no session
SUFFIX = ".toml"
UNSAVED = "legtimer-unsaved-"


class OpenSession:
    """A session that takes place now: saved again and again under the id it was given."""

    def __init__(self, session: Session, path: Path, lock: session_lock.Lock) -> None:
        self.session = session
        self.path = path
        self._lock = lock
        self._over = session.status != "running"

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
        atomic.replace(self.path, session_text(self.session))
        self._over = session.status != "running"

    def close(self) -> None:
        """Nothing more will be saved. If its end could not be, the next start will see to it."""
        if self._over:
            self._lock.release()
        else:
            self._lock.abandon()


class History:
    """The session files of one person."""

    def __init__(self, locations: Locations) -> None:
        self._folder = locations.history
        self._running = locations.running
        self._bin = locations.session_bin
        self._exports = locations.exports
        self._unsaved = locations.unsaved

    # Writing

    def begin(self, session: Session) -> OpenSession:
        """Write a session that has just started, under the first free id of its second.

        Raises:
            OSError: the disk does not want to.
        """
        return next(opened for named in _names(session) if (opened := self._begin(named)) is not None)

    def _begin(self, session: Session) -> OpenSession | None:
        path = self._path(session.id)
        # Before its lock is touched: that may be what a process left that died.
        lock = None if os.path.lexists(path) else session_lock.acquire(self._running, session.id)
        if lock is None:
            return None
        try:
            atomic.clear_away(path)  # who had that lock before may have died while writing
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

    # Reading

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
        for year in self._years():
            try:
                names = os.listdir(year)  # noqa: PTH208  # see below
            except NotADirectoryError:
                continue
            except OSError:
                yield year  # cannot be read, and says why when it is
                continue
            # Names, not paths: sorting 20,000 of these takes a tenth of the time, and the first page waits for it.
            stems = [name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX) and name[0] != "."]
            yield from (year / f"{stem}{SUFFIX}" for stem in sorted(stems, reverse=True))

    def _years(self) -> list[Path]:
        try:
            names = sorted(os.listdir(self._folder), reverse=True)  # noqa: PTH208  # not a path for what is no year
        except FileNotFoundError:
            return []
        except OSError:
            return [self._folder]  # cannot be read, and says why when it is
        return [self._folder / name for name in names if name[0].isdigit()]

    # Changing

    def edit(self, id_: str, **changes: Any) -> Session:
        """Change keys of a session (None takes one out); all else in its file stays, comments too.

        Raises:
            BadFileError: the file is no session, or would be none afterwards.
            OSError: it is still under way, or the disk does not want to.
        """
        with self._held(id_):
            return self._edit(id_, **changes)

    def _edit(self, id_: str, **changes: Any) -> Session:
        # Slow to import, and only needed to write.
        import tomlkit  # noqa: PLC0415

        path = self._path(id_)
        while True:
            before = read_text(path, LARGEST)
            session_of(parse(before), id_, before)
            try:
                document = tomlkit.parse(before)
            except ValueError as error:  # it knows TOML 1.0 only
                raise BadFileError(f"what cannot be edited here: {printable(str(error))}", "TOML 1.0") from None
            for key, value in changes.items():
                if value is not None:
                    document[key] = value
                elif key in document:
                    del document[key]
            text = tomlkit.dumps(document)
            session = session_of(parse(text), id_, text)
            if read_text(path, LARGEST) == before:  # else a person or a sync has changed it meanwhile
                atomic.replace(path, text)
                return session

    def delete(self, id_: str) -> DeletedSession:
        """Move a session to the bin.

        Raises:
            BadFileError: its file is no session, and is left where it is.
            OSError: it is still under way, or the disk does not want to.
        """
        with self._held(id_):
            for number in count(1):
                place = self._bin / f"{id_}{f'.{number}' * (number > 1)}{SUFFIX}"
                with suppress(FileExistsError):
                    atomic.move_new(self._path(id_), place)
                    return DeletedSession(id_, place)
            raise AssertionError

    @contextmanager
    def _held(self, id_: str) -> Iterator[None]:
        """A session that is over, which no other legtimer changes meanwhile."""
        path = self._path(id_)
        # Before its lock is touched: one that runs may be another machine's, or nobody has closed it yet.
        if read_session(path).status == "running":
            raise _under_way(path)
        lock = session_lock.acquire(self._running, id_)
        if lock is None:
            raise _under_way(path)
        try:
            yield
        finally:
            lock.release()

    def restore(self, deleted: DeletedSession) -> Session:
        """Bring a session back from the bin.

        Raises:
            BadFileError: its file is none any more; it is back all the same.
            OSError: there is one of its id again, or the disk does not want to.
        """
        atomic.move_new(deleted.path, self._path(deleted.id))
        return self.read(deleted.id)

    # For people and other programs

    def export(self, ids: Iterable[str], form: "ExportFormat", now: datetime) -> Path:
        """Write sessions into a new file among the exports, readable by its owner alone; where it is.

        Raises:
            BadFileError: one of the files is no session any more.
            OSError: the disk does not want to.
        """
        # Seldom wanted, and no reader of a history needs it.
        from legtimer.storage.export import export  # noqa: PLC0415

        return export((self.read(id_) for id_ in ids), form, self._exports, f"history-{now:%Y-%m-%dT%H-%M-%S}")

    def text(self, path: Path) -> str:
        """What stands in a file that is no session, as far as it is text, and not all of a large one.

        Raises:
            BadFileError: it cannot be read.
        """
        return read_start(path, SHOWN)

    def spelled(self, session: Session) -> str:
        """What would stand in the file of a session."""
        return session_text(session)

    # What the history did not take

    def save_rescue_copy(self, session: Session) -> Path:
        """Write a session that the history does not take into the first place that does; where it is.

        Raises:
            OSError: none does.
        """
        for folder, named in product(self._elsewhere(), islice(_names(session), MOST_COPIES)):
            path = folder / f"{UNSAVED}{named.id}{SUFFIX}"
            with suppress(OSError):
                atomic.write_new(path, session_text(session))
                return path
        raise OSError(errno.EROFS, "no other place takes it either")

    def _elsewhere(self) -> Iterator[Path]:
        yield self._unsaved
        with suppress(RuntimeError):  # a person without a home
            yield Path.home()
        with suppress(OSError):  # no folder that can be written to
            yield Path(tempfile.gettempdir())

    def recover_unsaved(self) -> list[Session | Unreadable]:
        """Take in the copies that could be kept only beside the history; those sessions, and why one is not taken."""
        brought: list[Session | Unreadable] = []
        for path in (path for folder in self._elsewhere() for path in _copies(folder)):
            try:
                session = read_session(path)
                brought.append(next(taken for named in _names(session) if (taken := self._take_in(named)) is not None))
                path.unlink(missing_ok=True)
            except (OSError, BadFileError) as error:
                brought.append(Unreadable(path, _reason(error)))
        return brought

    def _take_in(self, session: Session) -> Session | None:
        """Write a session that is over under its id, unless there is another one of that id."""
        path = self._path(session.id)
        try:
            atomic.write_new(path, session_text(session))
        except FileExistsError:
            with suppress(BadFileError):
                there = read_session(path)
                if there == session:
                    return session
                if _beginning_of(session) == _beginning_of(there) and there.status == "interrupted":
                    atomic.replace(path, session_text(session))
                    return session
            return None
        return session

    # What died while it ran

    def close_orphans(self, now: datetime) -> list[Session | Unreadable]:
        """Close what died while running as `interrupted`, with what it holds.

        Returns those sessions, and why one could not be closed. When they ended, nobody knows.
        """
        try:
            locked = session_lock.locked_sessions(self._running)
        except OSError as error:
            return [Unreadable(self._running, _reason(error))]
        closed = [orphan for id_ in locked for orphan in self._close_orphan(id_)]
        for path in islice(self.paths(), NEWEST):
            with suppress(BadFileError):  # listed with its reason by whoever reads the history
                session = read_session(path)
                if session.status == "running" and session.started < now - SURELY_OVER and path.stem not in locked:
                    closed += self._close_orphan(path.stem)
        return closed

    def _close_orphan(self, id_: str) -> list[Session | Unreadable]:
        path = self._path(id_)
        lock = None
        try:
            lock = session_lock.acquire(self._running, id_)
            if lock is None:
                return []
            closed = self._interrupt(path)
        except (OSError, BadFileError) as error:
            if lock is not None:
                lock.abandon()
            return [Unreadable(path, _reason(error))]
        lock.release()
        return closed

    def _interrupt(self, path: Path) -> list[Session | Unreadable]:
        atomic.clear_away(path)
        if not file_exists(path):
            return []
        if path.stat().st_size == 0:  # it had its name, but not yet its content
            path.unlink()
            return []
        return [self._edit(path.stem, status="interrupted")] if read_session(path).status == "running" else []

    def _path(self, id_: str) -> Path:
        return self._folder / id_[:4] / f"{id_}{SUFFIX}"


def _names(session: Session) -> Iterator[Session]:
    """The session under each id of the second in which it started."""
    second = f"{session.started:%Y-%m-%dT%H-%M-%S}"
    return (replace(session, id=second if number == 1 else f"{second}-{number}") for number in count(1))


def _beginning_of(session: Session) -> Session:
    """What was known of it when it began."""
    return replace(session, status="running", ended=None, sets=())


def _copies(folder: Path) -> list[Path]:
    """One's own: the folder may be everyone's."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.name.startswith(UNSAVED) and path.suffix == SUFFIX)
        return [path for path in paths if _is_mine(path.lstat())]
    except OSError:
        return []


def _is_mine(found: os.stat_result) -> bool:
    return stat.S_ISREG(found.st_mode) and (os.name == "nt" or found.st_uid == os.getuid())


def _reason(error: OSError | BadFileError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _under_way(path: Path) -> OSError:
    return OSError(errno.EBUSY, "this session is still under way", str(path))
