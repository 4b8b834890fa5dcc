"""Bests: the most there has been in one session of a preset, measure by measure. A new measure is a line in the table.

Every rep in a record is a clean one: a set that breaks form ends at its last clean rep.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from msgspec import Struct

from legtimer.core.pace import set_pace
from legtimer.core.preset import milliseconds
from legtimer.core.session import Session

Measure = Literal["reps in a set", "reps", "tension", "lowering"]


class Best(Struct, frozen=True, order=True):
    """How much there was, and in which session. Reps, or milliseconds."""

    value: int
    started: datetime
    session: str


def _reps_in_a_set(session: Session) -> int:
    return max((record.reps for record in session.sets), default=0)


def _reps(session: Session) -> int:
    return session.reps


def _tension(session: Session) -> int:
    return milliseconds(session.tension)


def _lowering(session: Session) -> int:
    """The slowest set, milliseconds of down per rep."""
    paces = (set_pace(session, record, "down") for record in session.sets)
    return round(max((pace for pace in paces if pace is not None), default=0))


MEASURES: dict[Measure, Callable[[Session], int]] = {
    "reps in a set": _reps_in_a_set,
    "reps": _reps,
    "tension": _tension,
    "lowering": _lowering,
}


def better(best: Best | None, session: Session, value: int) -> Best | None:
    """The best so far beside one more session; of equals the earlier stands, and 0 is none."""
    if value <= 0 or (best is not None and value < best.value):
        return best
    new = Best(value, session.started, session.id)
    if best is None or value > best.value:
        return new
    return min(best, new)
