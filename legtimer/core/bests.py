"""The best so far in sets that go on until a key ends them."""

from collections.abc import Iterable

from legtimer.core.plan import Bests
from legtimer.core.preset import Preset, milliseconds
from legtimer.core.session import Session


def bests_of(preset: Preset, sessions: Iterable[Session]) -> Bests:
    """The most done in one "max" set of each exercise of a preset: reps, or milliseconds of work.

    A set counts if a key ended it, for the exercise of its name and kind, wherever that stands in the preset by now.
    """
    exercises = {(block.name, block.work is None): n for n, block in enumerate(preset.blocks, 1) if block.max}
    bests: dict[int, int] = {}
    for session in sessions:
        for record in session.sets:
            done = session.block_of(record)
            number = exercises.get((done.name, done.work is None)) if done and record.max else None
            amount = record.reps or milliseconds(record.tension.work)
            if number is not None and amount and record.ended == "done":
                bests[number] = max(amount, bests.get(number, 0))
    return bests
