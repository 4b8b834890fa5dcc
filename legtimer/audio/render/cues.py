"""Which sound marks which event. To add a cue, add a row to CUES (and, for a new sound, its WAV file)."""

from typing import Literal

from msgspec import Struct

from legtimer.audio.render.mix import Style
from legtimer.core.settings import CountTiming

# The events of a workout that a cue can mark. The kind of a segment stands for its start.
CueEvent = Literal[
    "prepare", "up", "top", "down", "bottom", "work", "rest",
    "rep starts", "rep ends", "left starts", "right starts", "side changes next",
    "last rep next", "half the reps done", "on the way down", "half the work done",
    "10 s left", "3 s left", "2 s left", "1 s left", "second", "set ends", "workout ends",
]  # fmt: skip

Placing = Literal["at", "after", "before"]

MAX_SHIFT = 1_800  # milliseconds between an event and a cue placed "after" or "before" it


class Cue(Struct, frozen=True):
    """One sound for one event. If two would overlap, the one with the lower priority is left out.

    `placing`: "at" starts on the event; "after" waits, if need be, until another sound has ended; "before" ends at the
    event or earlier. In `sound`, `{number}` stands for the number of the rep and `{form}` for the next form cue.
    `kinds` limits the cue to segments of these kinds, `count` to one setting of when reps are counted.
    """

    event: CueEvent
    style: Style
    sound: str
    priority: int
    placing: Placing = "at"
    kinds: tuple[str, ...] = ()
    count: CountTiming | None = None


CUES = (
    Cue("workout ends", "voice", "done", 99),
    Cue("work", "voice", "go", 95),
    Cue("rest", "voice", "rest", 95),
    Cue("3 s left", "voice", "three", 90),
    Cue("2 s left", "voice", "two", 90),
    Cue("1 s left", "voice", "one", 90),
    Cue("left starts", "voice", "left", 85),
    Cue("right starts", "voice", "right", 85),
    Cue("up", "voice", "up", 80),
    Cue("down", "voice", "down", 80),
    Cue("last rep next", "voice", "last-rep", 70, "before"),
    Cue("half the work done", "voice", "half-way", 65),
    Cue("half the reps done", "voice", "half-way", 65, "before"),
    Cue("rep ends", "voice", "{number}", 60, "before", count="complete"),
    Cue("rep starts", "voice", "{number}", 60, "after", count="start"),
    Cue("10 s left", "voice", "ten-seconds", 55),
    Cue("side changes next", "voice", "switch", 45),
    Cue("prepare", "voice", "get-ready", 40),
    Cue("top", "voice", "hold", 40),
    Cue("bottom", "voice", "hold", 40),
    Cue("on the way down", "voice", "{form}", 20, "after"),
    Cue("workout ends", "clicks", "end-of-workout", 99),
    Cue("set ends", "clicks", "end-of-set", 90),
    Cue("up", "clicks", "click-up", 80),
    Cue("top", "clicks", "click-top", 80),
    Cue("down", "clicks", "click-down", 80),
    Cue("bottom", "clicks", "click-bottom", 80),
    Cue("work", "clicks", "click-work", 80),
    Cue("3 s left", "clicks", "count", 50),
    Cue("2 s left", "clicks", "count", 50),
    Cue("1 s left", "clicks", "count", 50),
    Cue("second", "clicks", "tick", 10, kinds=("up", "top", "down", "bottom", "work")),
    Cue("3 s left", "glide", "soft-count", 50, kinds=("prepare", "rest")),
    Cue("2 s left", "glide", "soft-count", 50, kinds=("prepare", "rest")),
    Cue("1 s left", "glide", "soft-count", 50, kinds=("prepare", "rest")),
)

# The form cues of each variation; some reps get one on the way down, in turn.
FORM_CUES = {
    "heel-tap": ("back-flat", "lower-slowly"),
    "lying": ("lower-slowly", "back-flat"),
    "arms-t": ("back-flat", "lower-slowly"),
    "ball": ("lower-slowly", "back-flat"),
}
OTHER_FORM_CUES = ("lower-slowly", "slow-down")

_UNITS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def number_sounds(number: int) -> tuple[str, ...]:
    """The sounds that make up a spoken number, 1 to 999; none for 0."""
    if number == 0:
        return ()
    if number < 20:
        return (_UNITS[number - 1],)
    if number < 100:
        return (_TENS[number // 10 - 2], *number_sounds(number % 10))
    return (_UNITS[number // 100 - 1], "hundred", *number_sounds(number % 100))
