"""The record of a workout that took place: what was planned and what was done, set by set."""

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from legtimer.core.preset import Block, Name, Preset, Text, milliseconds
from legtimer.core.tempo import SECONDS, Phase

Status = Literal["running", "completed", "stopped", "interrupted"]
SetOutcome = Literal["done", "form", "skipped", "stopped"]
Back = Literal["fine", "tight", "pain"]
Source = Literal["entered", "imported"]  # by hand, or from another program; legtimer itself counted no such session
LONGEST_TIME = 1_000_000  # seconds

Timestamp = Annotated[datetime, Meta(tz=True, description="a date and time with its offset from UTC")]
Seconds = Annotated[float, Meta(ge=0, le=LONGEST_TIME, extra=SECONDS)]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]


class Tension(Struct, frozen=True, kw_only=True):
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


class SetRecord(Struct, frozen=True, kw_only=True):
    """One set as it was done. `block` and `set` count from 1; `rest` and `paused` are seconds.

    `changes` are the changes made on the way, in words.
    """

    block: Count
    set: Count
    reps_planned: Count
    reps: Count
    ended: SetOutcome
    tension: Tension
    rest: Seconds = 0.0
    paused: Seconds = 0.0
    changes: tuple[Text, ...] = ()

    @property
    def performed(self) -> bool:
        """Whether anything of it was done."""
        return self.reps > 0 or self.tension.total > 0

    @property
    def clean(self) -> bool:
        """Whether every planned rep was done, without a form break."""
        return self.ended == "done" and self.reps >= self.reps_planned


class Session(Struct, frozen=True, kw_only=True):
    """A workout that took place; `started` and `ended` have their offset from UTC."""

    id: Text
    preset: Text
    name: Name
    status: Status
    source: Source | None = None
    started: Timestamp
    ended: Timestamp | None = None
    effort: Annotated[int, Meta(ge=1, le=10)] | None = None
    back: Back | None = None
    note: Text | None = None
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
    def form_break(self) -> bool:
        """Whether a set ended because form broke."""
        return any(record.ended == "form" for record in self.sets)

    @property
    def reps(self) -> int:
        """Reps done."""
        return sum(record.reps for record in self.sets)

    @property
    def reps_planned(self) -> int:
        """Reps planned for the whole workout, including sets that were never reached."""
        return sum(block.sets * (block.reps or 0) for block in self.blocks)

    @property
    def sets_performed(self) -> int:
        """Sets of which anything was done."""
        return sum(record.performed for record in self.sets)

    @property
    def sets_planned(self) -> int:
        """Sets planned for the whole workout."""
        return sum(block.sets for block in self.blocks)

    @property
    def work_planned(self) -> float:
        """Seconds of work planned for the whole workout, beside the reps."""
        return sum(block.sets * (block.work or 0.0) for block in self.blocks)

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

        A set cut short does not count because its last rep took time but was not completed. The time is divided by the
        planned reps, not by the corrected ones, because the planned ones were timed.
        """
        if record.ended != "done" or record.reps_planned < 1:
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
            return Preset(name=self.name, blocks=self.blocks)
        cues = {block.name: block.cues for block in current.blocks}
        blocks = tuple(replace(block, cues=cues.get(block.name, block.cues)) for block in self.blocks)
        return replace(current, blocks=blocks)


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
