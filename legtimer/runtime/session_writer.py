"""Writes a workout down as it goes: the session in the history, renewed after every set."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Condition, Thread
from typing import Protocol

from msgspec.structs import replace

from legtimer.core.preset import Preset
from legtimer.core.printable import error_reason
from legtimer.core.session import Session, Status
from legtimer.core.workout import State, Workout

STATUS: dict[State, Status] = {State.COMPLETED: "completed", State.STOPPED: "stopped"}
LATE = 3000  # milliseconds after which a person is told that the disk takes its time
AGAIN = 5.0  # seconds after which a disk that did not want to is asked again


class SessionFile(Protocol):
    """The file of one session that takes place now. `id` is the session's id."""

    @property
    def id(self) -> str:
        """The session's id; empty if it is nowhere."""

    def save(self, session: Session) -> None:
        """Write the session whole.

        Raises:
            OSError: it could not be written; what was there before is untouched.
        """

    def close(self) -> None:
        """Nothing more will be saved."""


class NullSessionWriter:
    """A page, or a whole session_writer, for what is to leave no trace."""

    id = ""

    def save(self, _: object) -> None:
        """Write nothing, and have nothing to wait for."""

    def close(self) -> None:
        """Nothing was open."""


class SessionWriter:
    """The record of one workout. `begin` opens its page; `today` gives the local time with its offset from UTC, and is
    asked once: when it ended is told by `clock` (whole milliseconds), which nobody can set meanwhile.

    A disk that is slow or fails never disturbs the workout: a thread does the writing, always of the newest state, and
    tries again every so often. `problem` says why the newest is not on disk. If it still is not at the end, `rescue`
    puts a copy somewhere else, and `copy` says where.
    """

    def __init__(
        self,
        stem: str,
        preset: Preset,
        begin: Callable[[Session], SessionFile],
        rescue: Callable[[Session], Path],
        today: Callable[[], datetime],
        clock: Callable[[], int],
    ) -> None:
        self.problem: str | None = None
        self.copy: Path | None = None
        self.again = AGAIN
        self._begin = begin
        self._rescue = rescue
        self._clock = clock
        self._began = clock()
        self._file: SessionFile | None = None
        self._session = self._tried = Session(
            id="",
            preset=stem,
            name=preset.name,
            status="running",
            started=today().replace(microsecond=0),
            blocks=preset.blocks,
        )
        self._thread: Thread | None = None
        self._changed = Condition()
        self._closed = self._ended = False
        self._writing_since: int | None = None

    @property
    def session(self) -> Session:
        """What has been done so far, under the id it has on disk, if any."""
        return replace(self._session, id=self._file.id) if self._file else self._session

    @property
    def warning(self) -> str | None:
        """Why the newest is not on disk yet, if that is worth a word."""
        since = self._writing_since
        late = since is not None and self._clock() - since > LATE
        return self.problem or ("the disk takes its time" if late else None)

    @property
    def kept(self) -> bool:
        """Whether it is over and all of it is on disk."""
        return self._ended and self.problem is None

    def save(self, workout: Workout) -> None:
        """Have written what has been done so far; without waiting for the disk."""
        status = STATUS.get(workout.state, "running")
        ended = None if status == "running" else self._now()
        with self._changed:
            self._session = replace(self._session, status=status, ended=ended, sets=workout.sets)
            self._changed.notify_all()
        if self._thread is None:
            # Not a daemon: the program does not end before the last state is written.
            self._thread = Thread(target=self._keep_up, name="session_writer")
            self._thread.start()

    def close(self) -> None:
        """Nothing more happens in this workout."""
        with self._changed:
            self._closed = True
            self._ended = self._ended or self._thread is None
            self._changed.notify_all()

    def settle(self) -> None:
        """Wait until the newest state has been tried to be written; after the end, until nothing more can be done."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or (not self._closed and self._tried is self._session))

    # What the thread does

    def _keep_up(self) -> None:
        try:
            while not self._closed or self._tried is not self._session:
                self._write()
                with self._changed:
                    self._changed.wait_for(self._has_news, self.again if self.problem else None)
            if self.problem is not None:
                self._write()  # the last try
            if self.problem is not None:
                self._save_elsewhere()
            if self._file is not None:
                self._file.close()
        except Exception as error:
            self.problem = f"{type(error).__name__}: {error}"
            raise
        finally:
            with self._changed:
                self._ended = True
                self._changed.notify_all()

    def _has_news(self) -> bool:
        return self._closed or self._tried is not self._session

    def _write(self) -> None:
        session = self._session
        self._writing_since = self._clock()
        try:
            if self._file is None:
                self._file = self._begin(session)
            else:
                self._file.save(session)
            self.problem = None
        except (OSError, ValueError) as error:
            self.problem = error_reason(error)
        self._writing_since = None
        with self._changed:
            self._tried = session
            self._changed.notify_all()

    def _save_elsewhere(self) -> None:
        try:
            self.copy = self._rescue(self.session)
        except (OSError, ValueError):
            self.copy = None

    def _now(self) -> datetime:
        passed = timedelta(milliseconds=self._clock() - self._began)
        # In the zone of the beginning: summer time that comes meanwhile makes the workout no longer.
        return (self._session.started + passed).replace(microsecond=0)
