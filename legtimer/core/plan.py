"""The sets of a workout, in the order in which they are done."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from legtimer.core.preset import Block, Side

# The most done in one set, by number of the block: reps, or milliseconds of work.
Bests = Mapping[int, int]

# Block, round, set and side: they identify a set of a workout.
SetKey = tuple[int, int, int, Side | None]


class SetPlan(Struct, frozen=True, kw_only=True):
    """One planned set: so many reps, or so many milliseconds of work. `block`, `round` and `set` count from 1.

    `side` is set where each side has sets of its own. A set that is `max` goes on until a key ends it: what is planned
    is the best so far, or a guess.
    """

    block: int
    round: int
    set: int
    side: Side | None = None
    reps: int = 0
    work: int = 0
    max: bool = False

    @property
    def key(self) -> SetKey:
        """The numbers and the side that identify the set."""
        return self.block, self.round, self.set, self.side


def set_plans(blocks: Sequence[Block], rounds: int = 1, bests: Bests | None = None) -> Iterator[SetPlan]:
    """Every set of these blocks, gone through `rounds` times."""
    for round_ in range(1, rounds + 1):
        for number, block in enumerate(blocks, 1):
            best = (bests or {}).get(number) if block.max else None
            for set_, reps in enumerate(block.set_reps, 1):
                for side in block.set_sides:
                    yield SetPlan(
                        block=number,
                        round=round_,
                        set=set_,
                        side=side,
                        reps=reps and (best or reps),
                        work=block.set_work and (best or block.set_work),
                        max=block.max,
                    )
