"""How long a phase of a rep took, in the sets that were done in full."""

from legtimer.core.session import Session, SetRecord
from legtimer.core.tempo import Phase


def set_pace(session: Session, record: SetRecord, phase: Phase) -> float | None:
    """Milliseconds of a phase per rep in one set; None if the set was cut short or has no reps.

    A set cut short does not count because its last rep took time but was not completed. The time is divided by the
    planned reps, not by the corrected ones, because the planned ones were timed.
    """
    if record.ended != "done" or record.reps_planned < 1:
        return None
    performed: float = getattr(record.tension, phase) * 1000 / record.reps_planned
    block = session.block_of(record)
    if block is None or block.tempo is None or record.changes:
        return performed
    # Going back to repeat a phase takes time but does not make the rep slower.
    planned: float = getattr(block.tempo, phase) * 1000
    return min(performed, planned)


def session_pace(session: Session, phase: Phase) -> int | None:
    """Milliseconds of a phase per rep, the mean over the sets done in full; None if there are none."""
    paces = [(set_pace(session, record, phase), record.reps_planned) for record in session.sets]
    known = [(pace, reps) for pace, reps in paces if pace is not None]
    reps = sum(reps for _, reps in known)
    return round(sum(pace * reps for pace, reps in known) / reps) if reps else None
