"""What has been done of each set, counted while it is performed."""

from collections.abc import Iterable

from msgspec.structs import replace

from legtimer.core.plan import Bests, SetPlan
from legtimer.core.session import SetOutcome, SetRecord, Tension
from legtimer.core.timeline import BETWEEN_SETS, TENSION_KINDS, Segment, SegmentKind

SHORTEST_MAX = 1000  # milliseconds of work from which on a "max" set counts as done


class Tally:
    """The running count of one set. Times in milliseconds."""

    def __init__(self, plan: SetPlan) -> None:
        self.plan = plan
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

    @property
    def amount(self) -> int:
        """What a best is measured in: completed reps, or milliseconds of work."""
        return self.count if self.plan.reps else self._work

    def record(self) -> SetRecord:
        """The set as it is recorded in the session if it ends now."""
        tension = Tension(**{kind: spent / 1000 for kind, spent in self._spent.items() if kind in TENSION_KINDS})
        return replace(
            SetRecord.of(self.plan, self.count, self._outcome(), tension),
            rest=sum(self._spent.get(kind, 0) for kind in BETWEEN_SETS) / 1000,
            paused=self.paused / 1000,
            changes=tuple(self.changes),
        )

    @property
    def _work(self) -> int:
        return self._spent.get("work", 0)

    @property
    def complete(self) -> bool:
        """Whether it was done as planned; a "max" set, if it is over and anything was done."""
        if self.plan.max:
            return self.closed and (bool(self.reps) or self._work >= SHORTEST_MAX)
        return len(self.reps) >= self.plan.reps and self._work >= self.plan.work

    def _outcome(self) -> SetOutcome:
        if self.form_broken:
            return "form"
        if self.complete:
            return "done"
        return "stopped" if self.stopped else "skipped"


class Tallies:
    """The running counts of all sets of a workout; `bests` are those of earlier sessions."""

    def __init__(self, plans: Iterable[SetPlan], bests: Bests) -> None:
        self._tallies = {plan.key: Tally(plan) for plan in plans}
        self._earlier_bests = bests

    def __getitem__(self, plan: SetPlan) -> Tally:
        """The count of one set."""
        return self._tallies[plan.key]

    @property
    def records(self) -> tuple[SetRecord, ...]:
        """Every set that is over, in order, including the one in which the workout was stopped."""
        records = ((tally, tally.record()) for tally in self._tallies.values())
        return tuple(record for tally, record in records if tally.closed or (tally.stopped and record.tension.total))

    @property
    def bests(self) -> Bests:
        """The bests of earlier sessions, and of the "max" sets that are over."""
        bests = dict(self._earlier_bests)
        for tally in self._tallies.values():
            if tally.plan.max and tally.complete:
                bests[tally.plan.block] = max(tally.amount, bests.get(tally.plan.block, 0))
        return bests
