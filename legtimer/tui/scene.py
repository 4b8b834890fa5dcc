"""A frame of the workout as words and numbers to show: everything the screen says, before it is drawn."""

from msgspec import Struct

from legtimer.core.preset import Block, Variation
from legtimer.core.timeline import Kind, Segment, Side
from legtimer.core.workout import Frame, State
from legtimer.tui.figure import ease
from legtimer.tui.words import clock, seconds_left


class Part(Struct, frozen=True):
    """How a kind of segment is shown: one word for three metres away, and what to do with the breath."""

    word: str
    breath: str


PARTS: dict[Kind, Part] = {
    "prepare": Part("READY", "Get into position"),
    "up": Part("UP", "EXHALE"),
    "top": Part("HOLD", "Hold still"),
    "down": Part("DOWN", "INHALE"),
    "bottom": Part("HOLD", "Hold, back flat"),
    "work": Part("WORK", "Breathe evenly"),
    "rest": Part("REST", "Breathe, let go"),
}
PAUSED = Part("PAUSED", "Space goes on")
WORDS = tuple(part.word for part in (*PARTS.values(), PAUSED))
LOW_HOLD = 0.2  # how high the legs are held through a work interval, of the whole way


class Scene(Struct, frozen=True, kw_only=True):
    """What one moment looks like. `lift` is the height of the legs, 0 down to 1 up; `done` the share of the workout."""

    name: str
    word: str
    breath: str
    seconds: str
    unit: str
    rep: str
    rep_label: str
    sets: str
    left: str
    cue: str
    next: str
    variation: Variation
    lift: float
    side: Side | None
    done: float


def scene(frame: Frame) -> Scene:
    """Everything there is to say about a frame."""
    segment, block = frame.segment, frame.block
    part = PAUSED if frame.state is State.PAUSED else PARTS[segment.kind]
    seconds = seconds_left(frame.remaining)
    return Scene(
        name=block.name,
        word=part.word,
        breath=_breath(part, segment, block),
        seconds=seconds,
        unit="minutes" if ":" in seconds else "second" if seconds == "1" else "seconds",
        rep=str(segment.rep or segment.set),
        rep_label=f"rep of {block.reps}" if segment.rep else f"set of {block.sets}",
        sets=f"set {segment.set} of {block.sets}",
        left=f"{clock(frame.duration - frame.position)} left",
        cue=_form_cue(segment, block),
        next=_next(frame),
        variation=block.variation,
        lift=_lift(segment.kind, frame.progress, block),
        side=segment.side,
        done=frame.position / frame.duration,
    )


def _breath(part: Part, segment: Segment, block: Block) -> str:
    if part is PAUSED:
        return part.breath
    cue = {"up": block.cues.up, "down": block.cues.down}.get(segment.kind, "")
    side = f"{segment.side.upper()} leg · " if segment.side else ""
    detail = cue if cue.upper().startswith(part.breath) else f"{part.breath}  {cue}".rstrip()
    return side + detail.replace(part.breath.capitalize(), part.breath, 1)


def _lift(kind: Kind, progress: float, block: Block) -> float:
    """How high the legs are, `progress` into a segment."""
    match kind:
        case "up":
            return ease(progress)
        case "down":
            return ease(1 - progress)
        case "top":
            return 1.0
        case "bottom":
            return 0.0
        case "work":
            return LOW_HOLD
        case _:
            return 0.0 if block.first == "up" else 1.0


def _form_cue(segment: Segment, block: Block) -> str:
    """The set-up while there is time to read, then one form cue a rep, in turn."""
    cues = block.cues.setup if segment.kind == "prepare" and block.cues.setup else block.cues.form
    if not cues:
        return block.cues.caution
    turn = segment.rep or segment.set
    return cues[(turn - 1) % len(cues)]


def _next(frame: Frame) -> str:
    if frame.next is None:
        return "next: done"
    following = frame.next
    word = PARTS[following.kind].word
    side = f" {following.side}" if following.side and following.side != frame.segment.side else ""
    return f"next: {word}{side} {following.duration / 1000:g} s"
