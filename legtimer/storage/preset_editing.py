"""A preset file that somebody wrote by hand, edited: comments, order and notation of all that does not change stay."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from legtimer.core.preset import Block, Preset
from legtimer.core.tempo import NOTATION_ORDER, Tempo, parse_notation
from legtimer.storage.preset_file import preset_of
from legtimer.storage.toml_file import BadFileError, parse

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

Data = dict[str, Any]

_BLOCK_KEYS = [field.name for field in msgspec.structs.fields(Block) if field.name != "name"]


def data_to_edit(text: str) -> Data:
    """The keys and values of a preset file, every tempo that can be read as a table.

    Raises:
        BadFileError: it is no TOML, or its exercises are not where exercises belong.
    """
    data = parse(text)
    if "blocks" in data and not _are_tables(data["blocks"]):
        raise BadFileError("no exercises under blocks", "[[blocks]]; mend this in a text editor")
    for block in _blocks(data):
        if isinstance(block.get("tempo"), str):
            block["tempo"] = _as_table(block["tempo"])
    return data


def edited(text: str, data: Mapping[str, Any]) -> str:
    """The text of a preset file with other keys and values.

    Raises:
        BadFileError: these make no preset.
    """
    # Slow to import, and only needed to write.
    import tomlkit  # noqa: PLC0415

    preset, faults = preset_of(data)
    if preset is None:
        worst = next(fault for fault in faults if fault.severity == "error")
        raise BadFileError(f"{worst.key} = {worst.found}", worst.expected)
    document = tomlkit.parse(text)
    if "blocks" in data and "blocks" not in document:
        _make_routine(document)
    _merge(document, data)
    result = tomlkit.dumps(document)
    if _preset_in(result) == preset:
        return result
    return tomlkit.dumps(data)  # written in a way that cannot be edited piece by piece: right values before comments


def revised(data: Mapping[str, Any], before: Preset, after: Preset) -> Data:
    """The keys and values of `before`, with what is different in `after`; both have the same blocks."""
    told = {**data, **_differences(before, after)}
    blocks = [
        {**old, **_differences(*pair)} for old, *pair in zip(_blocks(data), before.blocks, after.blocks, strict=True)
    ]
    if "blocks" in data:
        return {**told, "blocks": blocks}
    return {**told, **blocks[0]}


def _differences(before: Preset | Block, after: Preset | Block) -> Data:
    return {
        name: msgspec.to_builtins(getattr(after, name))
        for name in before.__struct_fields__
        if name != "blocks" and getattr(before, name) != getattr(after, name)
    }


def _are_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _blocks(data: Mapping[str, Any]) -> Sequence[Any]:
    blocks: Sequence[Any] = data.get("blocks", [data])
    return blocks


def _as_table(notation: str) -> object:
    try:
        tempo = parse_notation(notation)
    except ValueError:
        return notation
    return {phase: getattr(tempo, phase) for phase in NOTATION_ORDER}


def _as_notation(table: Mapping[str, Any]) -> object:
    """A tempo as four numbers, where they say it exactly."""
    tempo = msgspec.convert(table, Tempo)
    try:
        exact = parse_notation(tempo.notation) == tempo
    except ValueError:
        exact = False
    return tempo.notation if exact else table


def _preset_in(text: str) -> Preset | None:
    try:
        return preset_of(parse(text))[0]
    except BadFileError:
        return None


def _make_routine(document: "TOMLDocument") -> None:
    """Move the one exercise from the top level into the first of the [[blocks]], with its comments."""
    import tomlkit  # noqa: PLC0415

    table = tomlkit.table()
    table["name"] = document["name"]
    for key in _BLOCK_KEYS:
        if key in document:
            item = document.item(key)
            document.remove(key)
            table.append(key, item)
    blocks = tomlkit.aot()
    blocks.append(table)
    document["blocks"] = blocks


def _merge(table: Any, data: Mapping[str, Any]) -> None:
    """Make a table of a document say what `data` says."""
    for key in [key for key in table if key not in data]:
        del table[key]
    for key, value in data.items():
        old = table.get(key)
        if old is None:
            table[key] = _fresh(value)
        elif key == "tempo" and isinstance(old, str):
            if _as_table(old) != value:
                table[key] = _as_notation(value) if isinstance(value, Mapping) else value
        elif isinstance(old, Mapping) and isinstance(value, Mapping):
            _merge(old, value)
        elif key == "blocks":
            _merge_blocks(table, value)
        elif isinstance(old, list) and isinstance(value, list):
            _merge_list(old, value)
        elif old != value or isinstance(old, bool) != isinstance(value, bool):
            table[key] = value


def _merge_list(old: Any, new: Sequence[Any]) -> None:
    for index, value in enumerate(new):
        if index >= len(old):
            old.append(value)
        elif old[index] != value:
            old[index] = value
    while len(old) > len(new):
        old.pop()


def _merge_blocks(table: Any, new: Sequence[Mapping[str, Any]]) -> None:
    """Each exercise keeps its comments, wherever it is now."""
    import tomlkit  # noqa: PLC0415

    old = list(table["blocks"])
    origins = list(_origins([block.unwrap() for block in old], new))
    if origins != list(range(len(old))):
        blocks = tomlkit.aot()
        for origin, data in zip(origins, new, strict=True):
            blocks.append(tomlkit.item(data) if origin is None else old[origin])
        table["blocks"] = blocks
    for block, data in zip(table["blocks"], new, strict=True):
        _merge(block, data)


def _origins(old: Sequence[Data], new: Sequence[Mapping[str, Any]]) -> Iterator[int | None]:
    """For each of the new exercises the old one it was most likely made of."""
    free = dict(enumerate(old))
    unchanged = {}
    for number, block in enumerate(new):
        same = next((index for index, each in free.items() if _likeness(each, block) == len(each)), None)
        if same is not None:
            unchanged[number] = same
            del free[same]
    for number, block in enumerate(new):
        if number in unchanged:
            yield unchanged[number]
            continue
        alike = max(free, key=lambda index: (_likeness(free[index], block), index == number), default=None)
        if alike is not None:
            del free[alike]
        yield alike


def _likeness(old: Data, new: Mapping[str, Any]) -> int:
    return sum(key in new and (new[key] == value or _as_table_of(value) == new[key]) for key, value in old.items())


def _as_table_of(value: object) -> object:
    return _as_table(value) if isinstance(value, str) else value


def _fresh(value: Any) -> Any:
    """A new value as people write it: a list of texts a line each, a tempo in one line."""
    import tomlkit  # noqa: PLC0415

    if isinstance(value, Mapping) and set(value) <= set(NOTATION_ORDER):
        return _inline(value)
    item: Any = tomlkit.item(value)
    if isinstance(value, list) and len(value) > 1 and all(isinstance(each, str) for each in value):
        item.multiline(True)
    return item


def _inline(value: Mapping[str, Any]) -> Any:
    import tomlkit  # noqa: PLC0415

    table = tomlkit.inline_table()
    table.update(value)
    return table
