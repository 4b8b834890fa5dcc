"""A preset: a named workout, and what makes one valid.

The limits are in the types (`msgspec.Meta`), so that files, the editor's form and the published JSON Schema agree. The
rules that involve several keys are the functions at the end.
"""

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from msgspec import Meta, Struct

from legtimer.core.load import HEAVIEST, KILOGRAMS, Load, kilograms
from legtimer.core.tempo import SECONDS, Phase, Tempo

Variation = Literal[
    "heel-tap",
    "lying",
    "arms-t",
    "ball",
    "seated",
    "hanging",
    "dip-bars",
    "squat",
    "push-up",
    "plank",
    "side-plank",
    "other",
]
Knees = Literal["straight", "soft", "bent"]
First = Literal["up", "down"]
Sides = Literal["both", "alternate", "each"]
Side = Literal["left", "right"]
Severity = Literal["error", "warning"]

LONGEST_TEXT = 500  # characters
LONGEST_INTERVAL = 3600  # seconds
LONGEST_WORKOUT = 4 * 3600 * 1000  # milliseconds
MOST_SETS = 50
MOST_REPS = 200
LONGEST_MAX = 600_000  # milliseconds of a `work = "max"`
GUESSED_REPS = 10  # planned for `reps = "max"` while there is no best
GUESSED_WORK = 60_000  # milliseconds planned for `work = "max"` while there is no best

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
    str,
    Meta(pattern="^[a-z0-9][a-z0-9_-]{0,99}$(?!\\n)", description="a file stem: lowercase letters, digits, - and _"),
]
PresetId = Annotated[
    str,
    Meta(pattern="^[A-Za-z0-9_-]{1,100}$(?!\\n)", description="an id of 1 to 100 letters, digits, - and _"),
]
Interval = Annotated[float, Meta(ge=0, le=LONGEST_INTERVAL, extra=SECONDS)]
Rounds = Annotated[int, Meta(ge=1, le=20)]
RepCount = Annotated[int, Meta(ge=1, le=MOST_REPS)]
Reps = Annotated[
    RepCount | Annotated[tuple[RepCount, ...], Meta(min_length=1, max_length=MOST_SETS)] | Literal["max"],
    Meta(description=f'a whole number from 1 to {MOST_REPS}, a list of one for each set, or "max"'),
]
Work = Annotated[
    Annotated[float, Meta(ge=0.3, le=LONGEST_INTERVAL, extra=SECONDS)] | Literal["max"],
    Meta(description=f'a number of seconds from 0.3 to {LONGEST_INTERVAL}, or "max"'),
]

PHASE_ORDER: dict[First, tuple[Phase, ...]] = {
    "up": ("up", "top", "down", "bottom"),
    "down": ("down", "bottom", "up", "top"),
}


def milliseconds(seconds: float) -> int:
    """Seconds as whole milliseconds, the unit in which a timeline counts."""
    return round(seconds * 1000)


class Cues(Struct, frozen=True, kw_only=True, gc=False):
    """What to say and show while the exercise is done."""

    up: Text = "Exhale on the way up"
    down: Text = "Inhale on the way down, slower"
    form: tuple[Text, ...] = ()
    setup: tuple[Text, ...] = ()
    caution: Text = ""


class Block(Struct, frozen=True, kw_only=True, gc=False):
    """One exercise: sets of reps with a tempo, or of plain work intervals. Times in seconds.

    `reps` can differ from set to set. Reps or work of "max" go on until a key ends the set. With `sides = "each"` every
    set is done twice, left and then right, with `switch` seconds between them.
    """

    name: Name
    variation: Variation = "other"
    sets: Annotated[int, Meta(ge=1, le=MOST_SETS)]
    reps: Reps | None = None
    tempo: Tempo | None = None
    work: Work | None = None
    rest: Interval = 60.0
    rest_after: Interval = 0.0
    first: First = "up"
    knees: Knees | None = None
    sides: Sides = "both"
    switch: Interval = 5.0
    load: Load = 0.0
    cues: Cues = Cues()

    @property
    def max(self) -> bool:
        """Whether its sets go on until a key ends them."""
        return "max" in (self.reps, self.work)

    @property
    def set_sides(self) -> tuple[Side | None, ...]:
        """For which sides each set is done, one after the other; `(None,)` if not for each side by itself."""
        return ("left", "right") if self.sides == "each" else (None,)

    @property
    def rep_phases(self) -> tuple[tuple[Phase, int], ...]:
        """The phases of one rep in the order they are done, each with its milliseconds; phases of 0 are left out."""
        if self.tempo is None:
            return ()
        phases = ((phase, milliseconds(getattr(self.tempo, phase))) for phase in PHASE_ORDER[self.first])
        return tuple((phase, duration) for phase, duration in phases if duration)

    @property
    def rep_duration(self) -> int:
        """Milliseconds of one rep."""
        return sum(duration for _, duration in self.rep_phases)

    @property
    def side_count(self) -> int:
        """How many sides take turns within a set: 2 if they alternate, else 1."""
        return 2 if self.sides == "alternate" else 1

    @property
    def set_reps(self) -> tuple[int, ...]:
        """The reps of each set, guessed for "max"; 0 if it is of work."""
        match self.reps:
            case tuple():
                return self.reps
            case "max":
                return (GUESSED_REPS,) * self.sets
            case _:
                return (self.reps or 0,) * self.sets

    @property
    def set_work(self) -> int:
        """Milliseconds of work in one set, guessed for "max"; 0 if it is of reps."""
        return GUESSED_WORK if self.work == "max" else milliseconds(self.work or 0)

    @property
    def tension(self) -> int:
        """Milliseconds under tension in all sets."""
        return len(self.set_sides) * (sum(self.set_reps) * self.rep_duration + self.sets * self.set_work)

    @property
    def time_between_sets(self) -> int:
        """Milliseconds between its sets, and between the sides of each."""
        switches = self.sets * (len(self.set_sides) - 1)
        return (self.sets - 1) * milliseconds(self.rest) + switches * milliseconds(self.switch)


class Preset(Struct, frozen=True, kw_only=True, gc=False):
    """A named workout: one block, or several for a routine, gone through `rounds` times. Times in seconds.

    `id` is how sessions find it again after its file and its name have changed.
    """

    id: PresetId | None = None
    name: Name
    summary: Text = ""
    level: Annotated[int, Meta(ge=1, le=7)] = 3
    equipment: tuple[Text, ...] = ()
    prepare: Interval = 10.0
    rounds: Rounds = 1
    round_rest: Interval = 60.0
    easier: Stem | None = None
    harder: Stem | None = None
    blocks: Annotated[tuple[Block, ...], Meta(min_length=1)]

    @property
    def tension(self) -> int:
        """Milliseconds under tension in the whole workout."""
        return self.rounds * sum(block.tension for block in self.blocks)

    @property
    def duration(self) -> int:
        """Milliseconds of the whole workout, without building its timeline."""
        between_sets = sum(block.time_between_sets for block in self.blocks)
        between_blocks = sum(milliseconds(block.rest_after) for block in self.blocks[:-1])
        round_rests = (self.rounds - 1) * milliseconds(self.round_rest)
        return milliseconds(self.prepare) + self.tension + self.rounds * (between_sets + between_blocks) + round_rests


class Fault(Struct, frozen=True):
    """One thing wrong with a file: at which key, what was found there and what was expected.

    `line` counts from 1; None where there is no line, as in a file that does not exist.
    """

    key: str
    found: str
    expected: str
    severity: Severity = "error"
    line: int | None = None

    @property
    def text(self) -> str:
        """What is wrong, without the place: `found 0, expected a whole number from 1 to 50`."""
        return f"found {self.found}, expected {self.expected}"


def has_errors(faults: Iterable[Fault]) -> bool:
    """Whether there is an error among them."""
    return any(fault.severity == "error" for fault in faults)


def block_faults(block: Block, path: str = "") -> Iterator[Fault]:
    """What is wrong with a block, each value of which is within its limits; `path` is put before its keys."""
    if block.work is not None:
        for key in ("reps", "tempo"):
            if getattr(block, key) is not None:
                yield Fault(f"{path}{key}", f"{key} beside work", "either work, or reps and tempo")
    elif block.reps is None:
        found = "neither reps nor work" if block.tempo is None else "no reps"
        yield Fault(f"{path}reps", found, "reps and tempo, or work")
    elif block.tempo is None:
        yield Fault(f"{path}tempo", "no tempo", "reps and tempo, or work")
    if block.work is not None and block.sides == "alternate":
        found = "alternate beside work"
        yield Fault(f"{path}sides", found, "each: the whole set left, then right; or both")
    if isinstance(block.reps, tuple) and len(block.reps) != block.sets:
        yield Fault(f"{path}sets", str(block.sets), f"{len(block.reps)}, as many as reps lists")
    if kilograms(block.load) > HEAVIEST:
        most = f"at most {HEAVIEST} kg, which is {HEAVIEST / KILOGRAMS['lb']:.0f} lb"
        yield Fault(f"{path}load", repr(block.load), most)
    if block.tempo is not None and block.tempo.down < block.tempo.up:
        found = f"{block.tempo.down:g}, with up {block.tempo.up:g}"
        yield Fault(f"{path}tempo.down", found, "at least as long as up: lower slowly, with control", "warning")


def preset_faults(preset: Preset) -> Iterator[Fault]:
    """What is wrong with a preset as a whole, if each block is valid."""
    if preset.duration > LONGEST_WORKOUT:
        minutes, most = -(-preset.duration // 60_000), LONGEST_WORKOUT // 60_000  # rounded up, to be above the limit
        yield Fault("sets", f"a workout of {minutes} minutes", f"at most {most} minutes in all")
