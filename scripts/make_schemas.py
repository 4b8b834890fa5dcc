"""Writes docs/schema, the JSON Schema of preset and session files, from the types of the core: `make docs`.

Draft 7, which editors support. Of the rules that join several keys, only those of reps, work, sets and rounds are here:
`legtimer check` has the others. Unknown keys are allowed here, since they are only warnings there.
"""

import json
from collections.abc import Iterator, Sequence
from inspect import cleandoc
from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect

from legtimer.core.preset import Preset
from legtimer.core.session import Session
from legtimer.core.tempo import SHORTEST_MOVE

FOLDER = Path(__file__).parents[1] / "docs" / "schema"

Json = dict[str, Any]

# A number, or X for as fast as possible; with separators, or four digits.
_PART = r"\s*([0-9]+(\.[0-9]+)?|[xX])\s*"
NOTATION = {
    "type": "string",
    "pattern": f"^({'[-/]'.join([_PART] * 4)}|\\s*[0-9xX]{{4}}\\s*)$",
    "description": f"lowering first: down, bottom, up, top, such as 4-0-2-0; X stands for {SHORTEST_MOVE} s",
}
ROUTINE_KEYS = ("blocks", "rounds", "round_rest")
# Reps that are a list say how many sets there are.
SETS: Json = {"anyOf": [{"required": ["sets"]}, {"properties": {"reps": {"type": "array"}}}]}
NOT_ALTERNATE: Json = {"properties": {"sides": {"enum": ["both", "each"]}}}
VERSION = {"const": 1, "description": "the version of the format"}


def schemas() -> dict[str, str]:
    """The text of each file, by name."""
    return {
        f"{name}.schema.json": f"{json.dumps(_dedented(schema), indent=2)}\n"
        for name, schema in (("preset", preset_schema()), ("session", session_schema()))
    }


def _dedented(value: Any) -> Any:
    """The schema with unindented texts: docstrings have their indentation before Python 3.13."""
    match value:
        case dict():
            return {key: _dedented(item) for key, item in value.items()}
        case list():
            return [_dedented(item) for item in value]
        case str():
            return cleandoc(value)
    return value


def preset_schema() -> Json:
    """A preset file: one exercise at the top level, or several in [[blocks]]."""
    types = _types(Preset)
    preset, block = types.pop("Preset"), types["Block"]
    block["properties"]["tempo"] = {"anyOf": [block["properties"]["tempo"], NOTATION]}
    block["required"].remove("sets")
    block["oneOf"] = [
        {**_variant(("reps", "tempo"), ("work",)), **SETS},
        {**_variant(("sets", "work"), ("reps", "tempo")), **NOT_ALTERNATE},
    ]
    block_keys = [key for key in block["properties"] if key != "name"]
    return {
        **_head("A legtimer preset", preset["description"]),
        "properties": {
            "schema": VERSION,
            **preset["properties"],
            **{key: block["properties"][key] for key in block_keys},
        },
        "required": ["name"],
        "oneOf": [
            _variant(("blocks",), block_keys),
            {**_variant(("reps", "tempo"), ("work", *ROUTINE_KEYS)), **SETS},
            {**_variant(("sets", "work"), ("reps", "tempo", *ROUTINE_KEYS)), **NOT_ALTERNATE},
        ],
        "$defs": types,
    }


def session_schema() -> Json:
    """A session file. Its id is the name of the file; the `id` in it is ignored."""
    types = _types(Session)
    session = types.pop("Session")
    required = [key for key in session["required"] if key != "id"]
    return {
        **_head("A legtimer session", session["description"]),
        "properties": {"schema": VERSION, **session["properties"]},
        "required": required,
        "$defs": types,
    }


def _head(title: str, description: str) -> Json:
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        "description": description,
        "type": "object",
    }


def _variant(required: Sequence[str], without: Sequence[str]) -> Json:
    return {"required": list(required), "not": {"anyOf": [{"required": [key]} for key in without]}}


def _types(root: type[msgspec.Struct]) -> dict[str, Json]:
    """The schema of every type that a file consists of, by name, with the units of its numbers."""
    (_,), types = msgspec.json.schema_components([root], ref_template="#/$defs/{name}")
    plain: dict[str, Json] = _plain(types)
    for info in _structs(inspect.type_info(root)):
        for field in info.fields:
            unit = _unit(field.type)
            if unit:
                plain[info.cls.__name__]["properties"][field.encode_name]["description"] = unit
    return plain


def _plain(value: Any) -> Any:
    """The schema without null, which TOML does not have, and without syntax that only Python's patterns have."""
    match value:
        case {"anyOf": [one, {"type": "null"}]}:
            return _plain(one)
        case dict():
            return {key: _plain(each) for key, each in value.items() if not (key == "default" and each is None)}
        case list():
            return [_plain(each) for each in value]
        case str():
            return value.replace("(?!\n)", "").replace(r"(?!\n)", "").replace("\ud800-\udfff", "")
        case _:
            return value


def _structs(info: inspect.Type) -> Iterator[inspect.StructType]:
    match info:
        case inspect.StructType():
            yield info
            for field in info.fields:
                yield from _structs(field.type)
        case inspect.UnionType():
            for each in info.types:
                yield from _structs(each)
        case inspect.VarTupleType():
            yield from _structs(info.item_type)
        case inspect.Metadata():
            yield from _structs(info.type)
        case _:
            pass


def _unit(info: inspect.Type) -> str | None:
    match info:
        case inspect.Metadata(extra=dict(extra)):
            return str(extra["unit"])
        case inspect.UnionType():
            return next(filter(None, map(_unit, info.types)), None)
        case _:
            return None


def main() -> None:
    """Write the files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
