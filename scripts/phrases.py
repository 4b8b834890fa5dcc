"""Everything that is said aloud, by the file it is in: the coach's own phrases, the texts of the built-in presets."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from legtimer.core.speech import spoken_duration, spoken_number, spoken_sets, spoken_stem

ROOT = Path(__file__).parents[1]
SOUNDS, PRESETS = ROOT / "sounds", ROOT / "presets"


def phrases() -> dict[str, list[str]]:
    """The coach's phrases by group, and the texts of the built-in presets in the last two groups."""
    table = tomllib.loads((SOUNDS / "phrases.toml").read_text("utf-8"))
    found = {group: list(_texts(rows)) for group, rows in table.items() if group != "said"}
    presets = [tomllib.loads(path.read_text("utf-8")) for path in sorted(PRESETS.glob("*.toml"))]
    found["amounts"] += [text for preset in presets for text in _amounts(preset)]
    found["rests"] += [f"rest, {spoken_duration(round(rest))}" for preset in presets for rest in _rests(preset)]
    single = [preset for preset in presets if "blocks" not in preset]
    found["the_end"] += [f"all done, {text}" for preset in single for text in _amounts(preset) if " of " in text]
    names = [name for preset in presets for name in _names(preset)]
    next_ones = [
        block["name"]
        for preset in presets
        for number, block in enumerate(preset.get("blocks", ()))
        if number or preset.get("rounds", 1) > 1
    ]
    found["preset_names"] = [*names, *(f"Next: {name}" for name in next_ones)]
    found["preset_texts"] = [text for preset in presets for text in _cues(preset)]
    return found


def texts_by_stem() -> dict[str, str]:
    """What is said, as it is written, by the name of its file; of two texts with one name, the first."""
    return {spoken_stem(text): text for texts in reversed(phrases().values()) for text in reversed(texts)}


def recordings() -> dict[str, tuple[str] | tuple[str, float] | tuple[str, float, str]]:
    """What is to be read aloud by stem, as the voice needs it spelled; where needed, also its pace and what follows."""
    table = tomllib.loads((SOUNDS / "phrases.toml").read_text("utf-8"))
    said = {stem: (row,) if isinstance(row, str) else tuple(row) for stem, row in table["said"].items()}
    texts = texts_by_stem()
    if wrong := said.keys() - texts:
        raise ValueError(f"[said] names what nothing says: {', '.join(sorted(wrong))}")
    return {stem: said.get(stem, (text,)) for stem, text in sorted(texts.items())}


def _texts(rows: dict[str, Any]) -> Iterator[str]:
    yield from rows.get("texts", ())
    for text, first, last, *step in rows.get("numbers", ()):
        for number in range(first, last + 1, *step):
            yield text.format(n=spoken_number(number))
    for text, first, last, step in rows.get("times", ()):
        for seconds in range(first, last + 1, step):
            yield text.format(time=spoken_duration(seconds))
    for text, first, last in rows.get("pairs", ()):
        for whole in range(first, last + 1):
            for part in range(1, whole + 1):
                yield text.format(a=spoken_number(part), b=spoken_number(whole))
    for text, lefts, rights in rows.get("grid", ()):
        for left in lefts:
            for right in rights:
                yield text.format(sets=spoken_sets(left), n=spoken_number(right))


def _blocks(preset: dict[str, Any]) -> list[dict[str, Any]]:
    return preset.get("blocks") or [preset]


def _names(preset: dict[str, Any]) -> Iterator[str]:
    yield preset["name"]
    for block in preset.get("blocks", ()):
        yield block["name"]


def _amounts(preset: dict[str, Any]) -> Iterator[str]:
    for block in _blocks(preset):
        work, reps = block.get("work", "max"), block.get("reps", "max")
        if work != "max":
            yield f"{spoken_sets(block['sets'])} of {spoken_duration(round(work))}"
        if isinstance(reps, int):
            yield f"{spoken_sets(block['sets'])} of {spoken_number(reps)}"
        for number in {reps} if isinstance(reps, int) else set(reps) if isinstance(reps, list) else ():
            yield f"{spoken_number(number)} reps"


def _rests(preset: dict[str, Any]) -> Iterator[float]:
    if preset.get("rounds", 1) > 1:
        yield preset.get("round_rest", 60)
    for block in _blocks(preset):
        yield from (block[key] for key in ("rest", "rest_after") if block.get(key))


def _cues(preset: dict[str, Any]) -> Iterator[str]:
    for block in _blocks(preset):
        cues = block.get("cues", {})
        yield from (cues[key] for key in ("up", "down", "caution") if key in cues)
        yield from (*cues.get("setup", ()), *cues.get("form", ()))
