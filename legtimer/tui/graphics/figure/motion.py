"""How high the legs are at each moment of a workout."""

from legtimer.core.workout import Frame

WORK_LIFT = 0.2  # at which the legs are held through a work interval


def ease(progress: float) -> float:
    """Map `progress` (0 to 1) to the part of the way covered: slow at both ends (smoothstep)."""
    progress = min(max(progress, 0.0), 1.0)
    return progress * progress * (3 - 2 * progress)


def leg_lift(frame: Frame) -> float:
    """Return how far the legs are raised, from 0 (low) to 1 (high)."""
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
            return WORK_LIFT
        case _:
            return 0.0 if frame.block.first == "up" else 1.0
