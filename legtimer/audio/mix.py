"""How loud each style of sound is, and why their sum cannot clip."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Style = Literal["glide", "voice", "clicks"]
STYLES: tuple[Style, ...] = ("glide", "voice", "clicks")
Volume = Annotated[float, Meta(ge=0, le=1)]

# The most a style may take of full scale. One sound of a style plays at a time, so together they stay below 1.
SHARE: dict[Style, float] = {"glide": 0.16, "voice": 0.56, "clicks": 0.27}


class Mix(Struct, frozen=True, kw_only=True):
    """The volumes, each from 0 (off) to 1.

    Raises:
        ValueError: for a volume outside 0 to 1.
    """

    glide: Volume = 0.6
    voice: Volume = 1.0
    clicks: Volume = 0.8
    master: Volume = 1.0
    mute: bool = False

    def __post_init__(self) -> None:
        """Check the volumes."""
        for name in (*STYLES, "master"):
            volume = getattr(self, name)
            if not 0 <= volume <= 1:
                raise ValueError(f"{name} volume {volume}: expected 0 to 1")

    def gain(self, style: Style) -> float:
        """What to multiply a full-scale sound of this style with."""
        volume: float = getattr(self, style)
        return 0.0 if self.mute else SHARE[style] * volume * self.master
