"""Presets that the coach is asked about: a ladder, and one of each kind."""

from datetime import date

import msgspec

from legtimer.core.preset import Block, Preset
from legtimer.core.suggestion import SuggestionKind
from legtimer.core.tempo import Tempo

TODAY = date(2026, 11, 22)
HARDER: set[SuggestionKind] = {"slower", "reps", "longer", "rest", "harder", "load"}


def exercise(level: int = 3, easier: str | None = None, harder: str | None = None, **block: object) -> Preset:
    """A preset of one block; by default three sets of ten, two seconds up and four down."""
    plan = {"sets": 3, "reps": 10, "rest": 60.0, "tempo": Tempo(up=2, down=4), **block}
    one = msgspec.convert({"name": f"Level {level}", **plan}, Block)
    return Preset(name=f"Level {level}", level=level, easier=easier, harder=harder, blocks=(one,))


LIBRARY = {
    "taps": exercise(1, harder="lift", sides="alternate", first="down", reps=12),
    "lift": exercise(3, easier="taps", harder="seated"),
    "seated": exercise(5, easier="lift", harder="nowhere"),
    "push-up": exercise(3, first="down"),
    "weighted": exercise(4, load=2.0, tempo=Tempo(up=2, down=6), reps=12, rest=30.0),
    "hold": exercise(4, easier="lift", reps=None, tempo=None, work=20.0, rest=30.0),
    "routine": Preset(
        name="Routine",
        blocks=(
            Block(name="Taps", sets=2, reps=12, tempo=Tempo(up=2, down=5), rest=45),
            Block(name="Lifts", sets=2, reps=8, tempo=Tempo(up=2, down=4), rest=60),
            Block(name="Hold", sets=1, work=20),
        ),
    ),
}
