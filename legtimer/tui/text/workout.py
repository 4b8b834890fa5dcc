"""What the screens say at one moment of a workout."""

from typing import Literal

from msgspec import Struct

from legtimer.core.formatting import clock_text, seconds_left, tempo_text
from legtimer.core.frame import Frame, State
from legtimer.core.load import Unit, load_text
from legtimer.core.preset import Block
from legtimer.core.timeline import Segment, SegmentKind


class SegmentText(Struct, frozen=True):
    """The texts of one kind of segment: one word to read from three metres, how to breathe, and a short cue."""

    word: str
    breath: str
    detail: str


SEGMENTS: dict[SegmentKind, SegmentText] = {
    "prepare": SegmentText("READY", "", ""),
    "up": SegmentText("UP", "EXHALE", ""),
    "top": SegmentText("HOLD", "STEADY", "hold still"),
    "down": SegmentText("DOWN", "INHALE", ""),
    "bottom": SegmentText("HOLD", "STEADY", "back flat"),
    "work": SegmentText("WORK", "BREATHE", "evenly"),
    "rest": SegmentText("REST", "BREATHE", "let go"),
    "switch": SegmentText("TURN", "", "the other side is next"),
}
PAUSED, READY, NEXT = "PAUSED", "READY", "NEXT"
WORDS = (*(text.word for text in SEGMENTS.values()), NEXT)
BREATHS = tuple(text.breath for text in SEGMENTS.values())
LAST_SECONDS = 3000  # milliseconds before a set that are announced
MOST_DOTS = 15
END_KEYS = "f or → ends the set"

Colour = SegmentKind | Literal["paused", "soon"]


class WorkoutText(Struct, frozen=True, kw_only=True):
    """All texts at one moment. It stays equal while only the figure moves.

    `fraction` is the rep of the reps or, outside of a set, the set of the sets or the round of the rounds; `dots` show
    the reps as a row of dots. `setup` takes the place of both while there is time to get into position.
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


def workout_text(frame: Frame, units: Unit | None = None) -> WorkoutText:
    """Return the texts for a frame, with the load in `units`; without them, in its own."""
    word, seconds, breath, detail, colour = _main_texts(frame)
    fraction, dots, set_ = _counts(frame)
    return WorkoutText(
        title=_title(frame, units),
        tempo=tempo_text(frame.next_block if changes_exercise(frame) else frame.block),
        sets=_place_in_words(frame),
        time_left=_time_left(frame),
        word=word,
        seconds=seconds,
        breath=breath,
        detail=detail,
        fraction=fraction,
        dots=dots,
        set=set_,
        setup=_setup(frame),
        form_cue=_form_cue(frame),
        upcoming=_upcoming(frame),
        colour=colour,
    )


def changes_exercise(frame: Frame) -> bool:
    """Return whether this is the rest before another exercise."""
    return frame.segment.kind == "rest" and frame.next is not None and frame.next.block != frame.segment.block


def introduces_exercise(frame: Frame) -> bool:
    """Return whether this is the time before the first set of an exercise, which has its name in large letters."""
    return frame.segment.kind == "prepare" or changes_exercise(frame)


def changes_round(frame: Frame) -> bool:
    """Return whether this is the rest before another round."""
    return frame.segment.kind == "rest" and frame.next is not None and frame.next.round != frame.segment.round


def _main_texts(frame: Frame) -> tuple[str, str, str, str, Colour]:
    """Return the word, the seconds, how to breathe, a short cue, and the colour of them."""
    segment, text = frame.segment, SEGMENTS[frame.segment.kind]
    if frame.state is State.PAUSED:
        return PAUSED, _seconds(frame), "", f"in {text.word} · space or click goes on", "paused"
    if frame.state is State.WAITING:
        overtime = f"+{seconds_left(frame.overtime // 1000 * 1000)}"
        return READY, overtime, "", f"space or click begins {_set_in_words(segment)}", "paused"
    countdown = frame.lead_in or (frame.begins_in if segment.under_tension else 0)
    if countdown:
        return READY, seconds_left(countdown), _then(segment), "", "soon"
    if segment.under_tension or frame.next is None:
        return text.word, _seconds(frame), text.breath, _detail(segment, frame.block), segment.kind
    return _texts_between_sets(frame, frame.next)


def _texts_between_sets(frame: Frame, following: Segment) -> tuple[str, str, str, str, Colour]:
    """Return what `_main_texts` returns, between sets and while preparing."""
    segment, text = frame.segment, SEGMENTS[frame.segment.kind]
    seconds, soon = seconds_left(frame.remaining), frame.remaining <= LAST_SECONDS
    colour: Colour = "soon" if soon else "prepare" if segment.kind == "prepare" else "rest"
    if segment.kind == "switch":
        return text.word, seconds, (following.side or "").upper(), text.detail, colour
    if soon:
        return READY, seconds, _then(following), "", colour
    if introduces_exercise(frame):
        return NEXT if segment.kind == "rest" else text.word, seconds, frame.next_block.name, "", colour
    return text.word, seconds, text.breath, text.detail, colour


def _then(segment: Segment) -> str:
    """Return what is to be done after a countdown: `THEN LEFT DOWN`."""
    return " ".join(filter(None, ("THEN", (segment.side or "").upper(), SEGMENTS[segment.kind].word)))


def _seconds(frame: Frame) -> str:
    """Return the seconds left in the segment; in work that goes on until a key ends it, those that have passed."""
    if frame.segment.kind == "work" and frame.segment.plan.max:
        return seconds_left(frame.elapsed // 1000 * 1000)
    return seconds_left(frame.remaining)


def _time_left(frame: Frame) -> str:
    about = "about " if any(block.max for block in frame.preset.blocks) else ""
    return f"{about}{clock_text(frame.duration - frame.position)} left"


def _title(frame: Frame, units: Unit | None) -> str:
    """Return the exercise and its load, and the routine; in the rest before another exercise, that exercise.

    In a routine, the name of an exercise that stands below in large letters is left out, so that the routine's fits.
    """
    block = frame.next_block if changes_exercise(frame) else frame.block
    number = (frame.next or frame.segment).block if changes_exercise(frame) else frame.segment.block
    load, count = load_text(block.load, units), len(frame.preset.blocks)
    if count == 1:
        return _joined(block.name, load)
    name = "" if introduces_exercise(frame) else block.name
    return _joined(name, load, f"exercise {number} of {count}", frame.preset.name)


def _joined(*texts: str) -> str:
    return " · ".join(filter(None, texts))


def _detail(segment: Segment, block: Block) -> str:
    """Return the cue of the phase, with the leg that moves or the side that works."""
    cue = {"up": block.cues.up, "down": block.cues.down}.get(segment.kind) or SEGMENTS[segment.kind].detail
    part = "side" if segment.plan.side else "leg"
    return f"{segment.side.upper()} {part} · {cue}" if segment.side and segment.under_tension else cue


def _counts(frame: Frame) -> tuple[str, str, str]:
    """Return what is counted now, as a fraction and as dots, and the set."""
    segment, plan = frame.segment, frame.segment.plan
    name, number = _place(frame, _subject(frame))
    if plan.max and segment.under_tension:
        best = _best(frame)
        if segment.rep is not None:
            return f"REP {segment.rep}", END_KEYS, " ".join(best) or f"{name} {number}"
        return (best[1], END_KEYS, best[0]) if best else (number, END_KEYS, name)
    if _setup(frame):
        return "", "", f"{name} {number}"
    if segment.rep is None:
        return number, _done(frame) if segment.between_sets else "", name
    return f"{segment.rep}/{plan.reps}", _dots(segment.rep, plan.reps), f"{name} {number}"


def _subject(frame: Frame) -> Segment:
    """Return the segment of the set that is shown: between two sets of the one that is next."""
    return frame.next if frame.segment.between_sets and frame.next is not None else frame.segment


def _place(frame: Frame, segment: Segment) -> tuple[str, str]:
    """Return where in the workout a segment is: `SET` or `ROUND`, or the side, and its number of how many."""
    block = frame.preset.blocks[segment.block - 1]
    name, number = "SET", f"{segment.set}/{block.sets}"
    if frame.preset.rounds > 1 and (block.sets == 1 or changes_round(frame)):
        name, number = "ROUND", f"{segment.round}/{frame.preset.rounds}"
    return (segment.plan.side or name).upper(), number


def _place_in_words(frame: Frame) -> str:
    """Return round, set and side: `round 2 of 3 · set 1 of 2 · left`."""
    segment = _subject(frame)
    sets = frame.preset.blocks[segment.block - 1].sets
    round_ = f"round {segment.round} of {frame.preset.rounds}" if frame.preset.rounds > 1 else ""
    set_ = f"set {segment.set} of {sets}" if sets > 1 or not round_ else ""
    return _joined(round_, set_, segment.plan.side or "")


def _set_in_words(segment: Segment) -> str:
    return f"set {segment.set}, {segment.plan.side}" if segment.plan.side else f"set {segment.set}"


def _done(frame: Frame) -> str:
    """Return how many reps of the set before were done, which can be corrected."""
    plan = frame.segment.plan
    if not plan.reps:
        return ""
    planned = "" if plan.max else f" of {plan.reps}"
    return f"{frame.reps}{planned} reps done · ↑ ↓ correct"


def _best(frame: Frame) -> tuple[str, ...]:
    """Return `BEST` and the best so far of a set that goes on until a key ends it; nothing without one."""
    if frame.best is None:
        return ()
    reps = frame.segment.plan.reps
    done, best = (frame.reps, frame.best) if reps else (frame.elapsed // 1000, frame.best // 1000)
    return ("NEW BEST", f"{done}") if done > best else ("BEST", f"{best}")


def _dots(current: int, count: int) -> str:
    if count > MOST_DOTS:
        return f"rep {current} of {count}"
    return " ".join("●" * (current - 1) + "◉" + "○" * (count - current))


def _setup(frame: Frame) -> str:
    """Return how to get into position, while preparing and in the rest before another exercise of the first round."""
    is_new = introduces_exercise(frame) and not (frame.next is None or frame.next.round > 1)
    return "\n".join(f"• {line}" for line in frame.next_block.cues.setup) if is_new else ""


def _form_cue(frame: Frame) -> str:
    """Return the caution in a rest and while preparing, else one form cue per rep in turn."""
    segment = frame.segment
    cues = (frame.next_block if changes_exercise(frame) else frame.block).cues
    if not segment.under_tension or not cues.form:
        return cues.caution
    return cues.form[((segment.rep or segment.set) - 1) % len(cues.form)]


def _upcoming(frame: Frame) -> str:
    current, following = frame.segment, frame.next
    if following is None:
        return "then: done"
    length = f"{following.duration / 1000:g} s"
    if following.kind == "work" and following.plan.max:
        length = "until you end it"
    what = f"{SEGMENTS[following.kind].word} {length}"
    if following.side and (following.side != current.side or current.between_sets):
        what = f"{following.side.upper()} {what}"
    if current.kind == "rest":
        round_ = f"round {following.round}, " if following.round != current.round else ""
        exercise = f"{frame.next_block.name}, " if following.block != current.block else ""
        what = f"{round_}{exercise}set {following.set}, {what}"
    return f"then: {what}"
