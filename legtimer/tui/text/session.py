"""A session in words and lines: planned against performed, set by set."""

from collections.abc import Iterable

from textual.content import Content

from legtimer.core.formatting import clock_text, count_text, reps_text
from legtimer.core.preset import Block, milliseconds
from legtimer.core.session import Session, SetRecord

STATUS = {
    "completed": "completed",
    "stopped": "ended early",
    "interrupted": "interrupted; this is what was saved",
    "running": "still under way",
}
ENDED = {"done": "", "form": "form break", "skipped": "skipped", "stopped": "ended here"}
PHASES = ("up", "top", "down", "bottom", "work")
BACK = {"fine": "$text-success", "tight": "bold $text-warning", "pain": "bold reverse $text-error"}


def head(session: Session) -> Content:
    """What it was, when, and how it ended."""
    when = f"{session.started:%a} {session.started.day} {session.started:%b %Y, %H:%M}"
    took = f", {clock_text(_took(session))} in all" if session.ended else ""
    return Content("\n").join(
        [Content.styled(session.name, "bold"), Content(f"{when}{took}, {STATUS[session.status]}")]
    )


def said(session: Session) -> Content:
    """Effort, back and note, which a person may still give or change."""
    effort = Content.styled(f"{session.effort} of 10", "bold") if session.effort else Content.styled("not said", "dim")
    back = Content.styled(session.back, BACK[session.back]) if session.back else Content.styled("not said", "dim")
    note = Content(session.note) if session.note else Content.styled("none", "dim")
    return Content.assemble("Effort  ", effort, "      Back  ", back, "\nNote    ", note)


def tension_lines(session: Session, width: int) -> Content:
    """Seconds under tension by phase, planned against performed, as bars no wider than that."""
    performed = {phase: sum(getattr(record.tension, phase) for record in session.sets) for phase in PHASES}
    planned = {phase: sum(block.sets * _planned(block, phase) for block in session.blocks) for phase in PHASES}
    shown = [phase for phase in PHASES if performed[phase] or planned[phase]]
    longest = max((max(performed[phase], planned[phase]) for phase in shown), default=0)
    room = max(8, min(60, width - 26))
    lines = [Content.styled(f"Under tension {clock_text(session.tension_ms)}", "bold")]
    for phase in shown:
        done, rest = round(performed[phase] / longest * room), 0
        rest = max(0, round(planned[phase] / longest * room) - done)
        numbers = f"{clock_text(milliseconds(performed[phase])):>6} of {clock_text(milliseconds(planned[phase]))}"
        bar = Content.assemble(("━" * done, "$primary"), ("─" * rest, "dim"))
        lines.append(Content.assemble(f"{phase:7}", f"{numbers:16}", " ", bar))
    return Content("\n").join(lines)


def what_was_done(session: Session) -> Content:
    """Block by block: the plan, and a line for every set, those never reached among them."""
    parts: list[Content] = []
    for number, block in enumerate(session.blocks, 1):
        records = [record for record in session.sets if record.block == number]
        parts += [*_block(block, records, len(session.blocks) > 1), Content("")]
    strays = [record for record in session.sets if session.block_of(record) is None]
    parts += [_set(record, ()) for record in strays]
    return Content("\n").join(parts)


def _block(block: Block, records: Iterable[SetRecord], named: bool) -> Iterable[Content]:
    what = count_text(block.reps, "rep") if block.reps else f"{block.work or 0:g} s of work"
    tempo = f"\n{block.tempo.words}" if block.tempo else ""
    load = f", {block.load:g} kg" if block.load else ""
    name = f"{block.name}: " if named else ""
    yield Content.styled(
        f"{name}{count_text(block.sets, 'set')} of {what} planned{load}, {block.rest:g} s rest", "bold"
    )
    yield from ([Content.styled(tempo.strip(), "dim")] if tempo else [])
    phases = [phase for phase in PHASES if _planned(block, phase)]
    titles = "".join(f"{phase:>8}" for phase in phases)
    yield Content.styled(f"set{'reps':>8}{titles}{'rest':>7}", "dim")
    done = list(records)
    yield from (_set(record, phases) for record in done)
    reached = {record.set for record in done}
    yield from (
        Content.styled(f"{number:3}{reps_text(0, block.reps or 0):>8}   not reached", "dim")
        for number in range(1, block.sets + 1)
        if number not in reached
    )


def _set(record: SetRecord, phases: Iterable[str]) -> Content:
    seconds = "".join(f"{round(getattr(record.tension, phase), 1):8g}" for phase in phases)
    rest = f"{round(record.rest, 1):7g}" if record.rest else f"{'':7}"
    paused = f"paused {clock_text(milliseconds(record.paused))}" if record.paused else ""
    short = record.reps < record.reps_planned
    remarks = ", ".join(filter(None, (ENDED[record.ended], paused, *record.changes)))
    reps = (f"{reps_text(record.reps, record.reps_planned):>8}", "$text-warning" if short else "")
    return Content.assemble(f"{record.set:3}", reps, seconds, rest, f"  {remarks}")


def _planned(block: Block, phase: str) -> float:
    """Seconds of a phase in one set."""
    if phase == "work":
        return block.work or 0.0
    return (block.reps or 0) * float(getattr(block.tempo, phase)) if block.tempo else 0.0


def _took(session: Session) -> int:
    return round((session.ended - session.started).total_seconds() * 1000) if session.ended else 0
