"""What has been done of one set, counted while it is performed."""

from legtimer.core.session import SetOutcome, SetRecord, Tension
from legtimer.core.timeline import TENSION_KINDS, Segment, SegmentKind


class Tally:
    """The running count of one set. Times in milliseconds."""

    def __init__(self, block: int, set_: int, reps_planned: int, work_planned: int) -> None:
        self.block = block
        self.set = set_
        self.reps_planned = reps_planned
        self.work_planned = work_planned
        self.reps: set[int] = set()  # the numbers of the completed reps
        self.closed = False  # its last segment is over
        self.stopped = False  # the workout was stopped in it or in the rest after it
        self.form_broken = False  # the set was ended because form broke
        self.corrected: int | None = None  # the reps as the person counted them
        self.changes: list[str] = []
        self.paused = 0
        self._spent: dict[SegmentKind, int] = {}

    def spend(self, segment: Segment, duration: int) -> None:
        """Count `duration` milliseconds performed in `segment`."""
        self._spent[segment.kind] = self._spent.get(segment.kind, 0) + duration

    def reopen(self, rep: int) -> None:
        """Count again from `rep` on: it and later reps are about to be performed, perhaps not for the first time."""
        self.closed = False
        self.form_broken = False
        self.corrected = None
        self.reps = {done for done in self.reps if done < rep}

    @property
    def count(self) -> int:
        """Completed reps, as counted or as corrected."""
        return len(self.reps) if self.corrected is None else self.corrected

    def record(self) -> SetRecord:
        """The set as it is recorded in the session if it ends now."""
        return SetRecord(
            block=self.block,
            set=self.set,
            reps_planned=self.reps_planned,
            reps=self.count,
            ended=self._outcome(),
            tension=Tension(**{kind: spent / 1000 for kind, spent in self._spent.items() if kind in TENSION_KINDS}),
            rest=self._spent.get("rest", 0) / 1000,
            paused=self.paused / 1000,
            changes=tuple(self.changes),
        )

    def _outcome(self) -> SetOutcome:
        if self.form_broken:
            return "form"
        if len(self.reps) >= self.reps_planned and self._spent.get("work", 0) >= self.work_planned:
            return "done"
        return "stopped" if self.stopped else "skipped"
