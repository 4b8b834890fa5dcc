"""The record of a workout that took place: what was planned and what was done, set by set."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from legtimer.core.plan import SetKey, SetPlan, set_plans
from legtimer.core.preset import Block, Interval, Name, Preset, PresetId, Rounds, Side, Text, milliseconds
from legtimer.core.tempo import SECONDS, Phase

Status = Literal["running", "completed", "stopped", "interrupted"]
SetOutcome = Literal["done", "form", "skipped", "stopped"]
Back = Literal["fine", "tight", "pain"]
Source = Literal["entered", "imported"]  # by hand, or from another program; legtimer itself counted no such session
ENOUGH = 0.5  # of what was planned: only a workout of which more was done is praised
LONGEST_TIME = 1_000_000  # seconds

Timestamp = Annotated[datetime, Meta(tz=True, description="a date and time with its offset from UTC")]
Seconds = Annotated[float, Meta(ge=0, le=LONGEST_TIME, extra=SECONDS)]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]


# gc=False, as in presets: made of numbers, texts and tuples, these form no cycles. Looking for cycles among the 130,000
# parts of 20,000 sessions would stop the program for up to 90 ms, again and again.


class Tension(Struct, frozen=True, kw_only=True, gc=False):
    """Seconds under tension by phase; `work` for plain intervals, which have no phases."""

    up: Seconds = 0.0
    top: Seconds = 0.0
    down: Seconds = 0.0
    bottom: Seconds = 0.0
    work: Seconds = 0.0

    @property
    def total(self) -> float:
        """Seconds in all."""
        return self.up + self.top + self.down + self.bottom + self.work


class SetRecord(Struct, frozen=True, kw_only=True, gc=False):
    """One set as it was done. `block`, `round` and `set` count from 1; `rest` and `paused` are seconds.

    `side` is set where each side has sets of its own. A set that is `max` went on until a key ended it; its planned
    reps are those that were done. `changes` are the changes made on the way, in words.
    """

    block: Count
    round: Count = 1
    set: Count
    side: Side | None = None
    max: bool = False
    reps_planned: Count
    reps: Count
    ended: SetOutcome
    tension: Tension
    rest: Seconds = 0.0
    paused: Seconds = 0.0
    changes: tuple[Text, ...] = ()

    @classmethod
    def of(cls, plan: SetPlan, reps: int, ended: SetOutcome, tension: Tension) -> "SetRecord":
        """What was done of a planned set, without rest and pauses; of a "max" set, what was done was the plan."""
        return cls(
            block=plan.block,
            round=plan.round,
            set=plan.set,
            side=plan.side,
            max=plan.max,
            reps_planned=reps if plan.max else plan.reps,
            reps=reps,
            ended=ended,
            tension=tension,
        )

    @property
    def key(self) -> SetKey:
        """The key of the planned set."""
        return self.block, self.round, self.set, self.side

    @property
    def performed(self) -> bool:
        """Whether anything of it was done."""
        return self.reps > 0 or self.tension.total > 0

    @property
    def counts(self) -> bool:
        """Whether it counts as a set that was done, if only in part: a moment before it was skipped is not enough."""
        return self.reps > 0 or self.ended == "form" or (self.tension.work > 0 and self.ended != "skipped")

    @property
    def clean(self) -> bool:
        """Whether every planned rep was done, without a form break."""
        return self.ended == "done" and self.reps >= self.reps_planned


class Session(Struct, frozen=True, kw_only=True, gc=False):
    """A workout that took place; `started` and `ended` have their offset from UTC.

    `preset` is the file stem of its preset at that time, `preset_id` the preset's id, if it had one.
    """

    id: Text
    preset: Text
    preset_id: PresetId | None = None
    name: Name
    status: Status
    source: Source | None = None
    started: Timestamp
    ended: Timestamp | None = None
    effort: Annotated[int, Meta(ge=1, le=10)] | None = None
    back: Back | None = None
    note: Text | None = None
    rounds: Rounds = 1
    round_rest: Interval = 60.0
    blocks: tuple[Block, ...]
    sets: tuple[SetRecord, ...] = ()

    @property
    def day(self) -> date:
        """The local day on which it began."""
        return self.started.date()

    @property
    def clean(self) -> bool:
        """Whether every planned set was done in full, without a form break."""
        return len(self.sets) == self.sets_planned and all(record.clean for record in self.sets)

    @property
    def performed(self) -> bool:
        """Whether anything was done: a rep, or a moment under tension."""
        return any(record.performed for record in self.sets)

    @property
    def empty(self) -> bool:
        """Whether nothing was done, and neither effort, back nor note was given."""
        return not self.performed and self.effort is None and self.back is None and self.note is None

    @property
    def mostly_done(self) -> bool:
        """Whether more than half of the planned sets, reps and seconds of work were done."""
        work = sum(record.tension.work for record in self.sets if record.counts)
        parts = (
            (self.sets_performed, self.sets_planned),
            (self.reps, self.reps_planned),
            (work, self.work_planned),
        )
        return self.performed and all(done > ENOUGH * planned for done, planned in parts if planned)

    @property
    def form_break(self) -> bool:
        """Whether a set ended because form broke."""
        return any(record.ended == "form" for record in self.sets)

    @property
    def reps(self) -> int:
        """Reps done."""
        return sum(record.reps for record in self.sets)

    @property
    def reps_planned(self) -> int:
        """Reps planned for the whole workout, including sets that were never reached; of "max" sets those done."""
        planned = sum(plan.reps for plan in self.plans if not plan.max)
        return planned + sum(record.reps_planned for record in self.sets if record.max)

    @property
    def sets_performed(self) -> int:
        """Sets that were done, if only in part; not those that were skipped."""
        return sum(record.counts for record in self.sets)

    @property
    def plans(self) -> Iterator[SetPlan]:
        """Every set that was planned."""
        return set_plans(self.blocks, self.rounds)

    @property
    def sets_planned(self) -> int:
        """Sets planned for the whole workout, each side by itself."""
        return sum(1 for _ in self.plans)

    @property
    def work_planned(self) -> float:
        """Seconds of work planned for the whole workout, beside the reps; of "max" sets those done."""
        planned = sum(plan.work for plan in self.plans if not plan.max) / 1000
        return planned + sum(record.tension.work for record in self.sets if record.max)

    @property
    def tension(self) -> float:
        """Seconds under tension."""
        return sum(record.tension.total for record in self.sets)

    @property
    def tension_ms(self) -> int:
        """Milliseconds under tension."""
        return milliseconds(self.tension)

    def block_of(self, record: SetRecord) -> Block | None:
        """The block of a set; None if a hand-edited file names one that does not exist."""
        return self.blocks[record.block - 1] if 0 < record.block <= len(self.blocks) else None

    def set_pace(self, record: SetRecord, phase: Phase) -> float | None:
        """Milliseconds of a phase per rep in one set; None if the set was cut short or has no reps.

        A set cut short, as a "max" set is, does not count because its last rep took time but was not completed. The
        time is divided by the planned reps, not by the corrected ones, because the planned ones were timed.
        """
        if record.ended != "done" or record.max or record.reps_planned < 1:
            return None
        performed: float = getattr(record.tension, phase) * 1000 / record.reps_planned
        block = self.block_of(record)
        if block is None or block.tempo is None or record.changes:
            return performed
        # Going back to repeat a phase takes time but does not make the rep slower.
        planned: float = getattr(block.tempo, phase) * 1000
        return min(performed, planned)

    def pace(self, phase: Phase) -> int | None:
        """Milliseconds of a phase per rep, the mean over the sets done in full; None if there are none."""
        paces = [(self.set_pace(record, phase), record.reps_planned) for record in self.sets]
        known = [(pace, reps) for pace, reps in paces if pace is not None]
        reps = sum(reps for _, reps in known)
        return round(sum(pace * reps for pace, reps in known) / reps) if reps else None

    def to_preset(self, current: Preset | None) -> Preset:
        """The plan of this session as a preset, to do it again.

        A session has no cues: they come from its preset as it is now, if it still exists, for blocks of the same name.
        """
        if current is None:
            return Preset(
                id=self.preset_id,
                name=self.name,
                rounds=self.rounds,
                round_rest=self.round_rest,
                blocks=self.blocks,
            )
        cues = {block.name: block.cues for block in current.blocks}
        blocks = tuple(replace(block, cues=cues.get(block.name, block.cues)) for block in self.blocks)
        return replace(current, rounds=self.rounds, round_rest=self.round_rest, blocks=blocks)


class SessionSummary(Struct, frozen=True, kw_only=True, gc=False):
    """What a line in a list shows of a session, small enough to keep twenty thousand of them in memory."""

    id: str
    preset: str
    name: str
    status: Status
    started: datetime
    reps: int
    reps_planned: int
    tension_ms: int
    effort: int | None
    back: Back | None
    form_break: bool
    clean: bool
    sets_performed: int
    sets_planned: int

    @property
    def day(self) -> date:
        """The local day on which it began."""
        return self.started.date()


def summarize(session: Session) -> SessionSummary:
    """The summary of a session."""
    return msgspec.convert(session, SessionSummary, from_attributes=True)
