"""The fields of the editor: one table for the whole form. Limits and defaults come from the types in core."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Literal, get_args

from msgspec import NODEFAULT, Struct, ValidationError, convert
from msgspec.structs import fields, replace

from legtimer.core.load import Unit, load_text, read_load, stepped
from legtimer.core.preset import Block, Cues, First, Knees, Preset, Sides, Variation
from legtimer.core.tempo import Tempo, tempo_table

FieldKind = Literal["text", "paragraph", "number", "numbers", "load", "choice", "lines", "tempo"]
STEPPED: tuple[FieldKind, ...] = ("number", "numbers", "load")  # those that plus and minus step


class Field(Struct, frozen=True, kw_only=True):
    """One value of a preset."""

    key: str  # its path in the file, such as `cues.up`
    label: str  # its name in the form
    kind: FieldKind = "text"  # how it is typed
    unit: str = ""  # of a number that is typed without one
    step: float = 1  # what plus and minus add to a number or take away
    choices: tuple[str, ...] = ()  # the values of a choice
    hint: str = ""  # a few words of help
    only: Literal["", "reps", "work", "routine", "each"] = ""  # the kind of exercise or of preset that has this field


def _seconds(key: str, label: str, step: float = 5, **options: Any) -> Field:
    return Field(key=key, label=label, kind="number", unit="s", step=step, **options)


def _choice(key: str, label: str, values: Any, **options: Any) -> Field:
    return Field(key=key, label=label, kind="choice", choices=get_args(values), **options)


PRESET_FIELDS = (
    Field(key="name", label="Name"),
    Field(key="summary", label="Summary", kind="paragraph", hint="what it is, in one line"),
    Field(key="level", label="Level", kind="number", hint="1 gentlest to 7 hardest"),
    Field(key="equipment", label="Equipment", kind="lines", hint="one item per line"),
    _seconds("prepare", "Get ready", hint="time to get into position"),
    Field(key="rounds", label="Rounds", kind="number", only="routine", hint="times through all exercises"),
    _seconds("round_rest", "Round rest", only="routine", hint="between rounds"),
    Field(key="easier", label="Easier", hint="file name of the next easier preset"),
    Field(key="harder", label="Harder", hint="file name of the next harder preset"),
)
EXERCISE_FIELDS = (
    Field(key="name", label="Exercise", only="routine"),
    _choice("variation", "Figure", Variation),
    Field(key="tempo", label="Tempo", kind="tempo", only="reps", hint="down, bottom, up, top"),
    _seconds("tempo.up", "  up", 0.5, only="reps"),
    _seconds("tempo.top", "  top", 0.5, only="reps", hint="hold, 0 for none"),
    _seconds("tempo.down", "  down", 0.5, only="reps", hint="slower than up"),
    _seconds("tempo.bottom", "  bottom", 0.5, only="reps", hint="hold, 0 for none"),
    _seconds("work", "Work", only="work", hint="each interval, or max: until you end it"),
    Field(key="sets", label="Sets", kind="number"),
    Field(key="reps", label="Reps", kind="numbers", only="reps", hint="12, or 12 10 8, or max: until you end it"),
    _seconds("rest", "Rest", hint="between sets"),
    _seconds("rest_after", "Rest after", only="routine", hint="before the next exercise"),
    _choice("knees", "Knees", Knees, hint="as the figure shows them"),
    _choice("first", "First", First, only="reps", hint="down: squats, push-ups"),
    _choice("sides", "Sides", Sides, hint="alternate: each rep; each: the whole set"),
    _seconds("switch", "Switch", only="each", hint="to turn to the other side"),
    Field(key="load", label="Load", kind="load", unit="kg", hint="or with its unit"),
    Field(key="cues.up", label="Cue up", kind="paragraph", hint="exhale"),
    Field(key="cues.down", label="Cue down", kind="paragraph", hint="inhale"),
    Field(key="cues.form", label="Form", kind="lines", hint="one cue per line"),
    Field(key="cues.setup", label="Set-up", kind="lines", hint="one step per line"),
    Field(key="cues.caution", label="Caution", kind="paragraph", hint="when to stop"),
)


def exercise_fields(units: Unit) -> tuple[Field, ...]:
    """The fields of an exercise for someone who thinks of loads in these units."""
    return tuple(replace(field, unit=units) if field.kind == "load" else field for field in EXERCISE_FIELDS)


def _defaults(struct: Any, prefix: str = "") -> dict[str, Any]:
    return {f"{prefix}{field.name}": field.default for field in fields(struct) if field.default is not NODEFAULT}


PRESET_DEFAULTS = _defaults(Preset)
EXERCISE_DEFAULTS = {**_defaults(Block), **_defaults(Cues, "cues."), **_defaults(Tempo, "tempo.")}


def default_value(field: Field) -> Any:
    """The value where the file has none; None where the file must have one."""
    defaults = PRESET_DEFAULTS if field in PRESET_FIELDS else EXERCISE_DEFAULTS
    return defaults.get(field.key)


def _numbers(text: str) -> list[int]:
    """Several whole numbers, with spaces or commas between them; ValueError for anything else."""
    return [int(part) for part in text.replace(",", " ").split()]


def _decimal(text: str) -> float:
    """A number with a decimal point or comma; ValueError for anything else."""
    return float(text.replace(",", "."))


def _tempo(text: str) -> dict[str, float] | str:
    """A tempo with decimal points or commas, or the text itself."""
    return tempo_table(text.replace(",", "."))


PARSERS: dict[FieldKind, tuple[Callable[[str], Any], ...]] = {
    "number": (int, _decimal),
    "numbers": (int, _numbers),
    "tempo": (_tempo,),
}


def parse_field(field: Field, text: str) -> Any:
    """The value of a typed text: None for an empty one, and the text itself where it is not valid."""
    if field.kind == "paragraph":
        return " ".join(text.split("\n")).strip() or None
    if field.kind == "lines":
        return [line.strip() for line in text.split("\n") if line.strip()] or None
    if not text.strip():
        return None
    if field.kind == "load":
        with suppress(ValueError):
            return read_load(text, "lb" if field.unit == "lb" else "kg")
    for parse in PARSERS.get(field.kind, ()):
        with suppress(ValueError):
            return parse(text)
    return text


def format_field(field: Field, value: Any) -> str:
    """A value as a person types it into its field; a load whose unit is not the field's has its unit."""
    if field.kind == "load" and field.unit != "kg" and isinstance(value, int | float):
        return load_text(value)
    return format_value(value)


def format_value(value: Any) -> str:
    """A value as a person types it: a tempo as four numbers, each of several texts in a line of its own."""
    match value:
        case None:
            return ""
        case dict():
            try:
                return convert(value, Tempo).notation
            except ValidationError:
                return ""
        case list() | tuple():
            between = " " if all(isinstance(item, int) for item in value) else "\n"
            return between.join(str(item) for item in value)
        case float():
            return f"{value:g}" if float(f"{value:g}") == value else repr(value)
        case _:
            return str(value)


def step_field(field: Field, value: Any, direction: int) -> Any:
    """The number one step up (`direction` 1) or down (-1), never below 0; of a list, each number; "max" unchanged."""
    if isinstance(value, list):
        return [step_field(field, each, direction) for each in value]
    if value == "max":
        return value
    if field.kind == "load":
        return _step_load(field, value, direction)
    number = value if isinstance(value, int | float) else default_value(field) or 0
    new = max(0.0, round(number + direction * field.step, 3))
    return int(new) if new == int(new) and isinstance(number, int) else new


def _step_load(field: Field, value: Any, direction: int) -> Any:
    """A load one step up or down in its own unit; in the field's if there is no load yet, or no valid one."""
    no_load = f"0 {field.unit}" if field.unit == "lb" else 0.0
    with suppress(TypeError, ValueError):
        return stepped(value or no_load, direction)
    return stepped(no_load, direction)
