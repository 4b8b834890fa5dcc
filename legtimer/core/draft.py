"""A preset while it is edited: keys and values as in its file, perhaps not valid yet. Every change can be undone."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from legtimer.core.preset import Block

Values = dict[str, Any]
Place = tuple[str, int | None]  # key and block

MAX_UNDO_STEPS = 500
NEW_BLOCK: Mapping[str, Any] = {
    "name": "Another exercise",
    "sets": 2,
    "reps": 8,
    "tempo": {"up": 2.0, "top": 0.0, "down": 4.0, "bottom": 0.0},
}
REST_BEFORE_NEW_BLOCK = 60.0  # seconds
COPIED_KEYS = ("variation", "knees", "first", "sides")  # a new block takes them from the one before it


class Draft:
    """The keys and values of one preset file, with every earlier state.

    A key is a path such as `tempo.up`. Blocks count from 0; `block` is None for keys of the whole preset. A file
    without [[blocks]] has its one block at the top level, until a second one is added.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._states: list[Values] = [deepcopy(dict(data))]
        self._index = 0
        self._opened = self._states[0]
        self._typing: Place | None = None  # where the latest state changed one value

    @property
    def data(self) -> Values:
        """What is to be written to the file."""
        return self._states[self._index]

    @property
    def changed(self) -> bool:
        """Whether it differs from what was opened."""
        return self.data != self._opened

    @property
    def routine(self) -> bool:
        """Whether the blocks are in [[blocks]], each with a name of its own."""
        return "blocks" in self.data

    @property
    def block_count(self) -> int:
        """The number of blocks."""
        return len(self.data["blocks"]) if self.routine else 1

    def path(self, key: str, block: int | None = None) -> str:
        """Where a key is in the file, as faults name it: `blocks[2].tempo.up`."""
        return f"blocks[{block + 1}].{key}" if self.routine and block is not None else key

    def get(self, key: str, block: int | None = None) -> Any:
        """The value of a key; None if there is none."""
        value: Any = _table_of(self.data, block)
        for part in key.split("."):
            if not isinstance(value, dict) or part not in value:
                return None
            value = value[part]
        return value

    def put(self, key: str, value: Any, block: int | None = None) -> None:
        """Set one value; None removes it. Several changes of the same key in a row are one step to undo."""
        self.change({key: value}, block, typing=(key, block))

    def change(self, values: Mapping[str, Any], block: int | None = None, typing: Place | None = None) -> None:
        """Set several values in one step; None removes one."""
        new = deepcopy(self.data)
        for key, value in values.items():
            _set(_table_of(new, block), key.split("."), value)
        self._push(new, typing)

    def add_block(self, after: int) -> int:
        """Add a block after another one; returns its index."""
        new = deepcopy(self.data)
        if not self.routine:
            block = {key: new.pop(key) for key in Block.__struct_fields__ if key in new and key != "name"}
            new["blocks"] = [{"name": new.get("name", ""), **block}]
        blocks = new["blocks"]
        before = blocks[after]
        before.setdefault("rest_after", REST_BEFORE_NEW_BLOCK)
        copied = {key: before[key] for key in COPIED_KEYS if key in before}
        added = deepcopy({**NEW_BLOCK, **copied})
        if after + 1 < len(blocks):  # another one follows, after the same rest
            added["rest_after"] = before["rest_after"]
        blocks.insert(after + 1, added)
        self._push(new)
        return after + 1

    def remove_block(self, block: int) -> None:
        """Remove a block unless it is the only one."""
        if self.block_count > 1:
            new = deepcopy(self.data)
            del new["blocks"][block]
            self._push(new)

    def settle(self) -> None:
        """Make the next change a new step to undo, even if it is of the same key."""
        self._typing = None

    def undo(self) -> bool:
        """Go back one step; False if there is none."""
        return self._move(-1)

    def redo(self) -> bool:
        """Repeat the step last undone; False if there is none."""
        return self._move(1)

    def _move(self, steps: int) -> bool:
        self.settle()
        if not 0 <= self._index + steps < len(self._states):
            return False
        self._index += steps
        return True

    def _push(self, new: Values, typing: Place | None = None) -> None:
        """Make this the latest state; it replaces the one before if both are from typing at the same key."""
        if new == self.data:
            return
        kept = self._states[: self._index + 1]
        if typing is not None and typing == self._typing:
            kept.pop()
        self._states = [*kept[-MAX_UNDO_STEPS:], new]
        self._index = len(self._states) - 1
        self._typing = typing


def _table_of(data: Values, block: int | None) -> Values:
    """The table with the keys of a block, or of the whole preset for None."""
    if block is None or "blocks" not in data:
        return data
    table: Values = data["blocks"][block]
    return table


def _set(table: Values, parts: list[str], value: Any) -> None:
    """Set the value at a path, or remove it for None together with a table that it leaves empty."""
    key, *rest = parts
    if rest:
        if not isinstance(table.get(key), dict):
            table[key] = {}
        _set(table[key], rest, value)
        if not table[key]:
            del table[key]
    elif value is None:
        table.pop(key, None)
    else:
        table[key] = value
