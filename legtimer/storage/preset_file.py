"""Reads a preset from a TOML file, strictly, and names every fault."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from legtimer.core.cue_check import contradictions
from legtimer.core.preset import Block, Fault, Preset, block_faults, has_errors, preset_faults
from legtimer.core.tempo import LONGEST_PHASE, SHORTEST_MOVE, Tempo, parse_notation
from legtimer.storage.toml_file import BadFileError, parse, read_text
from legtimer.storage.toml_lines import child_path, key_lines, line_of
from legtimer.storage.validation import describe, schema_error, unknown_keys, validate, validate_value

SCHEMA = 1
A_NOTATION = (
    f"four numbers, lowering first, such as '4-0-2-0': down and up {SHORTEST_MOVE:g} to {LONGEST_PHASE:g} s or X, "
    f"holds 0 to {LONGEST_PHASE:g} s"
)

_PRESET_FIELDS = tuple(name for name in Preset.__struct_fields__ if name != "blocks")
_BLOCK_FIELDS = tuple(name for name in Block.__struct_fields__ if name != "tempo")

# Stand in for faulty values, so that the rules that involve several keys can still be checked.
_STAND_INS = {"name": "?", "sets": 1, "reps": 1, "tempo": Tempo(up=1, down=1), "work": 1.0}


def read_preset(path: Path) -> tuple[Preset | None, tuple[Fault, ...]]:
    """The preset in a file, None if it has errors, and all its faults in the order of their lines."""
    try:
        text = read_text(path)
        data = parse(text)
    except BadFileError as bad:
        return None, (Fault("", bad.found, bad.expected, line=bad.line),)
    preset, faults = preset_of(data)
    if not faults:
        return preset, ()
    lines = key_lines(text)
    placed = [msgspec.structs.replace(fault, line=line_of(lines, fault.key)) for fault in faults]
    return preset, tuple(sorted(placed, key=lambda fault: fault.line or 0))


def preset_of(data: Mapping[str, Any]) -> tuple[Preset | None, list[Fault]]:
    """The preset with these keys and values, None if there are errors among the faults."""
    wrong_schema = schema_error(data, SCHEMA)
    if wrong_schema is not None:
        return None, [wrong_schema]
    faults = [] if "schema" in data else [Fault("schema", "nothing", f"schema = {SCHEMA}", "warning")]
    top, wrong = validate(data, Preset, _PRESET_FIELDS)
    faults += wrong + unknown_keys(data, ["schema", *_PRESET_FIELDS, *Block.__struct_fields__, "blocks"])
    if "blocks" in data:
        blocks, wrong = _routine(data)
    else:
        block, wrong = _block({**data, "name": top.get("name", "?")}, "")
        blocks = [block]
    faults += [*wrong, *_round_faults(data)]
    if has_errors(faults):
        return None, faults
    preset = Preset(**top, blocks=tuple(blocks))
    faults += preset_faults(preset)
    return (None if has_errors(faults) else preset), faults


def _routine(data: Mapping[str, Any]) -> tuple[list[Block], list[Fault]]:
    """The blocks of a routine, to be used only if there are no errors among the faults."""
    faults = [
        Fault(key, f"{key} beside [[blocks]]", f"{key} in each of the [[blocks]], or no [[blocks]]")
        for key in Block.__struct_fields__
        if key in data and key != "name"
    ]
    if not isinstance(data["blocks"], list) or not data["blocks"]:
        return [], [*faults, Fault("blocks", describe(data["blocks"]), "one or more [[blocks]]")]
    blocks = []
    for number, item in enumerate(data["blocks"], 1):
        path = child_path("blocks", number)
        if not isinstance(item, dict):
            faults.append(Fault(path, describe(item), "a table"))
            continue
        block, wrong = _block(item, path)
        blocks.append(block)
        faults += wrong + unknown_keys(item, Block.__struct_fields__, path)
    return blocks, faults


def _round_faults(data: Mapping[str, Any]) -> list[Fault]:
    """An error for rounds of a single exercise, and a warning for a rest between rounds where there is only one."""
    if "blocks" not in data:
        expected = "[[blocks]] to go through, or sets"
        return [Fault(key, f"{key} without [[blocks]]", expected) for key in ("rounds", "round_rest") if key in data]
    if "round_rest" in data and data.get("rounds", 1) == 1:
        return [Fault("round_rest", "round_rest of one round", "rounds of 2 or more", "warning")]
    return []


def _block(data: Mapping[str, Any], path: str) -> tuple[Block, list[Fault]]:
    """A block, to be used only if there are no errors among the faults."""
    if isinstance(data.get("reps"), list) and data["reps"]:
        data = {"sets": len(data["reps"]), **data}  # as many as reps lists, unless the file says
    good, faults = validate(data, Block, _BLOCK_FIELDS, path)
    if "tempo" in data:
        tempo, wrong = _tempo(data["tempo"], child_path(path, "tempo"))
        faults += wrong
        if tempo is not None:
            good["tempo"] = tempo
    stand_ins = {key: value for key, value in _STAND_INS.items() if key in data or key in ("name", "sets")}
    block = Block(**{**stand_ins, **good})
    if "switch" in data and block.sides != "each":
        faults.append(Fault(child_path(path, "switch"), f"switch beside sides {block.sides}", "sides each", "warning"))
    prefix = f"{path}." if path else ""
    return block, [*faults, *block_faults(block, prefix), *contradictions(block, prefix)]


def _tempo(value: object, path: str) -> tuple[Tempo | None, list[Fault]]:
    if isinstance(value, str):
        try:
            return parse_notation(value), []
        except ValueError:
            return None, [Fault(path, describe(value), A_NOTATION)]
    if isinstance(value, dict):
        return validate_value(value, Tempo, path)
    return None, [Fault(path, describe(value), f"a table of up, top, down, bottom, or {A_NOTATION}")]
