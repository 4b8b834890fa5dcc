"""What keeps the session file of one workout up to date while it is performed."""

from collections.abc import Callable
from datetime import datetime

from legtimer.core.session import Session, Status
from legtimer.core.workout import State, Workout
from legtimer.storage.history import History, OpenSession

STATUS: dict[State, Status] = {State.COMPLETED: "completed", State.STOPPED: "stopped"}


class Diary:
    """Records one workout of the preset with that stem. `now` gives the local time with its offset from UTC."""

    def __init__(self, history: History, stem: str, now: Callable[[], datetime]) -> None:
        self._history = history
        self._stem = stem
        self._now = now
        self._started = now().replace(microsecond=0)
        self._open: OpenSession | None = None

    def session(self, workout: Workout) -> Session:
        """What there is to record by now."""
        status = STATUS.get(workout.state, "running")
        return Session(
            id=self._open.session.id if self._open else "",
            preset=self._stem,
            name=workout.preset.name,
            status=status,
            started=self._started,
            ended=None if status == "running" else self._now().replace(microsecond=0),
            blocks=workout.preset.blocks,
            sets=workout.sets,
        )

    def save(self, workout: Workout) -> None:
        """Write what has been done so far; a save that failed is made good by the next.

        Raises:
            OSError: the disk does not want to; what was saved before is still there.
        """
        session = self.session(workout)
        if self._open is None:
            self._open = self._history.begin(session)
        else:
            self._open.save(session)
        if session.status != "running":
            self.close()

    def close(self) -> None:
        """Nothing more will be saved."""
        if self._open is not None:
            self._open.close()
