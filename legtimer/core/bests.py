"""Bests: the most there has been in one session of a preset, by measure. A new measure is a line in the table.

Every recorded rep is a clean one: a set that breaks form ends at its last clean rep.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from msgspec import Struct

from legtimer.core.session import Session

Measure = Literal["reps in a set", "reps", "tension", "lowering"]


class Best(Struct, frozen=True):
    """A value and the session it is from. `tension` and `lowering` are milliseconds, the others reps."""

    value: int
    started: datetime
    session: str


def _slowest_lowering(session: Session) -> int:
    """Milliseconds of down per rep in the slowest set."""
    paces = (session.set_pace(record, "down") for record in session.sets)
    return round(max((pace for pace in paces if pace is not None), default=0))


MEASURES: dict[Measure, Callable[[Session], int]] = {
    "reps in a set": lambda session: max((record.reps for record in session.sets), default=0),
    "reps": lambda session: session.reps,
    "tension": lambda session: session.tension_ms,
    "lowering": _slowest_lowering,
}


def update_bests(bests: dict[Measure, Best], session: Session) -> None:
    """Replace the bests that a session exceeds; of equal ones the earliest stays, and 0 is never a best."""
    for measure, value_of in MEASURES.items():
        new = Best(value_of(session), session.started, session.id)
        if new.value > 0:
            bests[measure] = min(bests.get(measure, new), new, key=lambda b: (-b.value, b.started, b.session))
