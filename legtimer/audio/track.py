"""A piece of rendered sound, as it goes to the player or into a file."""

import msgspec


class Track(msgspec.Struct, frozen=True):
    """Signed 16-bit little-endian mono samples, `rate` of them per second."""

    pcm: bytes
    rate: int = 44_100
