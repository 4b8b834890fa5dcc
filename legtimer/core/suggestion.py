"""What the coach suggests, and the situation on which its rules decide."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal

from msgspec import Struct

from legtimer.core import progression
from legtimer.core.load import Unit
from legtimer.core.preset import Block, Preset
from legtimer.core.session import Session

SuggestionKind = Literal["same", "slower", "reps", "longer", "rest", "harder", "load", "control", "easier", "gentle"]


class Suggestion(Struct, frozen=True, kw_only=True):
    """One next step and why. It changes the preset to `preset`, or leads to the preset `stem`, or changes nothing.

    `slower`, `reps`, `longer`, `rest`, `harder` and `load` ask for more; `control` (slower, but fewer), `easier` (one
    preset down) and `gentle` (after pain) for less.
    """

    kind: SuggestionKind
    what: str
    why: str
    preset: Preset | None = None
    stem: str | None = None

    @property
    def changes_something(self) -> bool:
        """Whether there is anything to accept."""
        return self.preset is not None or self.stem is not None

    @property
    def asks_for_less(self) -> bool:
        """Whether it makes the work easier."""
        return self.kind in ("control", "easier", "gentle")


class Situation(Struct, frozen=True, kw_only=True):
    """What a rule decides on: sessions of this preset, and those of any preset with a back report, oldest first."""

    stem: str
    preset: Preset
    sessions: tuple[Session, ...]
    reports: tuple[Session, ...]
    library: Mapping[str, Preset]
    today: date
    units: Unit | None = None  # of the loads in texts; None: each in its own

    def same_plan(self, session: Session) -> bool:
        """Whether a session asked for the same work as the preset does now."""
        return _work(session) == _work(self.preset)

    def other_preset(self, stem: str | None) -> str | None:
        """The stem, if it is that of another preset in the library."""
        return stem if stem in self.library and stem != self.stem else None

    @property
    def gentlest(self) -> str:
        """The stem of the preset reached by following `easier` to its end; this one if there is none."""
        stem, seen = self.stem, {self.stem}
        easier = self.preset.easier
        while easier is not None and easier in self.library and easier not in seen:
            stem = easier
            seen.add(stem)
            easier = self.library[stem].easier
        return stem


Rule = Callable[[Situation], Suggestion | None]


def no_change(why: str) -> Suggestion:
    """Do it once more as it is planned."""
    return Suggestion(kind="same", what="Do it as planned", why=why)


def adjust(s: Situation, kind: SuggestionKind, preset: Preset, why: str) -> Suggestion:
    """Change the preset of a situation to `preset`."""
    what = progression.difference(s.preset, preset, s.units)
    return Suggestion(kind=kind, what=what[:1].upper() + what[1:], why=why, preset=preset)


def _work(plan: Preset | Session) -> list[tuple[object, ...]]:
    """What a plan asks for, without names and cues."""
    rounds = (plan.rounds, plan.round_rest if plan.rounds > 1 else 0)
    return [rounds, *map(_work_of_block, plan.blocks)]


def _work_of_block(block: Block) -> tuple[object, ...]:
    rest = block.rest if block.sets > 1 else 0
    switch = block.switch if block.sides == "each" else 0
    return (block.sets, block.reps, block.tempo, block.work, rest, block.load, block.first, block.sides, switch)
