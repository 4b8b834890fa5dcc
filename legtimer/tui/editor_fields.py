"""What can be edited in a preset: one table for the whole form. Limits and defaults are those of the core's types."""

from typing import Any, Literal, get_args

from msgspec import NODEFAULT, Struct, ValidationError, convert
from msgspec.structs import fields

from legtimer.core.preset import Block, Cues, First, Preset, Sides, Variation
from legtimer.core.tempo import Tempo, parse_notation

FieldKind = Literal["text", "number", "choice", "lines", "tempo"]


class Field(Struct, frozen=True, kw_only=True):
    """One value: its key in the file, its name, how it is typed, and a hint in a few words.

    `step` is what plus and minus do to a number; `only` says in which kind of set it is asked for.
    """

    key: str
    label: str
    kind: FieldKind = "text"
    unit: str = ""
    step: float = 1
    choices: tuple[str, ...] = ()
    hint: str = ""
    only: Literal["", "reps", "work", "routine"] = ""


OF_THE_PRESET = (
    Field(key="name", label="Name"),
    Field(key="summary", label="Summary", hint="one line on what it is"),
    Field(key="level", label="Level", kind="number", hint="1 gentlest to 7 hardest"),
    Field(key="equipment", label="Needs", kind="lines", hint="a line each"),
    Field(key="prepare", label="Get ready", kind="number", unit="s", step=5, hint="time to get into position"),
    Field(key="easier", label="Step below", hint="file name of an easier preset"),
    Field(key="harder", label="Step above", hint="file name of a harder preset"),
)

OF_AN_EXERCISE = (
    Field(key="name", label="Exercise", only="routine"),
    Field(key="variation", label="Figure", kind="choice", choices=get_args(Variation)),
    Field(key="tempo", label="Tempo", kind="tempo", only="reps", hint="lowering first: down, bottom, up, top"),
    Field(key="tempo.up", label="  up", kind="number", unit="s", step=0.5, only="reps"),
    Field(key="tempo.top", label="  top", kind="number", unit="s", step=0.5, only="reps", hint="hold, 0 for none"),
    Field(key="tempo.down", label="  down", kind="number", unit="s", step=0.5, only="reps", hint="slower than up"),
    Field(
        key="tempo.bottom", label="  bottom", kind="number", unit="s", step=0.5, only="reps", hint="hold, 0 for none"
    ),
    Field(key="work", label="Work", kind="number", unit="s", step=5, only="work", hint="seconds of each interval"),
    Field(key="sets", label="Sets", kind="number"),
    Field(key="reps", label="Reps", kind="number", only="reps"),
    Field(key="rest", label="Rest", kind="number", unit="s", step=5, hint="between sets"),
    Field(
        key="rest_after",
        label="Rest after",
        kind="number",
        unit="s",
        step=5,
        only="routine",
        hint="before the next one",
    ),
    Field(
        key="first", label="Begins", kind="choice", choices=get_args(First), only="reps", hint="down: squats, push-ups"
    ),
    Field(
        key="sides", label="Sides", kind="choice", choices=get_args(Sides), only="reps", hint="left and right in turn"
    ),
    Field(key="load", label="Load", kind="number", unit="kg", step=0.5),
    Field(key="cues.up", label="Cue up", hint="exhale"),
    Field(key="cues.down", label="Cue down", hint="inhale"),
    Field(key="cues.form", label="Form", kind="lines", hint="a line each"),
    Field(key="cues.setup", label="Set-up", kind="lines", hint="a line each"),
    Field(key="cues.caution", label="Caution", hint="when to stop"),
)


def _defaults(kind: Any, path: str = "") -> dict[str, Any]:
    return {f"{path}{field.name}": field.default for field in fields(kind) if field.default is not NODEFAULT}


DEFAULTS = {
    None: _defaults(Preset),
    "block": {**_defaults(Block), **_defaults(Cues, "cues."), **_defaults(Tempo, "tempo.")},
}


def default(field: Field) -> Any:
    """What holds where the file says nothing; None where it must say something."""
    return DEFAULTS[None if field in OF_THE_PRESET else "block"].get(field.key)


def typed(field: Field, text: str) -> Any:
    """The value that was typed; None for none, and the text itself where it should be a number and is not."""
    if field.kind == "lines":
        return [line.strip() for line in text.split("\n") if line.strip()] or None
    if not text.strip():
        return None
    match field.kind:
        case "number":
            return _number(text.strip())
        case "tempo":
            return _tempo(text)
        case _:
            return text


def written(field: Field, value: Any) -> str:
    """A value as it stands in its control; a tempo as four numbers."""
    if field.kind == "tempo" and isinstance(value, dict):
        try:
            return convert(value, Tempo).notation
        except ValidationError:
            return ""
    return shown(value)


def shown(value: Any) -> str:
    """A value as one types it."""
    match value:
        case None:
            return ""
        case list() | tuple():
            return "\n".join(str(item) for item in value)
        case float():
            return f"{value:g}" if float(f"{value:g}") == value else repr(value)
        case _:
            return str(value)


def stepped(field: Field, value: Any, way: int) -> float:
    """The value a step on or back; never below 0."""
    number = value if isinstance(value, int | float) else default(field) or 0
    new = max(0.0, round(number + way * field.step, 3))
    return int(new) if new == int(new) and isinstance(number, int) else new


def _tempo(text: str) -> dict[str, float] | str:
    try:
        tempo = parse_notation(text)
    except ValueError:
        return text
    return {phase: getattr(tempo, phase) for phase in ("up", "top", "down", "bottom")}


def _number(text: str) -> int | float | str:
    for kind in (int, float):
        try:
            number: int | float = kind(text)
        except ValueError:
            continue
        return number
    return text
