"""What the coach says: the texts that a preset and its timeline put into the cues."""

from collections.abc import Callable, Sequence

from legtimer.audio.render.coaching import Coaching
from legtimer.audio.render.cues import Cue
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.core.preset import Block
from legtimer.core.speech import spoken_duration, spoken_number, spoken_sets, spoken_stem
from legtimer.core.timeline import Segment, Timeline

BREATH_WORDS = ("exhale", "inhale", "breathe out", "breathe in")

# A way to say something: names of sounds, played one after the other.
Spoken = tuple[str, ...]


class Wording:
    """Puts texts in the place of `{...}` in cues, and chooses those that have a recording."""

    def __init__(self, timeline: Timeline, coaching: Coaching, sounds: SoundLibrary) -> None:
        self._segments = timeline.segments
        self._coaching = coaching
        self._sounds = sounds

    def utterances(self, cue: Cue, index: int, text: str) -> list[list[Spoken]]:
        """What to say at the segment at `index`, one after the other: for each the ways to say it, best first.

        `text` is what the event itself brings, such as the form cue that is next.
        """
        if cue.style != "voice":
            return [[cue.sounds]]
        if cue.sounds == ("{setup}",):  # the only name that stands for several texts, said one after the other
            block = self._block_introduced(index)
            return [ways for ways in (self._ways([line]) for line in (block.cues.setup if block else ())) if ways]
        ways = self._ways([self._filled(sound, index, text) for sound in cue.sounds])
        return [ways] if ways else []

    def _ways(self, texts: Sequence[str]) -> list[Spoken]:
        """Each text as the names of its recordings; those that lack one are left out."""
        spoken = [tuple(spoken_stem(part) for part in text.split(" / ")) for text in texts if text]
        return [way for way in spoken if all(self._sounds.length(name) for name in way)]

    def _filled(self, template: str, index: int, text: str) -> str:
        """The template with each `{...}` filled in; empty if there is nothing to fill in."""
        pieces = template.replace("}", "{").split("{")  # every second one is a name
        values = [text if name == "text" else FILLERS[name](self, index) for name in pieces[1::2]]
        pieces[1::2] = values
        return "".join(pieces) if all(values) else ""

    def _after(self, index: int) -> Segment:
        """The segment that follows: in a rest or in `prepare`, the first of the set that is announced."""
        return self._segments[min(index + 1, len(self._segments) - 1)]

    def _block_after(self, index: int) -> Block | None:
        """The block of the segment that follows."""
        return self._coaching.block(self._after(index).block)

    def _block_introduced(self, index: int) -> Block | None:
        """The same in the first round; later ones go without set-up and caution, except with "full"."""
        is_new = self._after(index).round == 1 or self._coaching.level == "full"
        return self._block_after(index) if is_new else None

    def _preset_name(self, _: int) -> str:
        return self._coaching.name if len(self._coaching.blocks) > 1 else ""

    def _name(self, index: int) -> str:
        block = self._block_after(index)
        return block.name if block else ""

    def _caution(self, index: int) -> str:
        block = self._block_introduced(index)
        return block.cues.caution if block else ""

    def _first_rests_caution(self, index: int) -> str:
        """The caution once more after the first set: before it there may have been no time."""
        return self._caution(index) if self._segments[index].set == 1 else ""

    def _number(self, index: int) -> str:
        rep = self._segments[index].rep or 0
        if rep <= 100:
            return spoken_number(rep)
        return "two hundred" if rep == 200 else f"one hundred and / {spoken_number(rep - 100)}"

    def _side(self, index: int) -> str:
        """The side of the segment, if it is not that of the segment before."""
        segment = self._segments[index]
        before = self._segments[index - 1] if index else segment
        changes = index == 0 or before.set_key != segment.set_key or before.side != segment.side
        return segment.side or "" if changes else ""

    def _breath(self, index: int) -> str:
        """How to breathe in this phase, in the preset's own words."""
        segment = self._segments[index]
        block = self._coaching.block(segment.block)
        if block is None or not self._coaching.breathes(segment.plan, segment.rep):
            return ""
        return block.cues.up if segment.kind == "up" else block.cues.down

    def _breath_word(self, index: int) -> str:
        text = self._breath(index).casefold()
        return next((word for word in BREATH_WORDS if text.startswith(word)), "")

    def _rest(self, index: int) -> str:
        return spoken_duration(max(1, round(self._segments[index].duration / 1000)))

    def _sets_left(self, index: int) -> str:
        here = self._segments[index]
        last = max(s.set for s in self._segments[index:] if (s.block, s.round) == (here.block, here.round))
        left = last - here.set
        return "last set" if left == 1 else f"{spoken_sets(left)} to go"

    def _round(self, index: int) -> str:
        return spoken_number(self._after(index).round)

    def _rounds(self, _: int) -> str:
        return spoken_number(self._coaching.rounds)

    def _sets(self, index: int) -> str:
        block = self._block_after(index)
        return spoken_sets(block.sets) if block else ""

    def _reps(self, index: int) -> str:
        """What the set that follows consists of."""
        plan = self._after(index).plan
        if plan.max:
            return "as many as you can" if plan.reps else "as long as you can"
        if plan.work:
            return spoken_duration(plan.work // 1000)
        return "one rep" if plan.reps == 1 else f"{spoken_number(plan.reps)} reps"

    def _work(self, index: int) -> str:
        """Unlike the number alone it is not taken for the length of the rest."""
        plan = self._after(index).plan
        return f"work for {spoken_duration(plan.work // 1000)}" if plan.work and not plan.max else ""

    def _movement(self, index: int) -> str:
        """How to move and breathe in both phases, introduced so that nobody begins at once."""
        first, second = self._phase_texts(index)
        return f"in each rep / {first} / {second}" if first and second else ""

    def _first_movement(self, index: int) -> str:
        first = self._phase_texts(index)[0]
        return f"in each rep / {first}" if first else ""

    def _phase_texts(self, index: int) -> tuple[str, str]:
        """The preset's words for the two phases, in the order in which they are done; empty for work."""
        block = self._block_introduced(index)
        if block is None or block.work is not None:
            return "", ""
        cues = block.cues
        return (cues.up, cues.down) if block.first == "up" else (cues.down, cues.up)

    def _working(self, index: int) -> str:
        """How to breathe during work, which has no phases to say it in."""
        block = self._block_introduced(index)
        return f"while you work / {block.cues.up}" if block and block.work is not None and block.cues.up else ""

    def _amount(self, index: int) -> str:
        """All sets of the exercise that follows, if they are alike: `three sets of ten`."""
        block = self._block_after(index)
        if block is None or len(set(block.set_reps)) > 1:
            return ""
        amount = self._reps(index).removesuffix(" reps").removesuffix(" rep")
        return f"{spoken_sets(block.sets)}{',' if block.max else ' of'} {amount}"

    def _best(self, index: int) -> str:
        plan = self._after(index).plan
        best = self._coaching.bests.get(plan.block) if plan.max else None
        if best is None:
            return ""
        return spoken_number(best) if plan.reps else _spoken_time(best // 1000)

    def _sides(self, index: int) -> str:
        block = self._block_after(index)
        ways = {"alternate": "sides in turn, left first", "each": "on each side, left first"}
        return ways.get(block.sides, "") if block else ""

    def _first_side(self, index: int) -> str:
        """The side to lie on for a set that is done on each."""
        side = self._after(index).plan.side
        return f"{side} side first" if side else ""

    def _exercise(self, index: int) -> str:
        number, count = self._segments[index + 1].block, len(self._coaching.blocks)
        if count < 2:
            return ""
        return "last exercise" if number == count else f"exercise {spoken_number(number)} of {spoken_number(count)}"

    def _done(self, index: int) -> str:
        """What was done, if nothing is missing."""
        coaching = self._coaching
        if coaching.level == "few" or not coaching.complete or not coaching.blocks:
            return ""
        if coaching.rounds > 1:
            return f"{spoken_number(coaching.rounds)} rounds"
        exercises = len(coaching.blocks)
        if exercises > 1:
            return f"{spoken_number(exercises)} exercises"
        return "" if coaching.blocks[0].max else self._amount(index)

    def _praise(self, _: int) -> str:
        """What can be said of any workout in which nothing was skipped."""
        coaching = self._coaching
        return "" if coaching.level == "few" or coaching.skipped or not coaching.blocks else "all done, well held"


FILLERS: dict[str, Callable[[Wording, int], str]] = {
    "preset name": Wording._preset_name,
    "name": Wording._name,
    "caution": Wording._caution,
    "first rest's caution": Wording._first_rests_caution,
    "number": Wording._number,
    "side": Wording._side,
    "breath": Wording._breath,
    "breath word": Wording._breath_word,
    "rest": Wording._rest,
    "sets left": Wording._sets_left,
    "sets": Wording._sets,
    "reps": Wording._reps,
    "amount": Wording._amount,
    "best": Wording._best,
    "round": Wording._round,
    "rounds": Wording._rounds,
    "work": Wording._work,
    "movement": Wording._movement,
    "first movement": Wording._first_movement,
    "working": Wording._working,
    "sides": Wording._sides,
    "first side": Wording._first_side,
    "exercise": Wording._exercise,
    "done": Wording._done,
    "praise": Wording._praise,
}


def _spoken_time(seconds: int) -> str:
    """A length of time from parts that are recorded for every second: `one minute / forty-seven`."""
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return f"{spoken_number(rest)} / seconds"
    whole = "one minute" if minutes == 1 else f"{spoken_number(minutes)} minutes"
    return f"{whole} / {spoken_number(rest)}" if rest else whole
