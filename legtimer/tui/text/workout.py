"""What the screens say at one moment of a workout."""

from typing import Literal

from msgspec import Struct

from legtimer.core.formatting import clock_text, seconds_left, tempo_text
from legtimer.core.preset import Block
from legtimer.core.timeline import Segment, SegmentKind
from legtimer.core.workout import Frame, State


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
PAUSED, READY, NEXT = "PAUSED", "READY", "NEXT"
WORDS = (*(text.word for text in SEGMENTS.values()), NEXT)
BREATHS = tuple(text.breath for text in SEGMENTS.values())
LAST_SECONDS = 3000  # milliseconds before a set that are announced
MOST_DOTS = 15

Colour = SegmentKind | Literal["paused", "soon"]


class WorkoutText(Struct, frozen=True, kw_only=True):
    """All texts at one moment. It stays equal while only the figure moves.

    `fraction` is the rep of the reps or, outside of a set, the set of the sets; `dots` show the reps as a row of dots.
    `setup` takes their place while there is time to get into position.
    """

    title: str
    tempo: str
    sets: str
    time_left: str
    word: str
    seconds: str
    breath: str
    detail: str
    fraction: str
    dots: str
    set: str
    setup: str
    form_cue: str
    upcoming: str
    colour: Colour


def workout_text(frame: Frame) -> WorkoutText:
    """Return the texts for a frame."""
    word, seconds, breath, detail, colour = _main_texts(frame)
    fraction, dots, set_ = _counts(frame)
    return WorkoutText(
        title=_title(frame),
        tempo=tempo_text(frame.block),
        sets=f"set {frame.segment.set} of {frame.block.sets}",
        time_left=f"{clock_text(frame.duration - frame.position)} left",
        word=word,
        seconds=seconds,
        breath=breath,
        detail=detail,
        fraction=fraction,
        dots=dots,
        set=set_,
        setup=_setup(frame),
        form_cue=_form_cue(frame.segment, frame.block),
        upcoming=_upcoming(frame),
        colour=colour,
    )


def changes_exercise(frame: Frame) -> bool:
    """Return whether this is the rest before another exercise."""
    return frame.segment.kind == "rest" and frame.next is not None and frame.next.block != frame.segment.block


def _main_texts(frame: Frame) -> tuple[str, str, str, str, Colour]:
    """Return the word, the seconds, how to breathe, a short cue, and the colour of them."""
    segment, text = frame.segment, SEGMENTS[frame.segment.kind]
    if frame.state is State.PAUSED:
        return PAUSED, seconds_left(frame.remaining), "", f"in {text.word} · space or a click goes on", "paused"
    if frame.state is State.WAITING:
        return READY, "", "", f"space or a click begins set {segment.set}", "paused"
    if frame.lead_in:
        return READY, seconds_left(frame.lead_in), "", f"going on: {text.word}", "soon"
    seconds = seconds_left(frame.remaining)
    soon = segment.kind in ("prepare", "rest") and frame.remaining <= LAST_SECONDS and frame.next is not None
    if changes_exercise(frame):
        return READY if soon else NEXT, seconds, frame.next_block.name, "", "soon" if soon else "rest"
    if soon:
        return READY, seconds, "", _upcoming(frame), "soon"
    return text.word, seconds, text.breath, _detail(segment, frame.block), segment.kind


def _title(frame: Frame) -> str:
    """Return the routine and the exercise, with the load: in the rest before another exercise, of that one."""
    block = frame.next_block if changes_exercise(frame) else frame.block
    number = (frame.next or frame.segment).block if changes_exercise(frame) else frame.segment.block
    name = f"{block.name} · {block.load:g} kg" if block.load else block.name
    if len(frame.preset.blocks) == 1:
        return name
    return f"{name} · exercise {number} of {len(frame.preset.blocks)} · {frame.preset.name}"


def _detail(segment: Segment, block: Block) -> str:
    """Return the cue of the phase, with the leg that moves."""
    cue = {"up": block.cues.up, "down": block.cues.down}.get(segment.kind) or SEGMENTS[segment.kind].detail
    return f"{segment.side.upper()} leg · {cue}" if segment.side else cue


def _counts(frame: Frame) -> tuple[str, str, str]:
    """Return what is counted now, as a fraction and as dots, and the set."""
    segment, block = frame.segment, frame.block
    if segment.rep is not None:
        reps = block.reps or 0
        return f"{segment.rep}/{reps}", _dots(segment.rep, reps), f"SET {segment.set}/{block.sets}"
    if segment.kind == "rest" and frame.next is not None:
        done = f"{frame.reps} of {block.reps} reps done · ↑ ↓ correct" if block.reps else ""
        return f"{frame.next.set}/{frame.next_block.sets}", done, "SET"
    return f"{segment.set}/{block.sets}", "", "SET"


def _dots(current: int, count: int) -> str:
    if count > MOST_DOTS:
        return f"rep {current} of {count}"
    return " ".join("●" if rep < current else "◉" if rep == current else "○" for rep in range(1, count + 1))


def _setup(frame: Frame) -> str:
    """Return how to get into position, while preparing and in the rest before another exercise."""
    if changes_exercise(frame) or frame.segment.kind == "prepare":
        block = frame.next_block
        return "\n".join(f"• {line}" for line in block.cues.setup)
    return ""


def _form_cue(segment: Segment, block: Block) -> str:
    """Return the caution in a rest and while preparing, else one form cue per rep in turn."""
    if segment.kind in ("prepare", "rest") or not block.cues.form:
        return block.cues.caution
    return block.cues.form[((segment.rep or segment.set) - 1) % len(block.cues.form)]


def _upcoming(frame: Frame) -> str:
    current, following = frame.segment, frame.next
    if following is None:
        return "then: done"
    what = f"{SEGMENTS[following.kind].word} {following.duration / 1000:g} s"
    if following.side and following.side != current.side:
        what = f"{following.side.upper()} {what}"
    if current.kind == "rest":
        exercise = f"{frame.next_block.name}, " if following.block != current.block else ""
        what = f"{exercise}set {following.set}, {what}"
    return f"then: {what}"
