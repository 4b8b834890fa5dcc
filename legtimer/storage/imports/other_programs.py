"""Sessions from the CSV of other programs: a row for each set, with a date, an exercise, and reps or seconds.

None of these programs records a tempo: reps are taken to last two seconds up and two down, unless the row says how long
the set took.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from legtimer.core.formatting import count_text
from legtimer.core.load import HEAVIEST, KILOGRAMS, Load, Unit, kilograms
from legtimer.core.parsing import (
    AmbiguousDateError,
    day_comes_first,
    read_duration,
    read_moment,
    read_number,
    read_whole_number,
)
from legtimer.core.preset import LONGEST_INTERVAL, LONGEST_TEXT, MOST_REPS, MOST_SETS, Block
from legtimer.core.printable import one_line
from legtimer.core.session import LONGEST_TIME, Session, SetRecord, Tension
from legtimer.core.tempo import LONGEST_PHASE, SHORTEST_MOVE, Tempo
from legtimer.storage.imports.columns import find_columns
from legtimer.storage.imports.table import Row, Table, same_name
from legtimer.storage.toml_file import BadFileError

NOT_SETS = ("rest timer", "note")  # what Strong writes in place of the number of a set
USUAL_TEMPO = Tempo(up=2, down=2)
MOST_REASONS = 20  # of skipped rows that are reported one by one


class OtherSet(NamedTuple):
    """One row: a set of reps, or of seconds of work."""

    exercise: str
    reps: int
    seconds: float
    load: Load
    effort: float
    row: Row


class Skipped(NamedTuple):
    """A row that is left out, and why."""

    line: int
    why: str


def from_table(table: Table, named: Mapping[str, str], units: Unit) -> tuple[list[Session], list[Skipped]]:
    """The sessions in a table, and the rows that are left out; `units` is that of a load that does not say its own.

    Raises:
        BadFileError: the columns are not known, or the dates can be read in two ways.
    """
    columns = find_columns(table, named)
    rows = [
        Row(row.line, {field: row.cells.get(column, "").strip() for field, column in columns.items()})
        for row in table.rows
    ]
    day_first = day_comes_first(row.cells["date"] for row in rows)
    skipped: list[Skipped] = []
    workouts: dict[tuple[datetime, str], list[OtherSet]] = {}
    for row in rows:
        try:
            one = _read_set(row, _unit_in(columns.get("weight", "")) or units)
            started = _with_offset(read_moment(row.cells["date"], day_first))
        except AmbiguousDateError:
            raise BadFileError(
                f"{row.cells['date']!r} and no date that shows if the day is first", "2026-11-22", row.line
            ) from None
        except ValueError as error:
            skipped.append(Skipped(row.line, str(error)))
        else:
            workouts.setdefault((started, row.cells.get("workout", "")), []).append(one)
    sessions = [_session(started, name, sets, day_first) for (started, name), sets in workouts.items()]
    return sessions, skipped


def _read_set(row: Row, units: Unit) -> OtherSet:
    """The set in a row.

    Raises:
        ValueError: the row does not hold a set; the message says why, or what was found and expected.
    """
    cells = row.cells
    if cells.get("set", "").lower() in NOT_SETS:
        raise ValueError("a rest or a note, not a set")
    exercise = _text(cells["exercise"])
    if not exercise:
        raise ValueError("found no exercise, expected its name")
    reps = read_whole_number(cells["reps"]) if cells.get("reps") else 0
    seconds = read_duration(cells["seconds"]) if cells.get("seconds") else 0.0
    if reps <= 0 and seconds <= 0:
        raise ValueError("neither reps nor seconds")
    if reps > LONGEST_TIME or seconds > LONGEST_TIME:
        raise ValueError(f"found {max(reps, seconds):.0f}, expected at most {LONGEST_TIME}")
    effort = read_number(cells["effort"]) if cells.get("effort") else 0.0
    return OtherSet(exercise, max(0, reps), max(0.0, seconds), _load(cells, units), effort, row)


def _unit_in(text: str) -> Unit | None:
    """The unit that a cell or the name of a column gives."""
    words = same_name(text).split()
    if any(word in ("lb", "lbs", "pounds") for word in words):
        return "lb"
    return "kg" if any(word in ("kg", "kgs", "kilograms") for word in words) else None


def _load(cells: Mapping[str, str], units: Unit) -> Load:
    """The load of a set, in the unit it is written in."""
    usual = _unit_in(cells.get("unit", "")) or units
    columns: tuple[tuple[str, Unit], ...] = (("kilograms", "kg"), ("pounds", "lb"), ("weight", usual))
    for field, unit in columns:
        if cells.get(field):
            number = min(max(round(read_number(cells[field]), 3), 0.0), HEAVIEST / KILOGRAMS[unit])
            return f"{number:g} lb" if number and unit == "lb" else float(number)
    return 0.0


def _session(started: datetime, workout: str, sets: Sequence[OtherSet], day_first: bool | None) -> Session:
    exercises: dict[str, list[OtherSet]] = {}
    for one in sets:
        exercises.setdefault(one.exercise, []).append(one)
    name = _text(workout) or (next(iter(exercises)) if len(exercises) == 1 else "Workout")
    blocks = tuple(_block(exercise, its_sets) for exercise, its_sets in exercises.items())
    records = tuple(
        _record(number, set_, one, block)
        for number, (block, its_sets) in enumerate(zip(blocks, exercises.values(), strict=True), 1)
        for set_, one in enumerate(its_sets, 1)
    )
    effort = max(one.effort for one in sets)
    return Session(
        id=f"{started:%Y-%m-%dT%H-%M-%S}",
        preset=_stem(name),
        name=name,
        status="completed",
        source="imported",
        started=started,
        ended=_end(started, sets[0].row.cells, day_first),
        effort=min(10, max(1, round(effort))) if effort else None,
        note=_note(sets),
        blocks=blocks,
        sets=records,
    )


def _block(exercise: str, sets: Sequence[OtherSet]) -> Block:
    """What was done of an exercise, as its plan."""
    reps = [one.reps for one in sets if one.reps]
    work = min(max(SHORTEST_MOVE, *(one.seconds for one in sets)), float(LONGEST_INTERVAL))
    return Block(
        name=exercise,
        sets=min(len(sets), MOST_SETS),
        reps=tuple(min(max(one.reps, 1), MOST_REPS) for one in sets[:MOST_SETS]) if reps else None,
        tempo=_tempo(sets) if reps else None,
        work=None if reps else work,
        rest=0.0,
        load=max((one.load for one in sets), key=kilograms),
    )


def _tempo(sets: Sequence[OtherSet]) -> Tempo:
    timed = [one for one in sets if one.reps and one.seconds]
    if not timed:
        return USUAL_TEMPO
    per_rep = sum(one.seconds for one in timed) / sum(one.reps for one in timed)
    half = min(max(round(per_rep / 2, 3), SHORTEST_MOVE), float(LONGEST_PHASE))
    return Tempo(up=half, down=half)


def _record(block: int, set_: int, one: OtherSet, plan: Block) -> SetRecord:
    if one.reps and plan.tempo is not None:
        tension = Tension(up=one.reps * plan.tempo.up, down=one.reps * plan.tempo.down)
    else:
        tension = Tension(work=one.seconds)
    return SetRecord(block=block, set=set_, reps_planned=one.reps, reps=one.reps, ended="done", tension=tension)


def _end(started: datetime, cells: Mapping[str, str], day_first: bool | None) -> datetime | None:
    try:
        if cells.get("end"):
            return _with_offset(read_moment(cells["end"], day_first))
        if cells.get("duration"):
            return started + timedelta(seconds=read_duration(cells["duration"]))
    except (ValueError, OverflowError):
        return None
    return None


def _note(sets: Iterable[OtherSet]) -> str | None:
    notes = dict.fromkeys(_text(one.row.cells.get(field, "")) for field in ("note", "set note") for one in sets)
    return "; ".join(filter(None, notes))[:LONGEST_TEXT] or None


def _with_offset(moment: datetime) -> datetime:
    """With the offset from UTC of this computer at that time, if it has none."""
    return moment if moment.tzinfo is not None else moment.astimezone()


def _text(cell: str) -> str:
    """The text of a cell on one line, without characters that a terminal would act on."""
    return one_line(cell)[:LONGEST_TEXT]


def _stem(name: str) -> str:
    """The file stem of a preset with that name."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:100] or "workout"


def skipped_lines(skipped: Sequence[Skipped]) -> Iterator[str]:
    """A line for each reason, with the lines of the file that are left out for it."""
    by_reason: dict[str, list[int]] = {}
    for row in skipped:
        by_reason.setdefault(row.why, []).append(row.line)
    if len(by_reason) > MOST_REASONS:
        rest = sum(len(lines) for lines in list(by_reason.values())[MOST_REASONS:])
        by_reason = dict(list(by_reason.items())[:MOST_REASONS])
        yield f"{count_text(rest, 'more line')} skipped"
    for why, lines in by_reason.items():
        more = f" and {len(lines) - 5} more" if len(lines) > 5 else ""
        yield f"line {', '.join(map(str, lines[:5]))}{more}: skipped: {why}"
