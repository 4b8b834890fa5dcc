"""What the screens say about a session: planned against performed, set by set."""

from collections.abc import Iterator, Sequence

from textual.content import Content

from legtimer.core.formatting import clock_text, plan_text, reps_text, rounds_text
from legtimer.core.load import Unit
from legtimer.core.plan import SetPlan
from legtimer.core.preset import PHASE_ORDER, Block, milliseconds
from legtimer.core.session import Session, SetRecord
from legtimer.tui.text.styles import BACK_STYLES, HINT, PHASE_STYLES
from legtimer.tui.text.summary import duration

STATUS = {
    "completed": "completed",
    "stopped": "ended early",
    "interrupted": "interrupted; this is what was saved",
    "running": "still under way",
}
SOURCES = {"entered": "entered by hand", "imported": "imported"}
SET_ENDINGS = {"done": "", "form": "form break", "skipped": "skipped", "stopped": "ended here"}
PHASES = (*PHASE_ORDER["up"], "work")
NARROW = 50  # cells; in less room the columns of a table are as narrow as they can be, and remarks have a line
NOT_GIVEN = Content.styled("not given", HINT)


def session_heading(session: Session) -> Content:
    """Return the name, the date, the duration, how the session ended, and where it comes from if it was not timed."""
    when = f"{session.started:%a} {session.started.day} {session.started:%b %Y, %H:%M}"
    took = f", {duration(session)} in all" if session.ended else ""
    source = f", {SOURCES[session.source]}" if session.source else ""
    return Content("\n").join(
        [Content.styled(session.name, "bold"), Content(f"{when}{took}, {STATUS[session.status]}{source}")]
    )


def feedback_text(session: Session) -> Content:
    """Return effort, back and note, which can still be changed."""
    effort = Content.styled(f"{session.effort} of 10", "bold") if session.effort else NOT_GIVEN
    back = Content.styled(session.back, BACK_STYLES[session.back]) if session.back else NOT_GIVEN
    note = Content(session.note) if session.note else Content.styled("none", HINT)
    return Content.assemble("Effort  ", effort, "      Back  ", back, "\nNote    ", note)


def tension_bars(session: Session, width: int) -> Content:
    """Return the time under tension of each phase, planned against performed, as bars at most `width` cells long."""
    performed = {phase: sum(getattr(record.tension, phase) for record in session.sets) for phase in PHASES}
    planned = {phase: _planned_in_all(session, phase) for phase in PHASES}
    shown = [phase for phase in PHASES if performed[phase] or planned[phase]]
    longest = max((max(performed[phase], planned[phase]) for phase in shown), default=0)
    bar_width = max(8, min(60, width - 26))
    lines = [Content.styled(f"Under tension {clock_text(session.tension_ms)}", "bold")]
    for phase in shown:
        done = round(performed[phase] / longest * bar_width)
        missing = max(0, round(planned[phase] / longest * bar_width) - done)
        numbers = f"{clock_text(milliseconds(performed[phase])):>6} of {clock_text(milliseconds(planned[phase]))}"
        bar = Content.assemble(("━" * done, PHASE_STYLES[phase]), ("─" * missing, HINT))
        lines.append(Content.assemble(f"{phase:7}", f"{numbers:16}", " ", bar))
    return Content("\n").join(lines)


def sets_table(session: Session, width: int, units: Unit | None = None) -> Content:
    """Return, for each block, the plan and a line for every set, including those that were not reached.

    `width` is the room for it, in cells. Loads are in `units`; without them, each is in its own.
    """
    narrow = width < NARROW
    lines: list[Content] = []
    if rounds := rounds_text(session):
        lines += [Content.styled(f"Planned: {rounds}", "bold"), Content("")]
    for number, block in enumerate(session.blocks, 1):
        lines += [*_block_lines(session, number, block, units, narrow), Content("")]
    lines += [_set_line(record, (), narrow) for record in session.sets if session.block_of(record) is None]
    return Content("\n").join(lines)


def _block_lines(session: Session, number: int, block: Block, units: Unit | None, narrow: bool) -> Iterator[Content]:
    name = f"{block.name}: planned " if len(session.blocks) > 1 else "Planned: "
    yield Content.styled(f"{name}{plan_text(block, units)}", "bold")
    if block.tempo:
        yield Content.styled(block.tempo.words, HINT)
    phases = [phase for phase in PHASES if _planned(block, phase)]
    titles = ("reps", *phases, "rest")
    yield Content.styled("set" + "".join(title.rjust(_column(title, narrow)) for title in titles), HINT)
    records = [record for record in session.sets if record.block == number]
    for record in records:
        yield _set_line(record, phases, narrow)
    reached = {record.key for record in records}
    for plan in session.plans:
        if plan.block == number and plan.key not in reached:
            reps = "" if plan.max else reps_text(0, plan.reps)
            reps = reps.rjust(_column("reps", narrow))
            yield Content.styled(f"{plan.set:3}{reps}   {_remarks(plan, 'not reached')}", HINT)


def _column(title: str, narrow: bool) -> int:
    """Return the width of a column of the table."""
    if narrow:
        return 6 if title == "reps" else max(5, len(title) + 1)
    return 7 if title == "rest" else 8


def _remarks(of: SetRecord | SetPlan, *remarks: str) -> str:
    """Return the round after the first, the side, and the remarks on a set."""
    return ", ".join(filter(None, (f"round {of.round}" if of.round > 1 else "", of.side, *remarks)))


def _set_line(record: SetRecord, phases: Sequence[str], narrow: bool) -> Content:
    is_short = record.reps < record.reps_planned
    reps = reps_text(record.reps, record.reps_planned).rjust(_column("reps", narrow))
    tension = "".join(f"{round(getattr(record.tension, phase), 1):g}".rjust(_column(phase, narrow)) for phase in phases)
    rest = (f"{round(record.rest, 1):g}" if record.rest else "").rjust(_column("rest", narrow))
    paused = f"paused {clock_text(milliseconds(record.paused))}" if record.paused else ""
    remarks = _remarks(record, "max" if record.max else "", SET_ENDINGS[record.ended], paused, *record.changes)
    line = Content.assemble(f"{record.set:3}", (reps, "$text-warning" if is_short else ""), tension, rest)
    return line.append(f"\n   {remarks}" if narrow else f"  {remarks}") if remarks else line


def _planned_in_all(session: Session, phase: str) -> float:
    """The planned seconds of a phase; of "max" sets those that were done."""
    done: float = sum(getattr(record.tension, phase) for record in session.sets if record.max)
    return done + session.rounds * sum(_planned(block, phase) for block in session.blocks if not block.max)


def _planned(block: Block, phase: str) -> float:
    """The planned seconds of a phase in all sets of one round, guessed for "max"."""
    sides = len(block.set_sides)
    if phase == "work":
        return sides * block.sets * block.set_work / 1000
    return sides * sum(block.set_reps) * float(getattr(block.tempo, phase)) if block.tempo else 0.0
