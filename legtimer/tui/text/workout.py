"""What the screens say at one moment of a workout."""

import re
from typing import Literal

from msgspec import Struct

from legtimer.core.formatting import clock_text, seconds_left
from legtimer.core.preset import Block, Variation
from legtimer.core.timeline import Segment, SegmentKind, Side
from legtimer.core.workout import Frame, State
from legtimer.tui.text.preset import tempo_text


class SegmentText(Struct, frozen=True):
    """The texts of one kind of segment: one word to read from three metres, how to breathe, and a short cue."""

    word: str
    breath: str
    detail: str


SEGMENTS: dict[SegmentKind, SegmentText] = {
    "prepare": SegmentText("READY", "", "Get into position"),
    "up": SegmentText("UP", "EXHALE", ""),
    "top": SegmentText("HOLD", "STEADY", "hold still"),
    "down": SegmentText("DOWN", "INHALE", ""),
    "bottom": SegmentText("HOLD", "STEADY", "back flat"),
    "work": SegmentText("WORK", "BREATHE", "evenly"),
    "rest": SegmentText("REST", "BREATHE", "let go"),
}
WORDS = tuple(text.word for text in SEGMENTS.values())
BREATHS = tuple(text.breath for text in SEGMENTS.values())
PAUSED, WAITING = "PAUSED", "READY"

_LEADING_BREATH = re.compile(r"^(exhale|inhale)\b[\s,:;-]*", re.IGNORECASE)


class WorkoutText(Struct, frozen=True, kw_only=True):
    """All texts at one moment. It stays equal while only the figure moves."""

    name: str
    tempo: str
    sets: str
    time_left: str
    word: str
    seconds: str
    unit: str
    breath: str
    detail: str
    rep: str
    rep_label: str
    form_cue: str
    upcoming: str
    colour: SegmentKind | Literal["paused"]
    variation: Variation
    side: Side | None


def workout_text(frame: Frame) -> WorkoutText:
    """Return the texts for a frame."""
    segment, block = frame.segment, frame.block
    text = SEGMENTS[segment.kind]
    word, breath, detail = text.word, text.breath, _detail(segment, block)
    seconds = seconds_left(frame.remaining)
    match frame.state:
        case State.PAUSED:
            word, breath, detail = PAUSED, "", f"in {text.word} · space or a click goes on"
        case State.WAITING:
            word, breath, detail, seconds = WAITING, "", f"space or a click begins set {segment.set}", ""
    rep, rep_label = _rep(frame)
    return WorkoutText(
        name=f"{block.name} · {block.load:g} kg" if block.load else block.name,
        tempo=tempo_text(block),
        sets=f"set {segment.set} of {block.sets}",
        time_left=f"{clock_text(frame.duration - frame.position)} left",
        word=word,
        seconds=seconds,
        unit=_unit(seconds),
        breath=breath,
        detail=detail,
        rep=rep,
        rep_label=rep_label,
        form_cue=_form_cue(segment, block),
        upcoming=_upcoming(frame),
        colour=segment.kind if frame.state is State.RUNNING else "paused",
        variation=block.variation,
        side=segment.side,
    )


def _unit(seconds: str) -> str:
    if not seconds:
        return ""
    return "minutes" if ":" in seconds else "second" if seconds == "1" else "seconds"


def _detail(segment: Segment, block: Block) -> str:
    """Return the cue of the phase, without the breath, which is shown separately."""
    cue = {"up": block.cues.up, "down": block.cues.down}.get(segment.kind) or SEGMENTS[segment.kind].detail
    detail = _LEADING_BREATH.sub("", cue)
    return f"{segment.side.upper()} leg · {detail}" if segment.side else detail


def _rep(frame: Frame) -> tuple[str, str]:
    """Return the number to show large (the rep, or else the set) and its label."""
    segment, block = frame.segment, frame.block
    if segment.rep is not None:
        return str(segment.rep), f"rep of {block.reps}"
    if segment.kind == "rest" and block.reps:
        return str(frame.reps), f"of {block.reps} · ↑ ↓ to correct"
    return str(segment.set), f"set of {block.sets}"


def _form_cue(segment: Segment, block: Block) -> str:
    """Return a set-up cue while preparing, the caution in a rest, else one form cue per rep in turn."""
    cues = block.cues.setup if segment.kind == "prepare" and block.cues.setup else block.cues.form
    if segment.kind == "rest" or not cues:
        return block.cues.caution
    number = segment.rep or segment.set
    return cues[(number - 1) % len(cues)]


def _upcoming(frame: Frame) -> str:
    current, following = frame.segment, frame.next
    if following is None:
        return "then: done"
    what = f"{SEGMENTS[following.kind].word} {following.duration / 1000:g} s"
    if following.side and following.side != current.side:
        what = f"{following.side.upper()} {what}"
    if current.kind == "rest":
        what = f"set {following.set}, {what}" if following.block == current.block else f"next exercise, {what}"
    return f"then: {what}"
