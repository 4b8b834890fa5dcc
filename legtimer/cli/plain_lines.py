"""What a plain workout prints: a line for each phase, and an answer to each key."""

from functools import partial

from msgspec import Struct

from legtimer.core.formatting import best_text, plan_text
from legtimer.core.frame import Frame, State
from legtimer.core.load import Unit
from legtimer.core.preset import Block
from legtimer.core.timeline import Segment
from legtimer.core.workout import Workout
from legtimer.runtime.controller import WorkoutController

KEYS = (
    "keys: space pause, n next phase, b back, f form broke or end of the set, [ ] slower or faster, + - rest, "
    "u d one rep more or fewer, m mute, q end"
)
BREATHS = {"up": "exhale", "down": "inhale", "work": "breathe evenly"}
CHANGES = {
    "[": partial(Workout.change_down, by=500),
    "]": partial(Workout.change_down, by=-500),
    "+": partial(Workout.change_rest, by=10_000),
    "-": partial(Workout.change_rest, by=-10_000),
    "u": partial(Workout.correct_reps, by=1),
    "d": partial(Workout.correct_reps, by=-1),
}
JUMPS = {"n": Workout.skip, "b": Workout.step_back, "f": Workout.break_form}
STATES = {State.PAUSED: "paused, space goes on", State.COMPLETED: "done", State.STOPPED: "ended"}
BEGUN = 1000  # milliseconds into a phase, from which on its line says how much is left instead of the whole length


class Moment(Struct, frozen=True):
    """What makes a line: it is printed when this changes."""

    state: State
    started: bool
    segment: tuple[object, ...]


def moment(frame: Frame) -> Moment:
    """The moment of a frame, equal for all frames of one phase."""
    segment = frame.segment
    return Moment(frame.state, not (frame.lead_in or frame.begins_in), (segment.plan.key, segment.kind, segment.rep))


def line(frame: Frame, units: Unit | None = None) -> str:
    """What to do now: `set 1 rep 3 down 4 s inhale`; the load in `units`; without them, in its own."""
    segment = frame.segment
    if frame.state in STATES:
        return STATES[frame.state]
    if frame.state is State.WAITING or frame.begins_in:
        return f"{_set(frame, segment)} begins{'' if frame.begins_in else ' with space'}"
    if frame.lead_in:
        return f"going on in {_seconds(frame.lead_in)}"
    if segment.kind == "prepare":
        block = frame.next_block
        return f"prepare {_length(frame)}, {block.name}, {plan_text(block, units)}{_setup(block)}"
    if segment.between_sets:
        return f"{segment.kind} {_length(frame)}{_next(frame)}"
    rep = f" rep {segment.rep}" if segment.rep else ""
    side = f" {segment.side}" if segment.side else ""
    return f"{_set(frame, segment)}{rep}{side} {segment.kind}{_work_length(frame)} {BREATHS.get(segment.kind, 'hold')}"


def act(key: str, controller: WorkoutController) -> str | None:
    """Do what a key stands for, and return the answer; None if the next line is answer enough."""
    if key in (" ", "."):
        controller.toggle_pause()
    elif key in JUMPS:
        controller.jump(JUMPS[key])
    elif key in CHANGES:
        controller.change(CHANGES[key])
        return _answer(key, controller.workout.frame)
    elif key in "?h":
        return KEYS
    return None


def _answer(key: str, frame: Frame) -> str:
    if key in "ud":
        return f"{frame.reps} reps"
    if key in "[]":
        return f"down {frame.block.tempo.down:g} s from the next rep on" if frame.block.tempo else "no tempo here"
    return f"rest {'+' if key == '+' else '-'}10 s"


def _set(frame: Frame, segment: Segment) -> str:
    """The set, with the round and the exercise where there are several."""
    round_ = f"round {segment.round} " if frame.preset.rounds > 1 else ""
    name = f"{frame.preset.blocks[segment.block - 1].name} " if len(frame.preset.blocks) > 1 else ""
    return f"{round_}{name}set {segment.set}"


def _next(frame: Frame) -> str:
    """What comes after a rest or a switch of sides; the set-up if it is another exercise."""
    following = frame.next
    if following is None:
        return ""
    setup = _setup(frame.next_block) if following.block != frame.segment.block else ""
    side = f" {following.side}" if following.side else ""
    return f", then {_set(frame, following)} of {frame.next_block.sets}{side}{setup}"


def _setup(block: Block) -> str:
    return "".join(f", {each}" for each in block.cues.setup)


def _work_length(frame: Frame) -> str:
    """How long a phase takes; for work that goes on until a key ends it, the best so far."""
    if not frame.segment.plan.max or frame.segment.rep is not None:
        return f" {_length(frame)}"
    return f", best so far {best_text(frame.block, frame.best)}," if frame.best else ""


def _length(frame: Frame) -> str:
    return _seconds(frame.segment.duration) if frame.elapsed < BEGUN else f"{-(-frame.remaining // 1000)} s left"


def _seconds(milliseconds: int) -> str:
    return f"{milliseconds / 1000:g} s"
