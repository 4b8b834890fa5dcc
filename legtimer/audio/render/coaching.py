"""What the coach has to know besides the timeline: the exercises, the settings, and how the sets so far went."""

from msgspec import Struct

from legtimer.core.plan import Bests, SetKey, SetPlan
from legtimer.core.preset import Block, Preset
from legtimer.core.settings import CoachLevel, CountTiming, Settings

BREATH_REPS = 2  # the first reps of a set say how to breathe


class Coaching(Struct, frozen=True, kw_only=True):
    """What the coach has to know besides the timeline.

    `broken` holds the keys of the sets that were ended because form broke; `complete` is whether all sets so far were
    done as planned, `skipped` whether one was skipped. `bests` are the bests so far in "max" sets.
    """

    name: str = ""
    blocks: tuple[Block, ...] = ()
    rounds: int = 1
    level: CoachLevel = "some"
    count: CountTiming = "complete"
    broken: frozenset[SetKey] = frozenset()
    complete: bool = True
    skipped: bool = False
    bests: Bests = {}

    @classmethod
    def of(cls, preset: Preset, settings: Settings) -> "Coaching":
        """The coaching of a preset at its start, as the settings say."""
        return cls(
            name=preset.name,
            blocks=preset.blocks,
            rounds=preset.rounds,
            level=settings.coach,
            count=settings.count,
        )

    def block(self, number: int) -> Block | None:
        """The block with this number, from 1; None if it is not known."""
        return self.blocks[number - 1] if number <= len(self.blocks) else None

    def breathes(self, plan: SetPlan, rep: int | None) -> bool:
        """Whether a rep says how to breathe: the first reps of an exercise; with the level "full", of each set."""
        first_set = plan.set == plan.round == 1 or self.level == "full"
        return self.level != "few" and first_set and rep is not None and rep <= BREATH_REPS
