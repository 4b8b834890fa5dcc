"""The texts that stand for `{...}` in a cue: what there is to say at one place of a workout."""

from collections.abc import Callable, Sequence

from legtimer.audio.render.coaching import Coaching
from legtimer.core.speech import spoken_duration, spoken_number, spoken_sets
from legtimer.core.timeline import Segment

BREATH_WORDS = ("exhale", "inhale", "breathe out", "breathe in")


class Place:
    """A segment of a workout, and what its texts depend on.

    Attributes:
        coaching: what the coach has to know besides the timeline.
        segment: the segment itself.
        after: the one that follows; in a rest or in `prepare`, the first of the set that is announced.
        block: the exercise of the segment that follows, if it is known.
        introduced: the same in the first round; later ones go without set-up and caution, except with "full".
    """

    def __init__(self, segments: Sequence[Segment], index: int, coaching: Coaching) -> None:
        self._segments = segments
        self._index = index
        self.coaching = coaching
        self.segment = segments[index]
        self.after = segments[min(index + 1, len(segments) - 1)]
        self.block = coaching.block(self.after.block)
        self.introduced = self.block if self.after.round == 1 or coaching.level == "full" else None

    @property
    def changes_side(self) -> bool:
        """Whether the side of the segment is not that of the segment before."""
        if not self._index:
            return True
        before = self._segments[self._index - 1]
        return before.set_key != self.segment.set_key or before.side != self.segment.side

    @property
    def sets_left(self) -> int:
        """Sets of this exercise that follow in this round."""
        here = self.segment
        later = self._segments[self._index :]
        return max(each.set for each in later if (each.block, each.round) == (here.block, here.round)) - here.set

    @property
    def phase_texts(self) -> tuple[str, str]:
        """The preset's words for the two phases, in the order in which they are done; empty for work."""
        if self.introduced is None or self.introduced.work is not None:
            return "", ""
        cues = self.introduced.cues
        return (cues.up, cues.down) if self.introduced.first == "up" else (cues.down, cues.up)


def _caution(place: Place) -> str:
    return place.introduced.cues.caution if place.introduced else ""


def _number(place: Place) -> str:
    rep = place.segment.rep or 0
    if rep <= 100:
        return spoken_number(rep)
    return "two hundred" if rep == 200 else f"one hundred and / {spoken_number(rep - 100)}"


def _breath(place: Place) -> str:
    """How to breathe in this phase, in the preset's own words."""
    segment = place.segment
    block = place.coaching.block(segment.block)
    if block is None or not place.coaching.breathes(segment.plan, segment.rep):
        return ""
    return block.cues.up if segment.kind == "up" else block.cues.down


def _breath_word(place: Place) -> str:
    text = _breath(place).casefold()
    return next((word for word in BREATH_WORDS if text.startswith(word)), "")


def _sets_left(place: Place) -> str:
    return "last set" if place.sets_left == 1 else f"{spoken_sets(place.sets_left)} to go"


def _reps(place: Place) -> str:
    """What the set that follows consists of."""
    plan = place.after.plan
    if plan.max:
        return "as many as you can" if plan.reps else "as long as you can"
    if plan.work:
        return spoken_duration(plan.work // 1000)
    return "one rep" if plan.reps == 1 else f"{spoken_number(plan.reps)} reps"


def _work(place: Place) -> str:
    """`work for twenty seconds`: the seconds alone could be taken for the length of the rest."""
    plan = place.after.plan
    return f"work for {spoken_duration(plan.work // 1000)}" if plan.work and not plan.max else ""


def _movement(place: Place) -> str:
    """How to move and breathe in both phases, introduced so that nobody begins at once."""
    first, second = place.phase_texts
    return f"in each rep / {first} / {second}" if first and second else ""


def _first_movement(place: Place) -> str:
    first = place.phase_texts[0]
    return f"in each rep / {first}" if first else ""


def _working(place: Place) -> str:
    """How to breathe during work, which has no phases to say it in."""
    block = place.introduced
    return f"while you work / {block.cues.up}" if block and block.work is not None and block.cues.up else ""


def _amount(place: Place) -> str:
    """All sets of the exercise that follows, if they are alike: `three sets of ten`."""
    block = place.block
    if block is None or len(set(block.set_reps)) > 1:
        return ""
    amount = _reps(place).removesuffix(" reps").removesuffix(" rep")
    return f"{spoken_sets(block.sets)}{',' if block.max else ' of'} {amount}"


def _best(place: Place) -> str:
    plan = place.after.plan
    best = place.coaching.bests.get(plan.block) if plan.max else None
    if best is None:
        return ""
    return spoken_number(best) if plan.reps else _spoken_time(best // 1000)


def _sides(place: Place) -> str:
    texts = {"alternate": "sides in turn, left first", "each": "on each side, left first"}
    return texts.get(place.block.sides, "") if place.block else ""


def _exercise(place: Place) -> str:
    number, count = place.after.block, len(place.coaching.blocks)
    if count < 2:
        return ""
    return "last exercise" if number == count else f"exercise {spoken_number(number)} of {spoken_number(count)}"


def _done(place: Place) -> str:
    """What was done, if nothing is missing."""
    coaching = place.coaching
    if coaching.level == "few" or not coaching.complete or not coaching.blocks:
        return ""
    if coaching.rounds > 1:
        return f"{spoken_number(coaching.rounds)} rounds"
    exercises = len(coaching.blocks)
    if exercises > 1:
        return f"{spoken_number(exercises)} exercises"
    return "" if coaching.blocks[0].max else _amount(place)


def _praise(place: Place) -> str:
    """What can be said of any workout in which nothing was skipped."""
    coaching = place.coaching
    return "" if coaching.level == "few" or coaching.skipped or not coaching.blocks else "all done, well held"


def _spoken_time(seconds: int) -> str:
    """A length of time from parts that are recorded for every second: `one minute / forty-seven`."""
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return f"{spoken_number(rest)} / seconds"
    whole = "one minute" if minutes == 1 else f"{spoken_number(minutes)} minutes"
    return f"{whole} / {spoken_number(rest)}" if rest else whole


FILLERS: dict[str, Callable[[Place], str]] = {
    "preset name": lambda place: place.coaching.name if len(place.coaching.blocks) > 1 else "",
    "name": lambda place: place.block.name if place.block else "",
    "caution": _caution,
    # Once more after the first set: before it there may have been no time.
    "first rest's caution": lambda place: _caution(place) if place.segment.set == 1 else "",
    "number": _number,
    "side": lambda place: place.segment.side or "" if place.changes_side else "",
    "breath": _breath,
    "breath word": _breath_word,
    "rest": lambda place: spoken_duration(max(1, round(place.segment.duration / 1000))),
    "sets left": _sets_left,
    "sets": lambda place: spoken_sets(place.block.sets) if place.block else "",
    "reps": _reps,
    "amount": _amount,
    "best": _best,
    "round": lambda place: spoken_number(place.after.round),
    "rounds": lambda place: spoken_number(place.coaching.rounds),
    "work": _work,
    "movement": _movement,
    "first movement": _first_movement,
    "working": _working,
    "sides": _sides,
    "first side": lambda place: f"{place.after.plan.side} side first" if place.after.plan.side else "",
    "exercise": _exercise,
    "done": _done,
    "praise": _praise,
}
