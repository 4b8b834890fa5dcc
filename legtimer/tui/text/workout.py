"""A frame of the workout as words and numbers to show: everything the screen says, before it is drawn."""

import re
from typing import Literal

from msgspec import Struct

from legtimer.core.formatting import clock_text, seconds_left
from legtimer.core.preset import Block, Variation
from legtimer.core.timeline import Segment, SegmentKind, Side
from legtimer.core.workout import Frame, State
from legtimer.tui.graphics.figure import ease


class Part(Struct, frozen=True):
    """How a kind of segment is shown: one word for three metres away, what the breath does, and what to mind."""

    word: str
    breath: str
    detail: str


PARTS: dict[SegmentKind, Part] = {
    "prepare": Part("READY", "", "Get into position"),
    "up": Part("UP", "EXHALE", ""),
    "top": Part("HOLD", "STEADY", "hold still"),
    "down": Part("DOWN", "INHALE", ""),
    "bottom": Part("HOLD", "STEADY", "back flat"),
    "work": Part("WORK", "BREATHE", "evenly"),
    "rest": Part("REST", "BREATHE", "let go"),
}
PAUSED, WAITING = "PAUSED", "READY"
WORDS = tuple(part.word for part in PARTS.values())
BREATHS = tuple(part.breath for part in PARTS.values())
LOW_HOLD = 0.2  # how high the legs are held through a work interval, of the whole way

_BREATH_ALREADY_SAID = re.compile(r"^(exhale|inhale)\b[\s,:;-]*", re.IGNORECASE)


class WorkoutText(Struct, frozen=True, kw_only=True):
    """What one moment says; it stays the same from frame to frame while only the legs move."""

    name: str
    tempo: str
    sets: str
    left: str
    word: str
    seconds: str
    unit: str
    breath: str
    detail: str
    rep: str
    rep_label: str
    cue: str
    next: str
    colour: SegmentKind | Literal["paused"]
    variation: Variation
    side: Side | None


def workout_text(frame: Frame) -> WorkoutText:
    """Everything there is to say about a frame."""
    segment, block = frame.segment, frame.block
    part = PARTS[segment.kind]
    word, breath, detail = part.word, part.breath, _detail(segment, block)
    seconds = seconds_left(frame.remaining)
    match frame.state:
        case State.PAUSED:
            word, breath, detail = PAUSED, "", f"in {part.word} · space or a click goes on"
        case State.WAITING:
            word, breath, detail, seconds = WAITING, "", f"space or a click begins set {segment.set}", ""
    rep, rep_label = _rep(frame)
    return WorkoutText(
        name=f"{block.name} · {block.load:g} kg" if block.load else block.name,
        tempo=block.tempo.words if block.tempo else f"WORK {block.work:g} s",
        sets=f"set {segment.set} of {block.sets}",
        left=f"{clock_text(frame.duration - frame.position)} left",
        word=word,
        seconds=seconds,
        unit=_unit(seconds),
        breath=breath,
        detail=detail,
        rep=rep,
        rep_label=rep_label,
        cue=_form_cue(segment, block),
        next=_next(frame),
        colour=segment.kind if frame.state is State.RUNNING else "paused",
        variation=block.variation,
        side=segment.side,
    )


def leg_height(frame: Frame) -> float:
    """How high the legs are, 0 down to 1 up."""
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
            return LOW_HOLD
        case _:
            return 0.0 if frame.block.first == "up" else 1.0


def _unit(seconds: str) -> str:
    if not seconds:
        return ""
    return "minutes" if ":" in seconds else "second" if seconds == "1" else "seconds"


def _detail(segment: Segment, block: Block) -> str:
    cue = {"up": block.cues.up, "down": block.cues.down}.get(segment.kind) or PARTS[segment.kind].detail
    detail = _BREATH_ALREADY_SAID.sub("", cue)
    return f"{segment.side.upper()} leg · {detail}" if segment.side else detail


def _rep(frame: Frame) -> tuple[str, str]:
    """The number that is counted now, and what it is."""
    segment, block = frame.segment, frame.block
    if segment.rep is not None:
        return str(segment.rep), f"rep of {block.reps}"
    if segment.kind == "rest" and block.reps:
        return str(frame.reps), f"of {block.reps} · ↑ ↓ to correct"
    return str(segment.set), f"set of {block.sets}"


def _form_cue(segment: Segment, block: Block) -> str:
    """The set-up while there is time to read it, then one form cue a rep, in turn."""
    cues = block.cues.setup if segment.kind == "prepare" and block.cues.setup else block.cues.form
    if segment.kind == "rest" or not cues:
        return block.cues.caution
    turn = segment.rep or segment.set
    return cues[(turn - 1) % len(cues)]


def _next(frame: Frame) -> str:
    here, following = frame.segment, frame.next
    if following is None:
        return "then: done"
    what = f"{PARTS[following.kind].word} {following.duration / 1000:g} s"
    if following.side and following.side != here.side:
        what = f"{following.side.upper()} {what}"
    if here.kind == "rest":
        what = f"set {following.set}, {what}" if following.block == here.block else f"next exercise, {what}"
    return f"then: {what}"
