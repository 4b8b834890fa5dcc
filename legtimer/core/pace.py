"""How fast a rep was done: what a phase took, per rep, in the sets that were done whole."""

from legtimer.core.session import Session, SetRecord
from legtimer.core.tempo import Phase


def set_pace(session: Session, record: SetRecord, phase: Phase) -> float | None:
    """Milliseconds of a phase per rep in one set; None for a set that was cut short, or has no reps.

    A set cut short is left out because the rep it was cut in has spent time but does not count. Reps as planned, not
    as corrected, divide the time, because they are what was timed.
    """
    if record.ended != "done" or record.reps_planned < 1:
        return None
    performed: float = getattr(record.tension, phase) * 1000 / record.reps_planned
    block = session.block_of(record)
    if block is None or block.tempo is None or record.changes:
        return performed
    # One who goes back and repeats a phase has not been slower.
    planned: float = getattr(block.tempo, phase) * 1000
    return min(performed, planned)


def session_pace(session: Session, phase: Phase) -> int | None:
    """Milliseconds of a phase per rep, the mean over the sets done whole; None where there is none."""
    paces = [
        (pace, record.reps_planned) for record in session.sets if (pace := set_pace(session, record, phase)) is not None
    ]
    reps = sum(count for _, count in paces)
    return round(sum(pace * count for pace, count in paces) / reps) if reps else None
