"""Tempo: the four phases of one rep, and the usual notation for them.

The notation is four numbers, lowering first: `4-1-2-0` is down 4, bottom 1, up 2, top 0, and `X` is as fast as
possible. People misread the order, so what is typed is always repeated in words.
"""

import re
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import asdict

Phase = Literal["up", "top", "down", "bottom"]

SHORTEST_MOVE = 0.3  # seconds: nobody lifts or lowers their legs faster
LONGEST_PHASE = 60.0  # seconds

SECONDS = {"unit": "seconds"}  # the unit of a number, for texts that describe the type
Move = Annotated[float, Meta(ge=SHORTEST_MOVE, le=LONGEST_PHASE, extra=SECONDS)]
Hold = Annotated[float, Meta(ge=0, le=LONGEST_PHASE, extra=SECONDS)]

# Eccentric, the hold after it, concentric, the hold after that.
NOTATION_ORDER: tuple[Phase, ...] = ("down", "bottom", "up", "top")

_PART = r"\s*(\d+(?:[.,]\d+)?|[xX])\s*"
_SEPARATED = "[-/]".join([_PART] * 4)
_FOUR_DIGITS = r"\s*([\dxX])([\dxX])([\dxX])([\dxX])\s*"


class Tempo(Struct, frozen=True, kw_only=True, gc=False):
    """The four phases of one rep, in seconds; a hold of 0 is left out."""

    up: Move
    top: Hold = 0.0
    down: Move
    bottom: Hold = 0.0

    @property
    def notation(self) -> str:
        """The four numbers, lowering first: `4-1-2-0`."""
        return "-".join(f"{getattr(self, phase):g}" for phase in NOTATION_ORDER)

    @property
    def phase_words(self) -> dict[Phase, str]:
        """Each phase in words, such as `UP 2` and `top 0`."""
        return {
            "up": f"UP {self.up:g}",
            "top": f"top {self.top:g}",
            "down": f"DOWN {self.down:g}",
            "bottom": f"bottom {self.bottom:g}",
        }

    @property
    def words(self) -> str:
        """All phases in words: `UP 2 · top 0 · DOWN 4 · bottom 1`."""
        return " · ".join(self.phase_words.values())


def parse_notation(text: str) -> Tempo:
    """Read `4-1-2-0`, `4/1/2/0` or `4120`: seconds of down, bottom, up, top; `X` for up or down is the shortest.

    Raises ValueError, which says in one line what is wrong with the text.
    """
    match = re.fullmatch(_SEPARATED, text) or re.fullmatch(_FOUR_DIGITS, text)
    if match is None:
        raise ValueError(f"tempo {text!r} is not four numbers, lowering first, such as 4-0-2-0")
    parts = dict(zip(NOTATION_ORDER, match.groups(), strict=True))
    for phase, part in parts.items():
        if part in "xX" and phase in ("top", "bottom"):
            raise ValueError(f"tempo {text!r}: X (as fast as possible) is for up or down, not for the {phase} hold")
    seconds = {phase: SHORTEST_MOVE if part in "xX" else float(part.replace(",", ".")) for phase, part in parts.items()}
    try:
        return msgspec.convert(seconds, Tempo)
    except msgspec.ValidationError:
        limits = f"up and down take {SHORTEST_MOVE:g} to {LONGEST_PHASE:g} s, holds 0 to {LONGEST_PHASE:g} s"
        raise ValueError(f"tempo {text!r}: {limits}") from None


def tempo_table(notation: str) -> dict[str, float] | str:
    """The seconds of each phase, or the text itself if it is not a valid tempo."""
    try:
        return asdict(parse_notation(notation))
    except ValueError:
        return notation
