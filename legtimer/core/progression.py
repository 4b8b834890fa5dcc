"""Small steps from a preset to a slightly harder or gentler one: the arithmetic of the coach.

A step takes a block and returns the changed block, or None where it would exceed its limit. The limits below are
narrower than those of a preset.
"""

from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from legtimer.core.preset import HEAVIEST, Block, Preset, has_errors, preset_faults

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
LOAD_STEP = 0.5  # kilograms, or
LOAD_SHARE = 0.05  # of the load

Step = Callable[[Block], Block | None]


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
    reps = (block.reps or 0) + block.side_count
    return replace(block, reps=reps) if block.reps is not None and reps <= MAX_REPS * block.side_count else None


def _longer_work(block: Block) -> Block | None:
    if block.work is None or block.work >= MAX_WORK:
        return None
    return replace(block, work=min(MAX_WORK, round(block.work + WORK_STEP, 3)))


def _shorter_rest(block: Block) -> Block | None:
    if block.sets == 1 or block.rest <= MIN_REST:
        return None
    return replace(block, rest=max(MIN_REST, round(block.rest - REST_STEP, 3)))


def _heavier(block: Block) -> Block | None:
    step = max(LOAD_STEP, round(block.load * LOAD_SHARE / LOAD_STEP) * LOAD_STEP)
    load = round(block.load + step, 3)
    return replace(block, load=load) if block.load > 0 and load <= HEAVIEST else None


SLOWER_DOWN = Growth(_slower, lambda block: block.tempo.down if block.tempo else 0)
MORE_REPS = Growth(_more_reps, lambda block: (block.reps or 0) / block.side_count)
LONGER_WORK = Growth(_longer_work, lambda block: block.work or 0)
SHORTER_REST = Growth(_shorter_rest, lambda block: -block.rest)
MORE_LOAD = Growth(_heavier, lambda block: block.load)


def more_control(block: Block) -> Block | None:
    """Lower more slowly, with as many fewer reps as it takes for a set not to be under tension for longer."""
    if block.work is not None:
        return _less_work(block, 0.75)
    slow = _slower(block)
    if slow is None:
        return _fewer_reps(block, (block.reps or 0) - 2 * block.side_count)
    per_rep = slow.set_tension / (slow.reps or 1)
    return _fewer_reps(slow, int(block.set_tension / per_rep))


def gentler(block: Block) -> Block | None:
    """Half the work in at most two sets, with a long rest and without load."""
    half = _less_work(block, 0.5) if block.work is not None else _fewer_reps(block, -(-(block.reps or 0) // 2))
    sets = min(block.sets, GENTLE_MAX_SETS)
    rest = max(block.rest, GENTLE_MIN_REST) if sets > 1 else block.rest
    gentle = replace(half or block, sets=sets, rest=rest, load=0.0)
    return gentle if gentle != replace(block, rest=rest) else None  # a longer rest alone is not gentler


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


CHANGES: tuple[tuple[str, Callable[[Block], float | None]], ...] = (
    ("lower for {:g} s instead of {:g} s", lambda block: block.tempo.down if block.tempo else None),
    ("{} reps instead of {}", lambda block: block.reps),
    ("{:g} s of work instead of {:g} s", lambda block: block.work),
    ("{} sets instead of {}", lambda block: block.sets),
    ("{:g} s of rest instead of {:g} s", lambda block: block.rest),
    ("{:g} kg instead of {:g} kg", lambda block: block.load),
)


def difference(before: Preset, after: Preset) -> str:
    """What has changed between two presets of the same exercises, in words: `lower for 4.5 s instead of 4 s`."""
    routine = len(before.blocks) > 1
    return "; ".join(
        f"{old.name}: {changes}" if routine else changes
        for old, new in zip(before.blocks, after.blocks, strict=True)
        if (changes := _changes(old, new))
    )


def _changes(old: Block, new: Block) -> str:
    values = ((text, value_of(new), value_of(old)) for text, value_of in CHANGES)
    return ", ".join(text.format(now, before) for text, now, before in values if now != before)


def _fewer_reps(block: Block, reps: int) -> Block | None:
    """A set of at most that many reps, the same for each side; None if that is too few or not fewer than now."""
    reps -= reps % block.side_count
    enough = MIN_REPS * block.side_count <= reps < (block.reps or 0)
    return replace(block, reps=reps) if enough else None


def _less_work(block: Block, share: float) -> Block | None:
    work = max(MIN_WORK, float(round((block.work or 0) * share)))
    return replace(block, work=work) if work < (block.work or 0) else None
