"""Times, counts and plans as text for a person."""

from datetime import datetime

from legtimer.core.load import Unit, load_text
from legtimer.core.preset import Block, Preset
from legtimer.core.session import Session, SessionSummary

# How a session ended, by its status; empty where nothing need be said.
OUTCOMES = {"completed": "", "stopped": "ended early", "interrupted": "interrupted", "running": "under way"}


def outcome_text(session: Session | SessionSummary) -> str:
    """How a session ended, in a word or two: `done` only if every planned rep was."""
    if session.status != "completed":
        return OUTCOMES[session.status]
    return "form break" if session.form_break else "done" if session.clean else "skipped"


def clock_text(milliseconds: int) -> str:
    """`4:12`, or `1:04:12` from an hour on; seconds are rounded up."""
    seconds = -(-milliseconds // 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def seconds_left(milliseconds: int) -> str:
    """The number a countdown shows, rounded up: 2 from 2000 down to 1001; with minutes from 100 s on."""
    seconds = -(-milliseconds // 1000)
    return str(seconds) if seconds < 100 else clock_text(milliseconds)


def count_text(number: int, noun: str) -> str:
    """`1 set`, `3 sets`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def reps_text(reps: int, planned: int) -> str:
    """`28/30`; empty if no reps were planned."""
    return f"{reps}/{planned}" if planned else ""


def day_and_time(moment: datetime) -> str:
    """`Sun 22 Nov 18:30`, in the moment's own time zone."""
    return f"{moment:%a} {moment.day} {moment:%b %H:%M}"


def tempo_text(block: Block) -> str:
    """`UP 2 · top 0 · DOWN 4 · bottom 0`, or `20 s of work` for plain intervals."""
    if block.tempo:
        return block.tempo.words
    return f"work {amount_text(block)}" if block.max else f"{amount_text(block)} of work"


def set_reps_text(block: Block) -> str:
    """The reps of each set: `10`, `12, 10, 8` or `as many as you can`; empty for work."""
    if block.reps == "max":
        return "as many as you can"
    return ", ".join(map(str, block.reps)) if isinstance(block.reps, tuple) else str(block.reps or "")


def amount_text(block: Block) -> str:
    """What each set of an exercise consists of: `10 reps`, `12, 10, 8 reps`, `20 s` or `as long as you can`."""
    if block.work is not None:
        return "as long as you can" if block.work == "max" else f"{block.work:g} s"
    if block.reps == "max":
        return "as many reps as you can"
    return f"{set_reps_text(block)} {'rep' if block.reps == 1 else 'reps'}"


def best_text(block: Block, best: int) -> str:
    """A best in a "max" set of an exercise, given in reps or milliseconds of work: `14 reps`, or `47 s`."""
    return count_text(best, "rep") if block.work is None else f"{best // 1000} s"


def plan_text(block: Block, units: Unit | None = None) -> str:
    """The sets of an exercise, such as `3 sets of 10 reps, 60 s rest`; the load in these units, or in its own."""
    sets = f"{count_text(block.sets, 'set')}{',' if block.max else ' of'} {amount_text(block)}"
    sides = {"both": "", "alternate": ", alternating", "each": " on each side"}[block.sides]
    load = f", {load_text(block.load, units)}" if load_text(block.load) else ""
    rest = f", {block.rest:g} s rest" if block.sets > 1 else ""
    return f"{sets}{sides}{load}{rest}"


def rounds_text(plan: Preset | Session) -> str:
    """`3 rounds, 60 s rest between them`; empty for one."""
    return f"{plan.rounds} rounds, {plan.round_rest:g} s rest between them" if plan.rounds > 1 else ""
