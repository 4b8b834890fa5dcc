"""How loud each style of sound is, and why their sum cannot clip."""

from typing import Literal, Self

from msgspec import Struct

from legtimer.core.settings import Settings, Volume

Style = Literal["glide", "voice", "clicks", "breath"]
STYLES: tuple[Style, ...] = ("glide", "voice", "clicks", "breath")
DEFAULTS = Settings()

# The peak of each style at full volume, of full scale. Only one sound of a style plays at a time. Under a word the
# glide is lowered to DUCKED of its level, so the peaks stay below 1: with a word voice + glide * DUCKED + clicks +
# breath, without one glide + clicks + breath.
PEAK: dict[Style, float] = {"glide": 0.34, "voice": 0.57, "clicks": 0.30, "breath": 0.04}
DUCKED = 0.25

# The recordings leave room for their loudest peaks. The voice is made louder by this factor, and its peaks are bent so
# that they do not clip: otherwise words would be too quiet on a phone's speaker.
VOICE_DRIVE = 2.6


class Mix(Struct, frozen=True, kw_only=True):
    """The volumes, each from 0 (off) to 1.

    Raises:
        ValueError: a volume is outside 0 to 1.
    """

    glide: Volume = DEFAULTS.glide
    voice: Volume = DEFAULTS.voice
    clicks: Volume = DEFAULTS.clicks
    breath: Volume = DEFAULTS.breath
    master: Volume = DEFAULTS.master
    mute: bool = False
    keep_awake_noise: bool = DEFAULTS.keep_awake_noise

    def __post_init__(self) -> None:
        """Check the volumes."""
        for name in (*STYLES, "master"):
            volume = getattr(self, name)
            if not 0 <= volume <= 1:
                raise ValueError(f"{name} volume {volume}: expected 0 to 1")

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        """The volumes a person has chosen."""
        return cls(**{name: getattr(settings, name) for name in cls.__struct_fields__})

    @property
    def silent(self) -> bool:
        """Whether nothing can be heard."""
        return not any(self.gain(style) for style in STYLES)

    def gain(self, style: Style) -> float:
        """The factor by which a full-scale sound of this style is multiplied."""
        volume: float = getattr(self, style)
        return 0.0 if self.mute else PEAK[style] * volume * self.master
