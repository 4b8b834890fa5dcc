"""Everything that is said aloud, by the file it is in: the coach's own phrases, the texts of the built-in presets."""

import re
import tomllib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize

ROOT = Path(__file__).parents[1]
SOUNDS, PRESETS = ROOT / "sounds", ROOT / "presets"

LONGEST_STEM = 64  # characters
# Names that mean something else: the sounds that are not speech, and what Windows keeps for itself.
NOT_SPEECH = re.compile(r"click-.+|tick|count|soft-count|end-of-set|end-of-workout|con|prn|aux|nul|(com|lpt)\d")

UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def spoken_stem(text: str) -> str:
    """The name, without its ending, of the file that says this text.

    Lower case, no accents, a hyphen for whatever is neither letter nor digit, apostrophes left out; a long one is cut
    after a whole word and ends with a hash of the uncut one. Texts that differ in no more than that sound alike and
    share a file. Empty where there is nothing to say.
    """
    plain = "".join(sign for sign in normalize("NFKD", text.casefold()) if not combining(sign))
    stem = re.sub(r"[\W_]+", "-", re.sub(r"['’]", "", plain)).strip("-")
    if NOT_SPEECH.fullmatch(stem):
        return f"{stem}-spoken"
    if len(stem) > LONGEST_STEM:
        return f"{stem[: LONGEST_STEM - 8].rpartition('-')[0]}-{sha256(stem.encode()).hexdigest()[:8]}"
    return stem


def spoken_number(number: int) -> str:
    """A number from 0 to 999 in words."""
    if number >= 100:
        rest = f" and {spoken_number(number % 100)}" if number % 100 else ""
        return f"{UNITS[number // 100]} hundred{rest}"
    if number >= 20:
        return TENS[number // 10] + (f"-{UNITS[number % 10]}" if number % 10 else "")
    return UNITS[number]


def spoken_duration(seconds: int) -> str:
    """A length of time as a coach says it: seconds up to 99, then minutes, and seconds where there are any left."""
    if seconds < 100:
        return "one second" if seconds == 1 else f"{spoken_number(seconds)} seconds"
    minutes, rest = divmod(seconds, 60)
    whole = "one minute" if minutes == 1 else f"{spoken_number(minutes)} minutes"
    return f"{whole} {spoken_number(rest)}" if rest else whole


def phrases() -> dict[str, list[str]]:
    """The coach's phrases by group, and the texts of the built-in presets in the last two groups."""
    table = tomllib.loads((SOUNDS / "phrases.toml").read_text("utf-8"))
    found = {group: list(_texts(rows)) for group, rows in table.items() if group != "said"}
    presets = [tomllib.loads(path.read_text("utf-8")) for path in sorted(PRESETS.glob("*.toml"))]
    found["amounts"] += [text for preset in presets for text in _amounts(preset)]
    found["rests"] += [f"rest, {spoken_duration(round(rest))}" for preset in presets for rest in _rests(preset)]
    names = [name for preset in presets for name in _names(preset)]
    next_ones = [block["name"] for preset in presets for block in preset.get("blocks", ())[1:]]
    found["preset_names"] = [*names, *(f"Next: {name}" for name in next_ones)]
    found["preset_texts"] = [text for preset in presets for text in _cues(preset)]
    return found


def recordings() -> dict[str, tuple[str] | tuple[str, float] | tuple[str, float, str]]:
    """What is to be read aloud, as the voice needs it spelled, by stem; where need be its pace and what follows."""
    table = tomllib.loads((SOUNDS / "phrases.toml").read_text("utf-8"))
    said = {stem: (row,) if isinstance(row, str) else tuple(row) for stem, row in table["said"].items()}
    texts = {spoken_stem(text): text for texts in reversed(phrases().values()) for text in reversed(texts)}
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
                yield text.format(sets=_sets(left), n=spoken_number(right))


def _sets(number: int) -> str:
    return "one set" if number == 1 else f"{spoken_number(number)} sets"


def _blocks(preset: dict[str, Any]) -> list[dict[str, Any]]:
    return preset.get("blocks") or [preset]


def _names(preset: dict[str, Any]) -> Iterator[str]:
    yield preset["name"]
    for block in preset.get("blocks", ()):
        yield block["name"]


def _amounts(preset: dict[str, Any]) -> Iterator[str]:
    for block in _blocks(preset):
        sets = _sets(block["sets"])
        if isinstance(work := block.get("work"), int | float):
            yield f"{sets} of {spoken_duration(round(work))}"
        reps = block.get("reps")
        for number in reps if isinstance(reps, list) else [reps]:
            if isinstance(number, int):
                yield f"{sets} of {spoken_number(number)}"
                yield f"{spoken_number(number)} reps"


def _rests(preset: dict[str, Any]) -> Iterator[float]:
    for block in (preset, *_blocks(preset)):
        yield from (block[key] for key in ("rest", "rest_after", "round_rest") if block.get(key))


def _cues(preset: dict[str, Any]) -> Iterator[str]:
    for block in _blocks(preset):
        cues = block.get("cues", {})
        yield from (cues[key] for key in ("up", "down", "caution") if key in cues)
        yield from (*cues.get("setup", ()), *cues.get("form", ()))
