"""The best so far in sets that go on until a key ends them."""

from collections.abc import Iterable

from legtimer.core.plan import Bests
from legtimer.core.preset import Block, Preset, milliseconds
from legtimer.core.session import Session


def bests_of(preset: Preset, sessions: Iterable[Session]) -> Bests:
    """The most done in one "max" set of each exercise of a preset: reps, or milliseconds of work.

    A set counts if a key ended it, for the exercise of its name and kind, wherever that stands in the preset by now.
    """
    most: dict[tuple[str, bool], int] = {}
    for session in sessions:
        for record in session.sets:
            block = session.block_of(record)
            amount = record.reps or milliseconds(record.tension.work)
            if block is not None and record.max and amount and record.ended == "done":
                exercise = _exercise(block)
                most[exercise] = max(amount, most.get(exercise, 0))
    exercises = {number: _exercise(block) for number, block in enumerate(preset.blocks, 1) if block.max}
    return {number: most[exercise] for number, exercise in exercises.items() if exercise in most}


def _exercise(block: Block) -> tuple[str, bool]:
    return block.name, block.work is None
