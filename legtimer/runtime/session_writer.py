"""Writes the session of a workout to disk while the workout goes on."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from threading import Condition, Thread
from typing import Protocol

from msgspec.structs import replace

from legtimer.core.frame import State
from legtimer.core.preset import Preset
from legtimer.core.printable import error_reason
from legtimer.core.session import Session, Status
from legtimer.core.workout import Workout

STATUS: dict[State, Status] = {State.COMPLETED: "completed", State.STOPPED: "stopped"}
SLOW_WRITE = 3000  # milliseconds after which a warning says that the disk is slow
RETRY_INTERVAL = 5.0  # seconds

logger = logging.getLogger(__name__)


class SessionFile(Protocol):
    """The file of the session under way."""

    @property
    def id(self) -> str:
        """The id of the session; empty if it is not saved at all."""

    def save(self, session: Session) -> None:
        """Write the whole session; OSError if that fails, and the file is as it was before."""

    def discard(self) -> None:
        """Remove the file, and release it; OSError if that fails."""

    def close(self) -> None:
        """Release the file."""


class NullSessionWriter:
    """Saves nothing: in place of a `SessionWriter`, or of a `SessionFile`."""

    id = ""

    def save(self, _: object) -> None:
        """Do nothing."""

    def discard(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""


class SessionWriter:
    """Writes the session of one workout in a thread, always its newest state, and tries again after a failure.

    A session that ends before anything was done is removed again.

    Args:
        stem: the file stem of the preset.
        preset: what is performed.
        begin: creates the session file.
        rescue: saves a copy elsewhere, when the last write has failed.
        local_time: the local time with its offset from UTC; called once, because the computer's clock may be set during
            the workout.
        clock: whole milliseconds of a monotonic clock.
    """

    def __init__(
        self,
        stem: str,
        preset: Preset,
        begin: Callable[[Session], SessionFile],
        rescue: Callable[[Session], Path],
        local_time: Callable[[], datetime],
        clock: Callable[[], int],
    ) -> None:
        self.problem: str | None = None  # why the newest state is not on disk, if it is not
        self.copy: Path | None = None  # where `rescue` saved the session
        self.error: Exception | None = None  # an unexpected error in the thread
        self.retry_interval = RETRY_INTERVAL
        self._begin = begin
        self._rescue = rescue
        self._clock = clock
        self._began = clock()
        self._file: SessionFile | None = None
        self._session = self._tried = Session(
            id="",
            preset=stem,
            preset_id=preset.id,
            name=preset.name,
            status="running",
            started=local_time().replace(microsecond=0),
            rounds=preset.rounds,
            round_rest=preset.round_rest,
            blocks=preset.blocks,
        )
        self._thread: Thread | None = None
        self._changed = Condition()
        self._closed = self._ended = False
        self._writing_since: int | None = None

    @property
    def session(self) -> Session:
        """The session so far, with the id it has on disk, if any."""
        return replace(self._session, id=self._file.id) if self._file else self._session

    @property
    def warning(self) -> str | None:
        """Why the newest state is not on disk yet, once that is worth a warning."""
        since = self._writing_since
        slow = since is not None and self._clock() - since > SLOW_WRITE
        return self.problem or ("the disk is slow" if slow else None)

    @property
    def saved(self) -> bool:
        """Whether the writer has finished and nothing is left unsaved."""
        return self._ended and self.problem is None

    def save(self, workout: Workout) -> None:
        """Order the session so far to be written, without waiting for the disk."""
        status = STATUS.get(workout.state, "running")
        ended = None if status == "running" else self._now()
        with self._changed:
            self._session = replace(self._session, status=status, ended=ended, sets=workout.sets)
            self._changed.notify_all()
        if self._thread is None:
            self._start_thread()

    def close(self) -> None:
        """Nothing will be saved after this: the thread ends once the newest state is written."""
        with self._changed:
            self._closed = True
            self._ended = self._ended or (self._thread is None and self._tried is self._session)
            self._changed.notify_all()

    def settle(self) -> None:
        """Wait until the newest state has been written or the write has failed; once closed, until the thread ends."""
        if self._closed and self._thread is None and not self._ended:
            self._run()  # the thread could not be started
        with self._changed:
            self._changed.wait_for(lambda: self._ended or (not self._closed and self._tried is self._session))

    def _start_thread(self) -> None:
        # Not a daemon: the interpreter waits for the last write.
        thread = Thread(target=self._run, name="session-writer")
        try:
            thread.start()
        except RuntimeError as error:  # too many processes, or too little memory; `save` and `settle` try again
            self.problem = str(error)
        else:
            self._thread = thread

    # In the thread

    def _run(self) -> None:
        try:
            while not self._closed or self._tried is not self._session:
                self._write()
                with self._changed:
                    self._changed.wait_for(
                        lambda: self._closed or self._tried is not self._session,
                        self.retry_interval if self.problem else None,
                    )
            if self.problem is not None:
                self._write()
            if self._is_empty(self._session):
                self.problem = None  # the next start removes a file that could not be removed
            if self.problem is not None:
                with suppress(OSError, ValueError):
                    self.copy = self._rescue(self.session)
            if self._file is not None:
                self._file.close()
        except Exception as error:
            logger.exception("the session writer failed")
            self.error, self.problem = error, f"{type(error).__name__}: {error}"
        finally:
            with self._changed:
                self._ended = True
                self._changed.notify_all()

    def _write(self) -> None:
        session = self._session
        self._writing_since = self._clock()
        try:
            if self._is_empty(session):
                self._discard()
            elif self._file is None:
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

    def _discard(self) -> None:
        if self._file is not None:
            self._file.discard()
            self._file = None

    @staticmethod
    def _is_empty(session: Session) -> bool:
        """Whether a session ended before anything was done."""
        return session.status != "running" and session.empty

    def _now(self) -> datetime:
        passed = timedelta(milliseconds=self._clock() - self._began)
        # With the UTC offset of the start: a change to summer time does not change the duration.
        return (self._session.started + passed).replace(microsecond=0)
