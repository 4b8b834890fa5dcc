"""Which sound belongs to which moment. To add a cue, add a row to CUES (and, for a new sound, its WAV file)."""

from typing import Literal

from msgspec import Struct

from legtimer.audio.render.mix import Style
from legtimer.core.settings import CountTiming

# What happens in a workout that a cue can belong to. A segment's own kind is the moment of its beginning.
CueEvent = Literal[
    "prepare", "up", "top", "down", "bottom", "work", "rest",
    "rep starts", "rep ends", "left starts", "right starts", "side changes next",
    "last rep next", "half the reps done", "on the way down", "half the work done",
    "10 s left", "3 s left", "2 s left", "1 s left", "second", "set ends", "workout ends",
]  # fmt: skip

Placing = Literal["at", "after", "before"]

LONGEST_SHIFT = 1_800  # milliseconds a cue placed "after" or "before" may lie off its moment


class Cue(Struct, frozen=True):
    """One sound at one moment. Where two would sound at once, the higher priority is heard and the other left out.

    `placing` is "at" for a sound that starts on the moment, "after" for one that may wait until another has been
    said, "before" for one that ends at the moment or earlier. `{number}` and `{form}` stand for the rep's number and
    the form cue whose turn it is. `kinds` limits a cue to segments of these kinds, `count` to one way of counting.
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

# What is worth saying on the way down, by variation; one is said now and then, in turn.
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
    """The sounds that say a number from 1 to 999, in order."""
    if number >= 100:
        rest = number % 100
        return (_UNITS[number // 100 - 1], "hundred", *(number_sounds(rest) if rest else ()))
    if number >= 20:
        units = number % 10
        return (_TENS[number // 10 - 2], *(_UNITS[units - 1 : units] if units else ()))
    return (_UNITS[number - 1],)
