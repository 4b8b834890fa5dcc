"""Writes a workout down as it goes: the session in the history, renewed after every set."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from msgspec.structs import replace

from legtimer.core.preset import Preset
from legtimer.core.session import Session, Status
from legtimer.core.workout import State, Workout

STATUS: dict[State, Status] = {State.COMPLETED: "completed", State.STOPPED: "stopped"}


class Page(Protocol):
    """What a diary needs of the storage room: the file of one session that takes place now."""

    def save(self, session: Session) -> None:
        """Write the session whole.

        Raises:
            OSError: it could not be written; what was there before is untouched.
        """

    def close(self) -> None:
        """Nothing more will be saved."""


class Blank:
    """A page for a workout that is to leave no trace."""

    def save(self, session: Session) -> None:
        """Write nothing."""

    def close(self) -> None:
        """Nothing was open."""


class Diary:
    """The record of one workout. `begin` opens its page; `today` gives the local time with its offset from UTC, and is
    asked once: when it ended is told by `clock` (milliseconds), which nobody can set meanwhile.

    A disk that fails never disturbs the workout: `problem` says why the last save failed, and the next one tries again.
    """

    def __init__(
        self,
        stem: str,
        preset: Preset,
        begin: Callable[[Session], Page],
        today: Callable[[], datetime],
        clock: Callable[[], int],
    ) -> None:
        self.problem: str | None = None
        self.session = Session(
            id="", preset=stem, name=preset.name, status="running", started=today(), blocks=preset.blocks
        )
        self._begin = begin
        self._clock = clock
        self._began = clock()
        self._page: Page | None = None

    def save(self, workout: Workout) -> None:
        """Write what has been done so far."""
        status = STATUS.get(workout.state, "running")
        ended = None if status == "running" else self._now()
        self.session = replace(self.session, status=status, ended=ended, sets=workout.sets)
        try:
            if self._page is None:
                self._page = self._begin(self.session)
            else:
                self._page.save(self.session)
            self.problem = None
        except OSError as error:
            self.problem = error.strerror or str(error)

    def _now(self) -> datetime:
        return self.session.started + timedelta(milliseconds=self._clock() - self._began)

    def close(self) -> None:
        """Nothing more happens in this workout."""
        if self._page is not None:
            self._page.close()
