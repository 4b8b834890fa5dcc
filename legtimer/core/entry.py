"""Sessions that a person enters: a workout done without legtimer, or one that legtimer did not count to its end.

Sets are counted as people count them: a set for each side is one set. What was done in it is a number of reps or, for
work, of seconds.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from legtimer.core.parsing import read_whole_number
from legtimer.core.plan import SetPlan, set_plans
from legtimer.core.preset import LONGEST_INTERVAL, LONGEST_TEXT, MOST_REPS, Block, Preset
from legtimer.core.printable import one_line
from legtimer.core.session import Back, Session, SetOutcome, SetRecord, Status, Tension

EFFORTS: Mapping[str, int | None] = {"": None, **{str(number): number for number in range(1, 11)}}
BACKS: Mapping[str, Back | None] = {"": None, **{back: back for back in get_args(Back)}}


class Entry(Struct, frozen=True, kw_only=True):
    """What a person says was done. Without `sets` and `amounts`, it was done as planned.

    `amounts` are the reps or seconds of each set; a single one holds for every set.
    """

    sets: int | None = None
    amounts: tuple[int, ...] = ()
    effort: int | None = None
    back: Back | None = None
    note: str | None = None


def read_entry(texts: Mapping[str, str]) -> Entry:
    """The entry in the texts of a form: `sets`, `reps`, `effort`, `back`, `note`. An empty text is the same as none.

    Raises:
        ValueError: a text does not fit its field; the message says what was found and what was expected.
    """
    effort, back = texts.get("effort", "").strip(), texts.get("back", "").strip().lower()
    note = one_line(texts.get("note", ""))
    if effort not in EFFORTS:
        raise ValueError(f"effort: found {effort!r}, expected a whole number from 1 to 10")
    if back not in BACKS:
        raise ValueError(f"back: found {back!r}, expected fine, tight or pain")
    if len(note) > LONGEST_TEXT:
        raise ValueError(f"note: found {len(note)} characters, expected at most {LONGEST_TEXT}")
    sets, reps = texts.get("sets", "").strip(), texts.get("reps", "").replace(";", ",").split(",")
    return Entry(
        sets=read_whole_number(sets) if sets else None,
        amounts=tuple(read_whole_number(part) for part in reps if part.strip()),
        effort=EFFORTS[effort],
        back=BACKS[back],
        note=note or None,
    )


def planned_texts(preset: Preset) -> dict[str, str]:
    """What to type as `sets` and `reps` for a workout that was done as planned; no reps if it has "max" sets."""
    sets = _sets(preset.blocks, preset.rounds)
    planned = [] if any(plans[0].max for plans in sets) else [_amount(plans[0]) for plans in sets]
    same = len(set(planned)) == 1
    return {"sets": str(len(sets)), "reps": ", ".join(map(str, planned[:1] if same else planned))}


def done_text(session: Session) -> str:
    """What to type as `reps` for the sets of a session as they were done; 0 for a set that was not reached."""
    done = {record.key: record.reps or round(record.tension.work) for record in session.sets}
    sets = _sets(session.blocks, session.rounds)
    return ", ".join(str(max(done.get(plan.key, 0) for plan in plans)) for plans in sets)


def enter(stem: str, preset: Preset, entry: Entry, started: datetime | None, now: datetime) -> Session:
    """A session of a preset that was done elsewhere; without `started`, it has ended just now.

    Raises:
        ValueError: it does not fit the preset, nothing was done, or it is in the future.
    """
    preset = _with_more_sets(preset, max(entry.sets or 0, len(entry.amounts)))
    sets = _sets(preset.blocks, preset.rounds)
    records = _records(preset.blocks, sets, entry)
    lasted = timedelta(seconds=round(_rests(preset, records) + sum(record.tension.total for record in records)))
    started = (started or now - lasted).replace(microsecond=0)
    if started > now:
        raise ValueError(f"found {started:%Y-%m-%d %H:%M}, expected a time in the past")
    return Session(
        id="",
        preset=stem,
        preset_id=preset.id,
        name=preset.name,
        status=_status(sets, records),
        source="entered",
        started=started,
        ended=min(started + lasted, now.replace(microsecond=0)),
        effort=entry.effort,
        back=entry.back,
        note=entry.note,
        rounds=preset.rounds,
        round_rest=preset.round_rest,
        blocks=preset.blocks,
        sets=records,
    )


def corrected(session: Session, entry: Entry) -> Session:
    """The session with its sets as a person says they were; a set whose reps were right keeps what was timed.

    Raises:
        ValueError: it does not fit what was planned, or nothing was done.
    """
    timed = {record.key: record for record in session.sets}
    sets = _sets(session.blocks, session.rounds)
    entered = _records(session.blocks, sets, entry)
    records = tuple(old if (old := timed.get(new.key)) is not None and _agree(old, new) else new for new in entered)
    return replace(session, status=_status(sets, records), source="entered", sets=records)


def _agree(old: SetRecord, new: SetRecord) -> bool:
    same = old.reps == new.reps and round(old.tension.work) == round(new.tension.work)
    return same and old.performed and (old.ended == "done" or new.ended != "done")


def _with_more_sets(preset: Preset, sets: int) -> Preset:
    """The preset with `sets` sets, if that is more than planned and there is only one exercise; else unchanged."""
    block = preset.blocks[0]
    if len(preset.blocks) > 1 or preset.rounds > 1 or sets <= block.sets:
        return preset
    reps = (*block.reps, *[block.reps[-1]] * (sets - block.sets)) if isinstance(block.reps, tuple) else block.reps
    return replace(preset, blocks=(replace(block, sets=sets, reps=reps),))


def _sets(blocks: Sequence[Block], rounds: int) -> list[list[SetPlan]]:
    """Every planned set, with a plan for each of its sides."""
    return [list(sides) for _, sides in groupby(set_plans(blocks, rounds), lambda plan: plan.key[:3])]


def _amount(plan: SetPlan) -> int:
    return plan.reps or round(plan.work / 1000)


def _records(blocks: Sequence[Block], sets: Sequence[Sequence[SetPlan]], entry: Entry) -> tuple[SetRecord, ...]:
    amounts: Sequence[int | None] = entry.amounts
    if entry.sets is not None:
        count = entry.sets
    elif len(amounts) > 1:
        count = len(amounts)
    else:
        count = len(sets)
    if not 1 <= count <= len(sets):
        raise ValueError(f"found {count} sets, expected 1 to {len(sets)}")
    if len(amounts) not in (0, 1, count):
        raise ValueError(f"found reps for {len(amounts)} sets, expected them for {count}, or one number for all")
    if len(amounts) <= 1:
        amounts = [amounts[0] if amounts else None] * count
    pairs = zip(sets, amounts, strict=False)
    records = tuple(_record(blocks[plan.block - 1], plan, amount) for plans, amount in pairs for plan in plans)
    if not any(record.performed for record in records):
        raise ValueError("found no reps in any set, expected some in at least one")
    return records


def _record(block: Block, plan: SetPlan, amount: int | None) -> SetRecord:
    """One set; without an amount, it was done as planned."""
    if amount is None and plan.max:
        raise ValueError(f"found no reps or seconds, expected them: {block.name} goes on until you end the set")
    most = MOST_REPS if plan.reps else LONGEST_INTERVAL
    if amount is not None and not 0 <= amount <= most:
        raise ValueError(f"found {amount} {'reps' if plan.reps else 'seconds'}, expected 0 to {most}")
    reps, work = plan.reps, plan.work / 1000
    if amount is not None and plan.reps:
        reps = amount
    elif amount is not None:
        work = float(amount)
    tension = {phase: reps * duration / 1000 for phase, duration in block.rep_phases}
    return SetRecord.of(plan, reps, _outcome(plan, reps or work, amount), Tension(work=work, **tension))


def _outcome(plan: SetPlan, done: float, amount: int | None) -> SetOutcome:
    if not done:
        return "skipped"
    return "done" if amount is None or plan.max or amount >= _amount(plan) else "stopped"


def _status(sets: Sequence[Sequence[SetPlan]], records: Sequence[SetRecord]) -> Status:
    complete = len(records) == sum(len(sides) for sides in sets) and all(record.clean for record in records)
    return "completed" if complete else "stopped"


def _rests(preset: Preset, records: Sequence[SetRecord]) -> float:
    """Seconds of the planned rests between the sets that were done."""
    sets = {record.key[:3]: preset.blocks[record.block - 1].rest for record in records}
    return sum(list(sets.values())[:-1])
