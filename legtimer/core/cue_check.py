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
    """Warn of cues that contradict the tempo; `path` is put before their keys."""
    if block.tempo is None:
        return
    cues = block.cues
    for phase, cue, seconds in (("up", cues.up, block.tempo.up), ("down", cues.down, block.tempo.down)):
        for said in SECONDS.finditer(cue):
            if _number(said[1]) != seconds:
                yield Fault(f"{path}cues.{phase}", f"{said[0]!r}", f"{seconds:g} s, as tempo.{phase} says", "warning")
    form = {f"cues.form[{number}]": cue for number, cue in enumerate(cues.form, 1)}
    for key, cue in {"cues.up": cues.up, "cues.down": cues.down, **form}.items():
        hold = HOLD.search(cue)
        if hold is None:
            continue
        phase = hold[1].lower()
        if not getattr(block.tempo, phase):
            yield Fault(f"{path}{key}", f"{hold[0]!r}", f"no hold, as tempo.{phase} is 0", "warning")


def _number(text: str) -> float:
    word = text.lower()
    return float(NUMBERS.index(word)) if word in NUMBERS else float(word.replace(",", "."))
