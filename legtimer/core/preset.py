"""A preset: a named exercise, and what makes one valid.

The limits stand in the types (`msgspec.Meta`), so that reading a file, typing in a form and the published JSON Schema
cannot disagree; the rules that join several keys are the functions below.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta, Struct

from legtimer.core.tempo import SECONDS, Phase, Tempo

Variation = Literal["heel-tap", "lying", "arms-t", "ball", "seated", "hanging", "dip-bars", "other"]
Knees = Literal["straight", "soft", "bent"]
First = Literal["up", "down"]
Sides = Literal["both", "alternate"]
Severity = Literal["error", "warning"]

LONGEST_TEXT = 500  # characters
LONGEST_PAUSE = 3600  # seconds
LONGEST_WORKOUT = 4 * 3600 * 1000  # milliseconds
MOST_REPS = 200
HEAVIEST = 500  # kilograms

# No control, zero-width or direction-changing characters: a text must not change how a terminal behaves.
Text = Annotated[
    str,
    Meta(
        max_length=LONGEST_TEXT,
        pattern="^[^\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]*$(?!\n)",
        description=f"text of at most {LONGEST_TEXT} characters, without control or invisible ones",
    ),
]
Name = Annotated[
    Text,
    Meta(min_length=1, description=f"a name of 1 to {LONGEST_TEXT} characters, without control or invisible ones"),
]
Stem = Annotated[
    str, Meta(pattern="^[a-z0-9][a-z0-9_-]{0,99}$(?!\\n)", description="a file stem: small letters, digits, - and _")
]
Pause = Annotated[float, Meta(ge=0, le=LONGEST_PAUSE, extra=SECONDS)]
Sets = Annotated[int, Meta(ge=1, le=50)]
Reps = Annotated[int, Meta(ge=1, le=MOST_REPS)]

RISING_FIRST: tuple[Phase, ...] = ("up", "top", "down", "bottom")
LOWERING_FIRST: tuple[Phase, ...] = ("down", "bottom", "up", "top")


def milliseconds(seconds: float) -> int:
    """Seconds as whole milliseconds, the unit in which the core counts."""
    return round(seconds * 1000)


class Cues(Struct, frozen=True, kw_only=True):
    """What to say and show while the exercise is done."""

    up: Text = "Exhale on the way up"
    down: Text = "Inhale on the way down, slower"
    form: tuple[Text, ...] = ()
    setup: tuple[Text, ...] = ()
    caution: Text = ""


class Block(Struct, frozen=True, kw_only=True):
    """One exercise: sets of reps with a tempo, or of plain work intervals. Times in seconds, load in kilograms."""

    name: Name
    variation: Variation = "other"
    sets: Sets
    reps: Reps | None = None
    tempo: Tempo | None = None
    work: Annotated[float, Meta(ge=0.3, le=LONGEST_PAUSE, extra=SECONDS)] | None = None
    rest: Pause = 60.0
    rest_after: Pause = 0.0
    first: First = "up"
    sides: Sides = "both"
    load: Annotated[float, Meta(ge=0, le=HEAVIEST, extra={"unit": "kilograms"})] = 0.0
    cues: Cues = Cues()

    @property
    def rep_phases(self) -> tuple[tuple[Phase, int], ...]:
        """The phases of one rep in the order they are done, with their milliseconds; those of 0 are left out."""
        if self.tempo is None:
            return ()
        order = RISING_FIRST if self.first == "up" else LOWERING_FIRST
        phases = ((phase, milliseconds(getattr(self.tempo, phase))) for phase in order)
        return tuple((phase, duration) for phase, duration in phases if duration)

    @property
    def set_tension(self) -> int:
        """Milliseconds under tension in one set."""
        if self.work is not None:
            return milliseconds(self.work)
        return (self.reps or 0) * sum(duration for _, duration in self.rep_phases)


class Preset(Struct, frozen=True, kw_only=True):
    """A named workout: one block, or several for a routine."""

    name: Name
    summary: Text = ""
    level: Annotated[int, Meta(ge=1, le=7)] = 3
    equipment: tuple[Text, ...] = ()
    prepare: Pause = 10.0
    easier: Stem | None = None
    harder: Stem | None = None
    blocks: Annotated[tuple[Block, ...], Meta(min_length=1)]

    @property
    def variation(self) -> Variation:
        """The pose it begins with."""
        return self.blocks[0].variation

    @property
    def tension(self) -> int:
        """Milliseconds under tension in the whole workout."""
        return sum(block.sets * block.set_tension for block in self.blocks)

    @property
    def duration(self) -> int:
        """Milliseconds from the first to the last moment, by arithmetic alone."""
        rests = sum((block.sets - 1) * milliseconds(block.rest) for block in self.blocks)
        between = sum(milliseconds(block.rest_after) for block in self.blocks[:-1])
        return milliseconds(self.prepare) + self.tension + rests + between


class Fault(Struct, frozen=True):
    """One thing wrong with a file: at which key, what was found there and what was expected.

    `line` counts from 1; None where there is no line, as in a file that is not there.
    """

    key: str
    found: str
    expected: str
    severity: Severity = "error"
    line: int | None = None


def block_faults(block: Block, path: str = "") -> Iterator[Fault]:
    """What is wrong with a block whose single values are all within their limits; `path` leads to its keys."""
    if block.work is not None:
        for key in ("reps", "tempo"):
            if getattr(block, key) is not None:
                yield Fault(f"{path}{key}", f"{key} beside work", "either work, or reps and tempo")
    elif block.reps is None and block.tempo is None:
        yield Fault(f"{path}reps", "neither reps nor work", "reps and tempo, or work")
    else:
        for key in ("reps", "tempo"):
            if getattr(block, key) is None:
                yield Fault(f"{path}{key}", f"no {key}", "reps and tempo, or work")
    if block.tempo is not None and block.tempo.lowers_faster:
        found = f"{block.tempo.down:g}, with up {block.tempo.up:g}"
        yield Fault(
            f"{path}tempo.down", found, "at least as long as up: lowering is the slower, controlled half", "warning"
        )


def preset_faults(preset: Preset) -> Iterator[Fault]:
    """What is wrong with a preset as a whole, its blocks being valid one by one."""
    if preset.duration > LONGEST_WORKOUT:
        minutes, most = round(preset.duration / 60_000), LONGEST_WORKOUT // 60_000
        yield Fault("sets", f"a workout of {minutes} minutes", f"at most {most} minutes in all")
