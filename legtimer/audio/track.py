"""Sound that is ready to play."""

from dataclasses import dataclass

RATE = 44_100
"""Hertz: the rate everything is rendered at."""


@dataclass(frozen=True, slots=True)
class Track:
    """A section of sound: mono, 16 bit, little-endian, `rate` hertz."""

    pcm: bytes
    rate: int = RATE

    def __len__(self) -> int:
        """The number of samples."""
        return len(self.pcm) // 2
