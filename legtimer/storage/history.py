"""Past sessions on disk, in one file each, so that nothing that happens to one can harm another.

Several files of one session count once; a session in which nothing was done, and about which nothing was said, does not
count at all.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

from legtimer.core.printable import error_reason
from legtimer.core.session import Session
from legtimer.storage import atomic, copies, session_lock
from legtimer.storage.locations import Locations
from legtimer.storage.session_file import LARGEST, checked_text, read_session, session_of, within_limits
from legtimer.storage.toml_file import BadFileError, edit_keys, parse, read_text
from legtimer.system.files import retry_if_open

SUFFIX = ".toml"
ID_LENGTH = len("2026-11-22T18-30-05")


class Unreadable(NamedTuple):
    """A file of the history that is not a valid session; it is never changed."""

    path: Path
    reason: str


class DeletedSession(NamedTuple):
    """A deleted session, and the path of its file in the bin."""

    id: str
    path: Path


class OpenSession:
    """A session under way: locked, and saved again and again under its id."""

    def __init__(self, session: Session, path: Path, lock: session_lock.Lock) -> None:
        self.session = session
        self.id = session.id
        self.path = path
        self._lock = lock

    def save(self, session: Session) -> None:
        """Write the session, under the id of this file."""
        session = within_limits(replace(session, id=self.id))
        atomic.replace(self.path, checked_text(session))
        self.session = session

    def discard(self) -> None:
        """Remove the file of a session in which nothing was done.

        Raises:
            OSError: the file could not be removed.
        """
        retry_if_open(lambda: self.path.unlink(missing_ok=True))
        self._lock.release()

    def close(self) -> None:
        """Unlock the session. If its end was not saved, the next start closes it as interrupted."""
        if self.session.status == "running":
            self._lock.abandon()
        else:
            self._lock.release()


class History:
    """The session files of one user."""

    def __init__(self, locations: Locations) -> None:
        self.locations = locations

    def path_of(self, id_: str) -> Path:
        """The path of a session's file."""
        return self.locations.history / id_[:4] / f"{id_}{SUFFIX}"

    def iterate(self) -> Iterator[Session | Unreadable]:
        """Every session once and every unreadable file, newest first; each is read when the iterator reaches it."""
        counted: set[copies.Key] = set()
        for found in self._find():
            if isinstance(found, Unreadable):
                yield found
                continue
            files: list[copies.SessionCopy] = []
            for path in found:
                try:
                    files.append(copies.SessionCopy(path, read_session(path)))
                except BadFileError as bad:
                    yield Unreadable(path, str(bad))
            for _, session in copies.with_latest_first(files) if len(files) > 1 else files:
                if copies.key(session) not in counted and not session.empty:
                    counted.add(copies.key(session))
                    yield session

    def read(self, id_: str) -> Session:
        """One session."""
        return read_session(self.path_of(id_))

    def read_all(self) -> tuple[list[Session], list[Unreadable]]:
        """Every session, and every unreadable file, newest first."""
        sessions: list[Session] = []
        unreadable: list[Unreadable] = []
        for found in self.iterate():
            if isinstance(found, Session):
                sessions.append(found)
            else:
                unreadable.append(found)
        return sessions, unreadable

    def paths(self) -> Iterator[Path]:
        """Every session file, newest first, copies too."""
        return (path for found in self._find() if not isinstance(found, Unreadable) for path in found)

    def _find(self) -> Iterator[list[Path] | Unreadable]:
        """The session files that begin with the same second, and every folder that cannot be listed, newest first.

        Files that are not named by their second come last in their folder: if they are copies, the others count.
        """
        folder = self.locations.history
        try:
            names = sorted(os.listdir(folder), reverse=True)  # noqa: PTH208  # see below
        except FileNotFoundError:
            return
        except OSError as error:
            yield _unreadable_folder(folder, error)
            return
        for year in (folder / name for name in names if name[0].isdigit()):
            try:
                names = os.listdir(year)  # noqa: PTH208  # see below
            except OSError as error:
                if not year.is_file():
                    yield _unreadable_folder(year, error)
                continue
            # Names, not paths: sorting 20,000 of these takes a tenth of the time, and the first screen waits for it.
            stems = [name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX) and name[0] != "."]
            stems.sort(key=lambda stem: (stem[0].isdigit(), stem), reverse=True)
            for _, same_second in groupby(stems, lambda stem: stem[:ID_LENGTH]):
                yield [year / f"{stem}{SUFFIX}" for stem in same_second]

    def files_of(self, session: Session) -> list[Path]:
        """The files that hold a session and are named by its second."""
        beginning = first_id(session)
        folder = self.path_of(beginning).parent
        if not folder.is_dir():
            return []
        found = []
        for path in folder.glob(f"{beginning}*{SUFFIX}"):
            with suppress(BadFileError):
                if copies.key(read_session(path)) == copies.key(session):
                    found.append(path)
        return found

    def start_session(self, session: Session) -> OpenSession:
        """Lock and write a session that has just started, under the first free id of its second."""

        def create(id_: str) -> OpenSession:
            path = self.path_of(id_)
            # Checked before the lock is touched: a dead process may have left it for the next start to find.
            lock = None if os.path.lexists(path) else session_lock.acquire(self.locations.running, id_)
            if lock is None:
                raise FileExistsError
            named = within_limits(replace(session, id=id_))
            try:
                atomic.remove_temporary_files(path)  # a process with this lock may have died while it wrote
                atomic.write_new(path, checked_text(named))
            except BaseException:
                lock.release()
                raise
            return OpenSession(named, path, lock)

        return atomic.create_numbered(first_id(session), create)

    def add(self, session: Session) -> Session:
        """Write a session that is over, under the first free id of its second; returns it with that id."""

        def create(id_: str) -> Session:
            named = within_limits(replace(session, id=id_))
            atomic.write_new(self.path_of(id_), checked_text(named))
            return named

        return atomic.create_numbered(first_id(session), create)

    def add_once(self, session: Session) -> Session:
        """Like `add`; FileExistsError if the history has the session already."""
        if files := self.files_of(session):
            raise FileExistsError(errno.EEXIST, "this session is in your history already", str(files[0]))
        return self.add(session)

    def edit(self, id_: str, **changes: Any) -> Session:
        """Change keys of a session that is over (None removes one); the rest of its file is kept, comments too."""
        with self.locked(self.path_of(id_)):
            return edit_session(self.path_of(id_), changes)

    def delete(self, id_: str) -> DeletedSession:
        """Move a session that is over into the bin, with its copies, which would take its place."""
        path = self.path_of(id_)
        with self.locked(path):
            others = [each for each in self.files_of(read_session(path)) if each != path]
            kept = self._move_to_bin(path)
            for copy in others:
                self._move_to_bin(copy)
        return DeletedSession(id_, kept)

    def restore(self, deleted: DeletedSession) -> Session:
        """Move a session back from the bin, even if its file is no longer valid."""
        atomic.move_new(deleted.path, self.path_of(deleted.id))
        return self.read(deleted.id)

    def lock_for_import(self) -> AbstractContextManager[None]:
        """Keep other imports from adding sessions between the comparison of a file with the history and its import."""
        return self._hold("import", OSError(errno.EBUSY, "another import is under way"))

    def keep_in_bin(self, name: str, text: str) -> Path:
        """Write a text into the bin, under the first free name."""
        bin_ = self.locations.session_bin
        return atomic.create_numbered(name, lambda free: atomic.write_new(bin_ / f"{free}{SUFFIX}", text))

    def _move_to_bin(self, path: Path) -> Path:
        bin_ = self.locations.session_bin
        return atomic.create_numbered(path.stem, lambda free: atomic.move_new(path, bin_ / f"{free}{SUFFIX}"))

    def locked(self, path: Path) -> AbstractContextManager[None]:
        """Keep other processes from changing a session; OSError if it is still under way."""
        under_way = OSError(errno.EBUSY, "this session is still under way", str(path))
        # Checked before the lock is touched: the session may be running on another machine, or its process have died.
        if read_session(path).status == "running":
            raise under_way
        return self._hold(path.stem, under_way)

    @contextmanager
    def _hold(self, name: str, held_elsewhere: OSError) -> Iterator[None]:
        lock = session_lock.acquire(self.locations.running, name)
        if lock is None:
            raise held_elsewhere
        try:
            yield
        finally:
            lock.release()


def _unreadable_folder(folder: Path, error: OSError) -> Unreadable:
    return Unreadable(folder, f"this folder cannot be read: {error_reason(error)}")


def first_id(session: Session) -> str:
    """The id of a session if no other started in the same second."""
    return f"{within_limits(session).started:%Y-%m-%dT%H-%M-%S}"


def edit_session(path: Path, changes: dict[str, Any]) -> Session:
    """Change keys in a session file, even if a person or a sync program changes it at the same time."""
    while True:
        before = read_text(path, LARGEST)
        session_of(parse(before), path.stem, before)
        text = edit_keys(before, changes)
        session = session_of(parse(text), path.stem, text)
        if read_text(path, LARGEST) == before:
            atomic.replace(path, text)
            return session
