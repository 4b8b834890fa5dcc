"""What the figure shows at each moment of a workout."""

from typing import NamedTuple

from legtimer.core.frame import Frame
from legtimer.core.preset import Block, Knees, Side, Variation
from legtimer.tui.graphics.figure.exercises import EXERCISES


def ease(progress: float) -> float:
    """Map `progress` (0 to 1) to the part of the way covered: slow at both ends (smoothstep)."""
    progress = min(max(progress, 0.0), 1.0)
    return progress * progress * (3 - 2 * progress)


class Stance(NamedTuple):
    """What the figure shows at one moment.

    Attributes:
        variation: the exercise.
        lift: how far the movement has come, from 0 (low) to 1 (high).
        side: the leg that moves, where they take turns.
        knees: how far the knees are bent, if the preset says so.
        resting: whether the person rests between two sets.
    """

    variation: Variation
    lift: float = 0.0
    side: Side | None = None
    knees: Knees | None = None
    resting: bool = False


def stance(frame: Frame) -> Stance:
    """What the figure shows in a frame of a workout: in the rest before another exercise, how that one starts."""
    segment, block, side = frame.segment, frame.block, frame.segment.side
    if segment.between_sets:
        if frame.next_block is block:
            return Stance(block.variation, resting=True)
        block, side = frame.next_block, frame.next.side if frame.next else None
    return Stance(block.variation, _lift(frame, block), side, block.knees)


def _lift(frame: Frame, block: Block) -> float:
    match frame.segment.kind:
        case "up":
            return ease(frame.progress)
        case "down":
            return ease(1 - frame.progress)
        case "top":
            return 1.0
        case "bottom":
            return 0.0
        case "work":
            return EXERCISES[block.variation].work_lift(frame.progress)
        case _:
            return 0.0 if block.first == "up" else 1.0
