"""A preset while it is edited: keys and values as in its file, perhaps not valid yet; every change can be undone."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from msgspec.structs import fields

from legtimer.core.preset import Block

Values = dict[str, Any]

OF_A_BLOCK = tuple(field.name for field in fields(Block))
MOST_STATES = 500
NEW_BLOCK: Mapping[str, Any] = {
    "name": "Another exercise",
    "sets": 2,
    "reps": 8,
    "tempo": {"up": 2.0, "top": 0.0, "down": 4.0, "bottom": 0.0},
}
REST_AFTER = 60.0  # seconds before an exercise that is added


class Draft:
    """The keys and values of one preset file.

    A key is a path, such as `tempo.up`. Exercises count from 0; `block` is None for what belongs to the whole preset. A
    file without [[blocks]] has its one exercise at the top level, until a second one is added.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._states: list[Values] = [deepcopy(dict(data))]
        self._at = 0
        self._saved = self._states[0]
        self._typing: tuple[str, int | None] | None = None

    @property
    def data(self) -> Values:
        """What would be in the file."""
        return self._states[self._at]

    @property
    def changed(self) -> bool:
        """Whether it differs from what was opened."""
        return self.data != self._saved

    @property
    def blocks(self) -> int:
        """How many exercises there are."""
        return len(self.data.get("blocks", "1"))

    @property
    def routine(self) -> bool:
        """Whether the exercises stand in [[blocks]], each with a name of its own."""
        return "blocks" in self.data

    def path(self, key: str, block: int | None = None) -> str:
        """Where a key is, in the words of the faults."""
        return f"blocks[{block + 1}].{key}" if self.routine and block is not None else key

    def get(self, key: str, block: int | None = None) -> Any:
        """The value of a key; None where there is none."""
        value: Any = self._place(self.data, block)
        for part in key.split("."):
            if not isinstance(value, dict) or part not in value:
                return None
            value = value[part]
        return value

    def put(self, key: str, value: Any, block: int | None = None) -> None:
        """Change one value, or take it out if None. Changes of one key in a row are one step to undo."""
        self.change({key: value}, block, typing=(key, block))

    def change(
        self, values: Mapping[str, Any], block: int | None = None, typing: tuple[str, int | None] | None = None
    ) -> None:
        """Change several values in one step."""
        new = deepcopy(self.data)
        place = self._place(new, block)
        for key, value in values.items():
            _set(place, key.split("."), value)
        self._keep(new, typing)

    def add_block(self, after: int) -> int:
        """Add an exercise after another one; its number."""
        new = deepcopy(self.data)
        if "blocks" not in new:
            first = {key: new.pop(key) for key in OF_A_BLOCK if key in new and key != "name"}
            new["blocks"] = [{"name": new.get("name", ""), **first}]
        new["blocks"][after].setdefault("rest_after", REST_AFTER)
        alike = {key: new["blocks"][after][key] for key in ("variation", "cues") if key in new["blocks"][after]}
        new["blocks"].insert(after + 1, deepcopy({**NEW_BLOCK, **alike}))
        self._keep(new)
        return after + 1

    def remove_block(self, block: int) -> None:
        """Take an exercise out, if it is not the only one."""
        if self.blocks > 1:
            new = deepcopy(self.data)
            del new["blocks"][block]
            self._keep(new)

    def settle(self) -> None:
        """The next change is a step of its own."""
        self._typing = None

    def undo(self) -> bool:
        """Go back by a step, if there is one."""
        return self._go(-1)

    def redo(self) -> bool:
        """Do again what was undone, if anything was."""
        return self._go(1)

    def _go(self, way: int) -> bool:
        self.settle()
        if not 0 <= self._at + way < len(self._states):
            return False
        self._at += way
        return True

    def _keep(self, new: Values, typing: tuple[str, int | None] | None = None) -> None:
        if new == self.data:
            return
        del self._states[self._at + 1 :]
        if typing is not None and typing == self._typing:
            self._states[self._at] = new
        else:
            self._states = [*self._states[-MOST_STATES:], new]
        self._at = len(self._states) - 1
        self._typing = typing

    def _place(self, data: Values, block: int | None) -> Values:
        if block is None or "blocks" not in data:
            return data
        place: Values = data["blocks"][block]
        return place


def _set(place: Values, parts: list[str], value: Any) -> None:
    key, *rest = parts
    if rest:
        if not isinstance(place.get(key), dict):
            place[key] = {}
        _set(place[key], rest, value)
        if not place[key]:
            del place[key]
    elif value is None:
        place.pop(key, None)
    else:
        place[key] = value
