"""What to report about a session that was, or was not, saved."""

from legtimer.core.formatting import count_text
from legtimer.core.printable import printable
from legtimer.runtime.session_writer import SessionWriter
from legtimer.storage.session_file import session_text


def unsaved_lines(session_writer: SessionWriter) -> list[str]:
    """Say why a session is not in the history, and where it is, or what it holds. Waits for the disk."""
    session_writer.settle()
    if session_writer.problem is None:
        return []
    why = f"This session could not be saved: {session_writer.problem}."
    if session_writer.copy is not None:
        return [
            why,
            f"A copy is in {session_writer.copy}. The next start moves it into your history.",
        ]
    return [
        why,
        "Nor could a copy be saved elsewhere. This is what it holds:",
        *session_text(session_writer.session).splitlines(),
    ]


def saved_line(session_writer: SessionWriter) -> str | None:
    """Say what of a workout was saved; None if nothing was done, or it was not saved. Waits for the disk."""
    session_writer.settle()
    session = session_writer.session
    if session_writer.problem is not None or not session.id or not session.performed:
        return None
    parts = [printable(session.name), count_text(session.sets_performed, "set")]
    if session.reps_planned:
        parts.append(f"{session.reps} of {count_text(session.reps_planned, 'rep')}")
    else:
        parts.append(f"{session.tension:.0f} of {session.work_planned:.0f} s of work")
    return f"Saved: {', '.join(parts)}."
