"""How loud each style of sound is, and why their sum cannot clip."""

from typing import Literal

from msgspec import Struct

from legtimer.core.settings import Settings, Volume

Style = Literal["glide", "voice", "clicks"]
STYLES: tuple[Style, ...] = ("glide", "voice", "clicks")
USUAL = Settings()

# The most a style may take of full scale. One sound of a style plays at a time, so together they stay below 1.
SHARE: dict[Style, float] = {"glide": 0.16, "voice": 0.56, "clicks": 0.27}


class Mix(Struct, frozen=True, kw_only=True):
    """The volumes, each from 0 (off) to 1; where none is given, as usual.

    Raises:
        ValueError: for a volume outside 0 to 1.
    """

    glide: Volume = USUAL.glide
    voice: Volume = USUAL.voice
    clicks: Volume = USUAL.clicks
    master: Volume = USUAL.master
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
