"""Converts keys and values into types of the core, and reports every fault in them, not only the first.

The limits are in the types (`msgspec.Meta`); each field is checked against its type, which also says what it expects.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

import msgspec
from msgspec import Struct, inspect
from msgspec.structs import FieldInfo

from legtimer.core.preset import Fault, has_errors
from legtimer.storage.toml_lines import child_path

LONGEST = 60  # characters of a text that is shown, digits of a number
MOST_UNKNOWN = 50  # keys reported one by one: finding a similar name takes time


def describe(value: object) -> str:
    """A value from a TOML file in a few words that are safe to print in a terminal."""
    match value:
        case str():
            return repr(value if len(value) <= LONGEST else f"{value[:LONGEST]}…")
        case bool():
            return "true" if value else "false"
        case list():
            return f"a list of {len(value)}" if value else "an empty list"
        case dict():
            return "a table"
        case int() if abs(value) >= 10**LONGEST:
            return "a number of very many digits"
        case _:
            return str(value)


def validate(
    data: Mapping[str, object], kind: type[Struct], names: tuple[str, ...], path: str = ""
) -> tuple[dict[str, Any], list[Fault]]:
    """The valid values of these fields of a Struct, by name, and the faults of the others."""
    good = _converted_at_once(data, kind, names)
    faults: list[Fault] = []
    for field in _fields(kind, names):
        if field.name in good:
            continue
        if field.name in data:
            value, wrong = validate_value(data[field.name], field.type, child_path(path, field.name))
            faults += wrong
            if not has_errors(wrong):
                good[field.name] = value
        elif field.required:
            faults.append(Fault(child_path(path, field.name), "nothing", _words(inspect.type_info(field.type))))
    return good, faults


def _converted_at_once(data: Mapping[str, object], kind: type[Struct], names: tuple[str, ...]) -> dict[str, Any]:
    """All values but those with tables, if all of them are valid: one by one, they take five times as long."""
    values = _values(kind, names)
    try:
        converted = msgspec.convert(data, values)
    except (ValueError, OverflowError):
        return {}
    return {name: getattr(converted, name) for name in values.__struct_fields__ if name in data}


def validate_value(value: object, kind: Any, path: str) -> tuple[Any, list[Fault]]:
    """The value converted to a type, None if it has errors, and its faults."""
    kind = _without_none(kind)
    if _is_struct(kind) and isinstance(value, dict):
        names = kind.__struct_fields__
        good, faults = validate(value, kind, names, path)
        faults += unknown_keys(value, names, path)
        return (None if has_errors(faults) else kind(**good)), faults
    item_kind = _item_kind(kind)
    if item_kind is not None and isinstance(value, list) and value:
        checked = [validate_value(item, item_kind, child_path(path, number)) for number, item in enumerate(value, 1)]
        return tuple(item for item, _ in checked), [fault for _, faults in checked for fault in faults]
    try:
        return msgspec.convert(value, kind), []
    except (ValueError, OverflowError):  # also for an int of more digits than Python prints
        return None, [Fault(path, describe(value), _words(inspect.type_info(kind)))]


def schema_error(data: Mapping[str, object], current: int) -> Fault | None:
    """What is wrong with the schema number of a file, if it has one."""
    schema = data.get("schema", current)
    if type(schema) is int and schema == current:
        return None
    newer = ": the file is for a newer legtimer" if type(schema) is int and schema > current else ""
    return Fault("schema", describe(schema), f"{current}{newer}")


def unknown_keys(data: Mapping[str, object], known: Collection[str], path: str = "") -> list[Fault]:
    """A warning for every key that is not known, with the most similar one that is."""
    unknown = [key for key in data if key not in known]
    named = [
        Fault(child_path(path, key), "an unknown key", _nearest(key, known), "warning")
        for key in unknown[:MOST_UNKNOWN]
    ]
    if len(unknown) > MOST_UNKNOWN:
        named.append(Fault(path, f"{len(unknown) - MOST_UNKNOWN} more unknown keys", _one_of(known), "warning"))
    return named


@cache
def _fields(kind: type[Struct], names: tuple[str, ...]) -> list[FieldInfo]:
    return [field for field in msgspec.structs.fields(kind) if field.name in names]


@cache
def _values(kind: type[Struct], names: tuple[str, ...]) -> type[Struct]:
    """A Struct of these fields, except those with tables; none of them is required."""
    kinds = {field.name: _without_none(field.type) for field in _fields(kind, names)}
    return msgspec.defstruct(
        "Values", [(name, kind, None) for name, kind in kinds.items() if not _is_struct(_item_kind(kind) or kind)]
    )


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Struct)


@cache
def _without_none(kind: Any) -> Any:
    """The type of an optional field without None."""
    if NoneType not in get_args(kind):
        return kind
    return next(part for part in get_args(kind) if part is not NoneType)


@cache
def _item_kind(kind: Any) -> Any:
    """The type of the items if a value may be a list, in a union of types as well; else None."""
    if get_origin(kind) is tuple:
        return get_args(kind)[0]
    parts = get_args(kind) if get_origin(kind) in (Annotated, Union, UnionType) else ()
    return next((item for part in parts if (item := _item_kind(part)) is not None), None)


def _words(info: inspect.Type, unit: str = "") -> str:  # noqa: PLR0911
    """What a type accepts."""
    match info:
        case inspect.Metadata():
            described = (info.extra_json_schema or {}).get("description")
            return described or _words(info.type, f" of {info.extra['unit']}" if info.extra else "")
        case inspect.UnionType():
            return _words(next(part for part in info.types if not isinstance(part, inspect.NoneType)))
        case inspect.IntType():
            return "a whole number" if info.ge is None else f"a whole number from {info.ge} to {info.le}"
        case inspect.FloatType():
            return "a number" if info.ge is None else f"a number{unit} from {info.ge:g} to {info.le:g}"
        case inspect.BoolType():
            return "true or false"
        case inspect.LiteralType():
            return _one_of(cast(tuple[str, ...], info.values))
        case inspect.VarTupleType():
            return f"a list; each item {_words(info.item_type)}"
        case inspect.DictType():
            return "a table"
        case inspect.StructType():
            return f"a table of {', '.join(field.encode_name for field in info.fields)}"
        case _:
            return "text"


def _one_of(names: Iterable[str]) -> str:
    return f"one of {', '.join(names)}"


def _nearest(key: str, known: Collection[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415  # not needed for valid files

    near = get_close_matches(key[:60], known, 1)
    return near[0] if near else _one_of(known)
