"""Edits a preset file: comments, order and notation of what does not change are kept."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import msgspec
import tomli_w

from legtimer.core.preset import Block, Preset
from legtimer.core.tempo import NOTATION_ORDER, Tempo, tempo_table
from legtimer.storage.preset_file import preset_of
from legtimer.storage.toml_file import BadFileError, open_document, parse

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

Data = dict[str, Any]

ID_COMMENT = "your history recognises this preset by it, even if you rename it; leave it out of a copy"

_BLOCK_KEYS = [key for key in Block.__struct_fields__ if key != "name"]


def data_to_edit(text: str) -> Data:
    """The keys and values of a preset file, every valid tempo as a table."""
    data = parse(text)
    if "blocks" not in data:
        return _with_tempo_table(data)
    blocks = data["blocks"]
    if not blocks or not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise BadFileError("no exercises under blocks", "[[blocks]]; correct this in a text editor")
    return {**data, "blocks": [_with_tempo_table(block) for block in blocks]}


def edited(text: str, data: Mapping[str, Any]) -> str:
    """The text of a preset file with other keys and values, which must be a valid preset."""
    preset, faults = preset_of(data)
    if preset is None:
        first = next(fault for fault in faults if fault.severity == "error")
        raise BadFileError(f"{first.key} = {first.found}", first.expected)
    document = open_document(text)
    with suppress(ValueError, LookupError):  # tomlkit cannot edit every layout; BadFileError is a ValueError
        if "blocks" in data and "blocks" not in document:
            _move_into_block(document)
        _merge(document, data)
        result = document.as_string()
        if preset_of(parse(result))[0] == preset:
            return result
    return tomli_w.dumps(data)  # right values, without comments


def with_id(text: str, id_: str) -> str:
    """The text of a preset file that has no id, with this one as a line of its own below the first comments."""
    lines = text.splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.strip() and line.lstrip()[0] != "#")
    if lines[at].startswith("schema"):
        at += 1
    ending = "\r\n" if "\r\n" in text else "\n"
    lines.insert(at, f'id = "{id_}"  # {ID_COMMENT}{ending}')
    result = "".join(lines)
    if parse(result) != {**parse(text), "id": id_}:
        raise BadFileError("no line that an id can stand on", "schema = 1 in a line of its own")
    return result


def data_of_change(data: Mapping[str, Any], before: Preset, after: Preset) -> Data:
    """The keys and values of a file, `data`, from which `before` was read, with all that differs in `after`.

    Both presets have the same number of blocks.
    """
    top = {**data, **_differences(before, after)}
    old_blocks = data.get("blocks", [data])
    blocks = [
        {**old, **_differences(*pair)} for old, *pair in zip(old_blocks, before.blocks, after.blocks, strict=True)
    ]
    return {**top, "blocks": blocks} if "blocks" in data else {**top, **blocks[0]}


def _differences(before: Preset | Block, after: Preset | Block) -> Data:
    return {
        name: msgspec.to_builtins(getattr(after, name))
        for name in before.__struct_fields__
        if name != "blocks" and getattr(before, name) != getattr(after, name)
    }


def _with_tempo_table(block: Data) -> Data:
    tempo = block.get("tempo")
    return {**block, "tempo": tempo_table(tempo)} if isinstance(tempo, str) else block


def _tempo_notation(table: Mapping[str, Any]) -> object:
    """A tempo in notation, if that expresses it exactly, else the table."""
    tempo = msgspec.convert(table, Tempo)
    return tempo.notation if tempo_table(tempo.notation) == msgspec.structs.asdict(tempo) else table


def _move_into_block(document: "TOMLDocument") -> None:
    """Move the one exercise from the top level into the first of the [[blocks]], with its comments."""
    import tomlkit  # noqa: PLC0415

    block = tomlkit.table()
    block["name"] = document["name"]
    for key in _BLOCK_KEYS:
        if key in document:
            item = document.item(key)
            document.remove(key)
            block.append(key, item)
    blocks = tomlkit.aot()
    blocks.append(block)
    document["blocks"] = blocks


def _merge(table: Any, data: Mapping[str, Any]) -> None:
    """Change the keys of a table of a document that differ from `data`."""
    for key in [key for key in table if key not in data]:
        del table[key]
    for key, value in data.items():
        old = table.get(key)
        if old is None:
            table[key] = _new_item(value)
        elif key == "tempo" and isinstance(old, str):
            if tempo_table(old) != value:
                table[key] = _tempo_notation(value) if isinstance(value, Mapping) else value
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
    """Change the blocks; a block that moves takes its comments along."""
    import tomlkit  # noqa: PLC0415
    from tomlkit.items import Table  # noqa: PLC0415

    old = list(table["blocks"])
    sources = _sources([_with_tempo_table(block.unwrap()) for block in old], new)
    if sources != list(range(len(old))):
        blocks = tomlkit.aot()
        for source, data in zip(sources, new, strict=True):
            block = None if source is None else old[source]
            # An inline table cannot become one of the [[blocks]].
            blocks.append(block if isinstance(block, Table) else tomlkit.item(data))
        table["blocks"] = blocks
    for block, data in zip(table["blocks"], new, strict=True):
        _merge(block, data)


def _sources(old: Sequence[Data], new: Sequence[Mapping[str, Any]]) -> list[int | None]:
    """For each new block the index of the old block it replaces: an equal one, else one of its name or position."""
    rules: tuple[Callable[[int, int], bool], ...] = (
        lambda before, after: old[before] == new[after],
        lambda before, after: old[before].get("name") == new[after].get("name"),
        lambda before, after: before == after,
    )
    sources: list[int | None] = [None] * len(new)
    for rule in rules:
        for after in range(len(new)):
            free = (before for before in range(len(old)) if before not in sources and rule(before, after))
            if sources[after] is None:
                sources[after] = next(free, None)
    return sources


def _new_item(value: Any) -> Any:
    """A new value as people write it: a tempo in one line, several texts in a line each."""
    import tomlkit  # noqa: PLC0415

    if isinstance(value, Mapping) and set(value) <= set(NOTATION_ORDER):
        table = tomlkit.inline_table()
        table.update(value)
        return table
    item: Any = tomlkit.item(value)
    if isinstance(value, list) and len(value) > 1 and all(isinstance(each, str) for each in value):
        item.multiline(True)
    return item
