"""A preset as the text of a file, in the simple form where it has one block of its own name."""

from typing import Any

import msgspec
import tomli_w

from legtimer.core.preset import Preset


def preset_text(preset: Preset) -> str:
    top = {"schema": 1, **data_of(preset)}
    if len(preset.blocks) == 1 and preset.blocks[0].name == preset.name:
        (block,) = top.pop("blocks")
        return tomli_w.dumps({**top, **block})
    return tomli_w.dumps(top)


def data_of(value: Any) -> Any:
    """A value as TOML has it, without the keys that have their default."""
    if isinstance(value, tuple):
        return [data_of(item) for item in value]
    if not isinstance(value, msgspec.Struct):
        return value
    return {
        field.encode_name: data_of(getattr(value, field.name))
        for field in msgspec.structs.fields(type(value))
        if field.required or getattr(value, field.name) != field.default
    }
