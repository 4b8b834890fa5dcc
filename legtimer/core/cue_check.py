"""Finds cues that contradict the tempo: `five slow seconds` beside 4 s, `hold at the top` beside no hold."""

import re
from collections.abc import Iterator

from legtimer.core.preset import Block, Fault
from legtimer.core.speech import NUMBERS

# A number with its unit, and at most two words in between: `five slow seconds`, `4.5 s`.
NUMBER = rf"\d+(?:[.,]\d+)?|(?:{'|'.join(NUMBERS)})\b"
SECONDS = re.compile(rf"\b({NUMBER})\s*(?:[a-z]+\s+){{0,2}}?(?:seconds?|secs?|s)\b", re.IGNORECASE)
HOLD = re.compile(r"\b(?:hold|pause|wait)\b[^.,;]*\b(?:at|on) (?:the )?(top|bottom)\b", re.IGNORECASE)


def contradictions(block: Block, path: str = "") -> Iterator[Fault]:
    """Warn of cues that say something else than the tempo; `path` is put before their keys."""
    if block.tempo is None:
        return
    cues = {"cues.up": block.cues.up, "cues.down": block.cues.down}
    for key, phase, seconds in (("cues.up", "up", block.tempo.up), ("cues.down", "down", block.tempo.down)):
        for said in SECONDS.finditer(cues[key]):
            if _number(said[1]) != seconds:
                yield Fault(f"{path}{key}", f"{said[0]!r}", f"{seconds:g} s, as {phase} of the tempo", "warning")
    for number, cue in enumerate(block.cues.form, 1):
        cues[f"cues.form[{number}]"] = cue
    for key, cue in cues.items():
        hold = HOLD.search(cue)
        if hold and not getattr(block.tempo, hold[1].lower()):
            where = hold[1].lower()
            yield Fault(f"{path}{key}", f"{hold[0]!r}", f"no hold, as {where} of the tempo is 0", "warning")


def _number(text: str) -> float:
    word = text.lower()
    return float(NUMBERS.index(word)) if word in NUMBERS else float(word.replace(",", "."))
