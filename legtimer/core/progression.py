"""Small steps from a preset to a slightly harder or gentler one: the arithmetic of the coach.

A step takes a block and returns the changed block, or None where it would exceed its limit. The limits below are
narrower than those of a preset.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from legtimer.core.formatting import amount_text, set_reps_text
from legtimer.core.load import Unit, heavier, kilograms, load_text
from legtimer.core.preset import Block, Preset, has_errors, preset_faults

DOWN_STEP = 0.5  # seconds
MAX_DOWN = 6.0  # seconds; with 2 s up a rep of 8 s, the longest that is known to be effective
MIN_REPS = 3  # per set and side
MAX_REPS = 12  # per set and side
WORK_STEP = 5.0  # seconds
MIN_WORK = 5.0
MAX_WORK = 45.0
REST_STEP = 15.0  # seconds
MIN_REST = 30.0
GENTLE_MIN_REST = 60.0
GENTLE_MAX_SETS = 2

Step = Callable[[Block], Block | None]
T = TypeVar("T", Block, Preset)


class Growth(Struct, frozen=True):
    """A way to make a block harder. Of several blocks the one with the least `amount` grows first."""

    step: Step
    amount: Callable[[Block], float]


def _slower(block: Block) -> Block | None:
    if block.tempo is None or block.tempo.down >= MAX_DOWN:
        return None
    down = min(MAX_DOWN, round(block.tempo.down + DOWN_STEP, 3))
    return replace(block, tempo=replace(block.tempo, down=down))


def _more_reps(block: Block) -> Block | None:
    more = [reps + block.side_count for reps in block.set_reps]
    if block.reps is None or block.max or max(more) > MAX_REPS * block.side_count:
        return None
    return _with_reps(block, more)


def _longer_work(block: Block) -> Block | None:
    if block.work is None or block.work == "max" or block.work >= MAX_WORK:
        return None
    return replace(block, work=min(MAX_WORK, round(block.work + WORK_STEP, 3)))


def _shorter_rest(block: Block) -> Block | None:
    if block.sets == 1 or block.rest <= MIN_REST:
        return None
    return replace(block, rest=max(MIN_REST, round(block.rest - REST_STEP, 3)))


def _heavier(block: Block) -> Block | None:
    load = heavier(block.load)
    return None if load is None else replace(block, load=load)


SLOWER_DOWN = Growth(_slower, lambda block: block.tempo.down if block.tempo else 0)
MORE_REPS = Growth(_more_reps, lambda block: max(block.set_reps) / block.side_count)
LONGER_WORK = Growth(_longer_work, lambda block: block.set_work)
SHORTER_REST = Growth(_shorter_rest, lambda block: -block.rest)
MORE_LOAD = Growth(_heavier, lambda block: kilograms(block.load))


def more_control(block: Block) -> Block | None:
    """Lower more slowly, with as many fewer reps as it takes for a set not to be under tension for longer."""
    if block.work is not None:
        return _less_work(block, 0.75)
    slow = _slower(block)
    if block.max:
        return slow
    if slow is None:
        return _fewer_reps(block, lambda reps: reps - 2 * block.side_count)
    before, after = block.rep_duration, slow.rep_duration
    return _fewer_reps(slow, lambda reps: reps * before // after)


def gentler(block: Block) -> Block | None:
    """Half the work in at most two sets, with a long rest and without load; for "max", half of what was guessed."""
    half = _less_work(block, 0.5) if block.work is not None else _fewer_reps(block, lambda reps: -(-reps // 2))
    sets = min(block.sets, GENTLE_MAX_SETS)
    rest = max(block.rest, GENTLE_MIN_REST) if sets > 1 else block.rest
    gentle = replace(half or block, sets=sets, rest=rest, load=0.0)
    if isinstance(gentle.reps, tuple):
        gentle = replace(gentle, reps=gentle.reps[:sets])
    return gentle if gentle != replace(block, rest=rest) else None  # a longer rest alone is not gentler


def gentler_preset(preset: Preset) -> Preset | None:
    """The preset with every exercise made gentler, in at most two rounds; None if that changes nothing."""
    fewer = replace(preset, rounds=min(preset.rounds, GENTLE_MAX_SETS))
    return apply_step(fewer, gentler, range(len(preset.blocks))) or (fewer if fewer != preset else None)


def shorter_round_rest(preset: Preset) -> Preset | None:
    """The preset with less rest between its rounds; None if it has none, or it is short already."""
    if preset.rounds == 1 or preset.round_rest <= MIN_REST:
        return None
    return replace(preset, round_rest=max(MIN_REST, round(preset.round_rest - REST_STEP, 3)))


def grow_one_block(preset: Preset, growth: Growth) -> Preset | None:
    """The preset with one block made harder; None if none can be."""
    least_first = sorted(range(len(preset.blocks)), key=lambda index: growth.amount(preset.blocks[index]))
    grown = (apply_step(preset, growth.step, [index]) for index in least_first)
    return next((harder for harder in grown if harder is not None), None)


def apply_step(preset: Preset, step: Step, indices: Iterable[int]) -> Preset | None:
    """The preset with a step applied to the blocks of these indices; None if that changes nothing or is not valid."""
    blocks = list(preset.blocks)
    for index in indices:
        blocks[index] = step(blocks[index]) or blocks[index]
    changed = replace(preset, blocks=tuple(blocks))
    return None if changed == preset or has_errors(preset_faults(changed)) else changed


# How a value is named now, how it was before, and the value itself.
CHANGES: tuple[tuple[str, str, Callable[[Block], object]], ...] = (
    ("lower for {} s", "{} s", lambda block: f"{block.tempo.down:g}" if block.tempo else ""),
    ("{} reps", "{}", set_reps_text),
    ("{} of work", "{}", lambda block: "" if block.work is None else amount_text(block)),
    ("{} sets", "{}", lambda block: block.sets),
    ("{} s of rest", "{} s", lambda block: f"{block.rest:g}"),
)
PRESET_CHANGES: tuple[tuple[str, str, Callable[[Preset], object]], ...] = (
    ("{} rounds", "{}", lambda preset: preset.rounds),
    ("{} s of rest between rounds", "{} s", lambda preset: f"{preset.round_rest:g}"),
)


def difference(before: Preset, after: Preset, units: Unit | None = None) -> str:
    """What has changed between two presets of the same exercises, in words: `lower for 4.5 s instead of 4 s`.

    Where several exercises change, the text would become too long to read at a glance: it says what they are now, not
    what they were. A load is in `units`; without them, in its own.
    """
    table = (*CHANGES, ("{}", "{}", lambda block: load_text(block.load, units) or "no load"))
    changed = [(old, new) for old, new in zip(before.blocks, after.blocks, strict=True) if _changes(table, old, new)]
    texts = [_changes(PRESET_CHANGES, before, after)]
    for old, new in changed:
        name = f"{new.name}: " if len(before.blocks) > 1 else ""
        texts.append(name + _changes(table, old, new, say_before=len(changed) == 1))
    return "; ".join(filter(None, texts))


def _changes(
    table: Iterable[tuple[str, str, Callable[[T], object]]], old: T, new: T, *, say_before: bool = True
) -> str:
    texts = []
    for now, before, value_of in table:
        if value_of(new) != value_of(old):
            instead = f" instead of {before.format(value_of(old))}" if say_before else ""
            texts.append(f"{now.format(value_of(new))}{instead}")
    return ", ".join(texts)


def _with_reps(block: Block, reps: Sequence[int]) -> Block:
    """The block with these reps in its sets: a list only where it had one."""
    return replace(block, reps=tuple(reps) if isinstance(block.reps, tuple) else reps[0])


def _fewer_reps(block: Block, change: Callable[[int], int]) -> Block | None:
    """Sets of changed reps, the same for each side; None if that is too few or not fewer than now."""
    fewer = [change(reps) - change(reps) % block.side_count for reps in block.set_reps]
    enough = min(fewer) >= MIN_REPS * block.side_count
    return _with_reps(block, fewer) if enough and max(fewer) < max(block.set_reps) else None


def _less_work(block: Block, share: float) -> Block | None:
    now = block.set_work / 1000
    work = max(MIN_WORK, float(round(now * share)))
    return replace(block, work=work) if work < now else None
