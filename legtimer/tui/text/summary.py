"""What the summary says of a workout in large letters."""

from typing import NamedTuple

from legtimer.core.formatting import clock_text
from legtimer.core.preset import milliseconds
from legtimer.core.session import Session

HEADINGS = ("DONE", "ENDED")


class Number(NamedTuple):
    """A number and what it counts."""

    text: str
    caption: str


def heading(session: Session) -> str:
    """Return `DONE` for a workout that was performed to its end, otherwise a neutral word."""
    return "DONE" if session.status == "completed" and session.mostly_done else "ENDED"


def numbers(session: Session) -> tuple[Number, Number, Number]:
    """Return what was done: reps and time under tension, or seconds of work and the time in all; and the sets."""
    sets = Number(f"{session.sets_performed}/{session.sets_planned}", "sets")
    open_ended = any(block.max for block in session.blocks)
    if session.reps_planned:
        reps = Number(f"{session.reps}" if open_ended else f"{session.reps}/{session.reps_planned}", "reps")
        return reps, Number(clock_text(session.tension_ms), "under tension"), sets
    done = f"{session.tension:.0f}"
    work = Number(done if open_ended else f"{done}/{session.work_planned:.0f}", "seconds of work")
    return work, Number(duration(session), "in all"), sets


def duration(session: Session) -> str:
    """Return how long the session took, from its start to its end; empty if its end is not known."""
    return clock_text(milliseconds((session.ended - session.started).total_seconds())) if session.ended else ""
