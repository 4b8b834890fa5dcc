"""Small steps from a preset to one a little harder, or a little gentler: the arithmetic of the coach.

Each takes a block and returns the changed one, or None where there is no room. All of them stay within the
limits of a preset, and within those below, which are narrower.
"""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from legtimer.core.preset import HEAVIEST, Block, Preset, preset_faults

SLOWER = 0.5  # seconds
SLOWEST = 6.0  # seconds of down; with 2 s up the 8 s up to which the length of a rep is known to serve
MOST_REPS = 12  # in a set, per side
FEWEST_REPS = 3
LONGER = 5.0  # seconds of work
LONGEST_WORK = 45.0
SHORTEST_WORK = 5.0
LESS_REST = 15.0  # seconds
LEAST_REST = 30.0
GENTLE_REST = 60.0  # at least
GENTLE_SETS = 2  # at most
MORE_LOAD = 0.5  # kilograms, or
MORE_LOAD_SHARE = 0.05

Step = Callable[[Block], Block | None]


class Growth(Struct, frozen=True):
    """A way to make a block harder, and what it has least of where there is most room for it."""

    step: Step
    amount: Callable[[Block], float]


def _slower(block: Block) -> Block | None:
    if block.tempo is None or block.tempo.down >= SLOWEST:
        return None
    down = min(SLOWEST, round(block.tempo.down + SLOWER, 3))
    return replace(block, tempo=replace(block.tempo, down=down))


def _more_reps(block: Block) -> Block | None:
    sides = _sides(block)
    reps = (block.reps or 0) + sides
    return replace(block, reps=reps) if block.reps is not None and reps <= MOST_REPS * sides else None


def _longer(block: Block) -> Block | None:
    if block.work is None or block.work >= LONGEST_WORK:
        return None
    return replace(block, work=min(LONGEST_WORK, round(block.work + LONGER, 3)))


def _less_rest(block: Block) -> Block | None:
    if block.sets == 1 or block.rest <= LEAST_REST:
        return None
    return replace(block, rest=max(LEAST_REST, round(block.rest - LESS_REST, 3)))


def _more_load(block: Block) -> Block | None:
    more = max(MORE_LOAD, round(block.load * MORE_LOAD_SHARE / MORE_LOAD) * MORE_LOAD)
    load = round(block.load + more, 3)
    return replace(block, load=load) if block.load > 0 and load <= HEAVIEST else None


SLOWER_DOWN = Growth(_slower, lambda block: block.tempo.down if block.tempo else 0)
MORE_REPS = Growth(_more_reps, lambda block: (block.reps or 0) / _sides(block))
LONGER_WORK = Growth(_longer, lambda block: block.work or 0)
SHORTER_REST = Growth(_less_rest, lambda block: -block.rest)
HEAVIER = Growth(_more_load, lambda block: block.load)


def controlled(block: Block) -> Block | None:
    """Slower down, and so many reps fewer that a set is not longer under tension than before."""
    if block.work is not None:
        return _shorter_work(block, 0.75)
    slow = _slower(block)
    if slow is None:
        return _fewer_reps(block, (block.reps or 0) - 2 * _sides(block))
    per_rep = slow.set_tension / (slow.reps or 1)
    return _fewer_reps(slow, int(block.set_tension / per_rep))


def gentler(block: Block) -> Block | None:
    """Half as much in at most two sets, well rested between them, without load."""
    half = _shorter_work(block, 0.5) if block.work is not None else _fewer_reps(block, -(-(block.reps or 0) // 2))
    sets = min(block.sets, GENTLE_SETS)
    rest = max(block.rest, GENTLE_REST) if sets > 1 else block.rest
    gentle = replace(half or block, sets=sets, rest=rest, load=0.0)
    return gentle if gentle != replace(block, rest=rest) else None


def grown(preset: Preset, growth: Growth) -> Preset | None:
    """The preset with one block grown, that with most room; None if none has any."""
    for number in sorted(range(len(preset.blocks)), key=lambda i: growth.amount(preset.blocks[i])):
        harder = changed(preset, growth.step, [number])
        if harder is not None:
            return harder
    return None


def changed(preset: Preset, step: Step, numbers: Iterable[int]) -> Preset | None:
    """The preset with the blocks of these numbers (from 0) changed; None if there is no room in any."""
    blocks = list(preset.blocks)
    for number in numbers:
        blocks[number] = step(blocks[number]) or blocks[number]
    other = replace(preset, blocks=tuple(blocks))
    faulty = any(fault.severity == "error" for fault in preset_faults(other))
    return None if faulty or other == preset else other


def difference(before: Preset, after: Preset) -> str:
    """What has changed from one to the other, in words: `lower for 4.5 s instead of 4 s`."""
    routine = len(before.blocks) > 1
    return "; ".join(
        f"{one.name}: {words}" if routine else words
        for one, other in zip(before.blocks, after.blocks, strict=True)
        if (words := ", ".join(_differences(one, other)))
    )


def _differences(one: Block, other: Block) -> Iterator[str]:
    if one.tempo and other.tempo and one.tempo != other.tempo:
        yield f"lower for {other.tempo.down:g} s instead of {one.tempo.down:g} s"
    if one.reps != other.reps:
        yield f"{other.reps} reps instead of {one.reps}"
    if one.work and other.work and one.work != other.work:
        yield f"{other.work:g} s of work instead of {one.work:g} s"
    if one.sets != other.sets:
        yield f"{other.sets} sets instead of {one.sets}"
    if one.rest != other.rest:
        yield f"{other.rest:g} s of rest instead of {one.rest:g} s"
    if one.load != other.load:
        yield f"{other.load:g} kg instead of {one.load:g} kg" if other.load else f"no load instead of {one.load:g} kg"


def _sides(block: Block) -> int:
    return 2 if block.sides == "alternate" else 1


def _fewer_reps(block: Block, reps: int) -> Block | None:
    """That many reps, both sides alike; None if that is too few to be a set, or not fewer."""
    sides = _sides(block)
    reps -= reps % sides
    fewer = FEWEST_REPS * sides <= reps < (block.reps or 0)
    return replace(block, reps=reps) if fewer else None


def _shorter_work(block: Block, share: float) -> Block | None:
    work = max(SHORTEST_WORK, float(round((block.work or 0) * share)))
    return replace(block, work=work) if work < (block.work or 0) else None
