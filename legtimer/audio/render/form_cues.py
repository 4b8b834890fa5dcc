"""When which line about form is said: in turn, where it surely fits, so that none is ever said twice in a row."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from legtimer.audio.render.coaching import Coaching
from legtimer.audio.render.cue_events import GAP, HALF_REPS_MIN, spoken_ms
from legtimer.audio.render.cues import NUMBER_ROOM
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.core.plan import SetPlan
from legtimer.core.speech import spoken_number
from legtimer.core.timeline import Segment, Timeline

REST_MIN = 20_000  # milliseconds: in a shorter rest there is no time for a line
LONGEST_LINE = 5_000  # milliseconds
WORK_FIRST, WORK_EVERY, WORK_LAST = 2_500, 12_000, 14_000  # milliseconds after the start, between lines, before the end

FormCues = dict[int, list[tuple[int, str]]]


class _Slot(NamedTuple):
    """A moment at which a line can be said: the index of its segment, its time, and the time there is for it.

    Times are in milliseconds.
    """

    segment: int
    start: int
    room: int


def form_cues(timeline: Timeline, coaching: Coaching, sounds: SoundLibrary) -> FormCues:
    """The lines said in each segment, by its index, with their times in milliseconds."""
    if coaching.level == "few":
        return {}
    blocks: defaultdict[tuple[int, int], list[int]] = defaultdict(list)  # by round and block
    for index, segment in enumerate(timeline.segments):
        following = timeline.segments[min(index + 1, len(timeline.segments) - 1)]
        subject = following if segment.between_sets else segment
        blocks[subject.round, subject.block].append(index)
    found: FormCues = {}
    last = ""
    for (round_, number), indices in blocks.items():
        block = coaching.block(number)
        recorded = [line for line in (block.cues.form if block else ()) if spoken_ms(line, sounds)]
        slots = list(_slots(timeline.segments, indices, coaching, sounds))
        room = min((slot.room for slot in slots), default=0)
        lines = [line for line in recorded if spoken_ms(line, sounds) <= room]
        if len(lines) < min(2, len(recorded)):  # too fast for all but one: then only in rests
            slots = [slot for slot in slots if timeline.segments[slot.segment].kind == "rest"]
            lines = [line for line in recorded if spoken_ms(line, sounds) <= LONGEST_LINE]
        if not lines:
            continue
        if len(lines) == 1:
            slots = slots[:1]
        turn = round_ - 1  # each round begins with another line
        if lines[turn % len(lines)] == last:
            turn += 1
        for slot in slots:
            last = lines[turn % len(lines)]
            found.setdefault(slot.segment, []).append((slot.start, last))
            turn += 1
    return found


def _slots(
    segments: Sequence[Segment], indices: Sequence[int], coaching: Coaching, sounds: SoundLibrary
) -> Iterator[_Slot]:
    """Where in a block a line can be said."""
    reps = {segments[index].plan: segments[index].rep or 0 for index in indices if segments[index].rep}
    of_rep: defaultdict[tuple[SetPlan, int], list[int]] = defaultdict(list)
    for index in indices:
        segment = segments[index]
        if segment.rep:
            of_rep[segment.plan, segment.rep].append(index)
    chosen = {
        _longest_phase(segments, of_rep[plan, rep])
        for plan, count in reps.items()
        for rep in _reps_with_a_line(plan, count, coaching)
    }
    for index in indices:
        segment = segments[index]
        if index in chosen:
            yield _Slot(index, segment.start, _room(segments, index, sounds))
        elif segment.kind == "work":
            for after in range(WORK_FIRST, segment.duration - WORK_LAST + 1, WORK_EVERY):
                yield _Slot(index, segment.start + after, LONGEST_LINE)
        elif segment.kind == "rest" and segment.duration >= REST_MIN:
            yield _Slot(index, segment.start + segment.duration // 2, LONGEST_LINE)


def _reps_with_a_line(plan: SetPlan, count: int, coaching: Coaching) -> list[int]:
    """The reps with a line: not those that say how to breathe, nor those that end with more than a number."""
    taken = {count - 3, count - 1, count, count // 2 if count >= HALF_REPS_MIN else 0}
    free = [rep for rep in range(2, count) if rep not in taken and not coaching.breathes(plan, rep)]
    return free if coaching.level == "full" else free[::2]


def _longest_phase(segments: Sequence[Segment], rep: Sequence[int]) -> int:
    """The index of the longest phase that is not the way up."""
    return max((index for index in rep if segments[index].kind != "up"), key=lambda index: segments[index].duration)


def _room(segments: Sequence[Segment], index: int, sounds: SoundLibrary) -> int:
    """Milliseconds free in a phase, beside its word and, where the rep is counted in it, the number."""
    segment = segments[index]
    word: str = "hold" if segment.kind in ("top", "bottom") else segment.kind
    if segment.side:
        word = f"{segment.side}, {word}"
    following = segments[index + 1 : index + 4]
    moves_on = any(each.rep_key == segment.rep_key and each.kind in ("up", "down") for each in following)
    number = 0 if moves_on else spoken_ms(spoken_number(min(segment.rep or 0, 100)), sounds) + NUMBER_ROOM
    return segment.duration - spoken_ms(word, sounds) - number - 3 * GAP
