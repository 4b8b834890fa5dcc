"""WAV files in and out.

The standard library's `wave` reads neither float nor (before Python 3.12) extensible files, and miniaudio has no wheel
on every platform we support; a WAV file is simple enough to be read here.
"""

import sys
import wave
from array import array
from collections.abc import Callable, Iterable, Iterator
from math import gcd
from struct import Struct
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from legtimer.audio.track import Track

RATE = 44_100  # hertz
LONGEST = 10.0  # seconds
LARGEST = 10_000_000  # bytes
LOWEST_RATE, HIGHEST_RATE = 1_000, 768_000  # hertz

if TYPE_CHECKING:
    Samples: TypeAlias = array[int]
else:
    Samples = array  # Python 3.11 cannot subscript it

_CHUNK = Struct("<4sI")
_FORMAT = Struct("<HHIIHH")
_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE


class WavError(ValueError):
    """A WAV file that cannot be used; the message says why, for a person."""


def read_wav(data: bytes) -> Samples:
    """The sound in a WAV file as signed 16-bit mono samples at 44.1 kHz.

    Takes PCM of 8, 16, 24 and 32 bits and float of 32 and 64, mono or stereo, at any usual rate.

    Raises:
        WavError: what is wrong with it.
    """
    chunks = dict(_chunks(data))
    if b"fmt " not in chunks or b"data" not in chunks:
        raise WavError("no sound in this WAV file: it has no format or no data")
    description = chunks[b"fmt "]
    if len(description) < _FORMAT.size:
        raise WavError("its format is cut short")
    encoding, channels, rate, _, _, bits = _FORMAT.unpack_from(description)
    if encoding == _EXTENSIBLE and len(description) >= 26:
        encoding = int.from_bytes(description[24:26], "little")
    if channels not in (1, 2):
        raise WavError(f"{channels} channels: expected mono or stereo")
    if not LOWEST_RATE <= rate <= HIGHEST_RATE:
        raise WavError(f"{rate} samples per second: expected {LOWEST_RATE} to {HIGHEST_RATE}")
    decode = _DECODERS.get((encoding, bits))
    if decode is None:
        raise WavError(f"encoding {encoding} with {bits} bits: expected PCM of 8 to 32 bits, or float of 32 or 64")
    body = chunks[b"data"]
    frame = channels * bits // 8
    frames = len(body) // frame
    if not frames:
        raise WavError("it holds no sound")
    if frames > LONGEST * rate:
        raise WavError(f"{frames / rate:.1f} seconds long: expected at most {LONGEST:g}")
    samples = decode(body[: frames * frame])
    if channels == 2:
        samples = array("h", ((left + right) >> 1 for left, right in zip(samples[::2], samples[1::2], strict=True)))
    return resample(samples, rate)


def write_wav(file: BinaryIO, tracks: Iterable[Track]) -> int:
    """Write tracks, one after the other, as a WAV file, and say how many samples that made.

    Raises:
        OSError: where it cannot be written.
    """
    samples = 0
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(RATE)
        for track in tracks:
            wav.writeframesraw(track.pcm)
            samples += len(track)
    return samples


def resample(samples: Samples, rate: int) -> Samples:
    """The same sound at 44.1 kHz, on straight lines between its samples.

    The output falls into few groups that share one place between two samples, so each group is two strided slices.
    """
    if rate == RATE:
        return samples
    up, down = RATE // gcd(rate, RATE), rate // gcd(rate, RATE)
    count = max(1, len(samples) * up // down)
    padded = samples + samples[-1:]
    output = array("h", bytes(2 * count))
    for first in range(min(up, count)):
        whole, part = divmod(first * down, up)
        near, far = padded[whole:-1:down], padded[whole + 1 :: down]
        if part:
            near = array("h", [a + (b - a) * part // up for a, b in zip(near, far, strict=True)])
        output[first::up] = near[: len(range(first, count, up))]
    return output


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise WavError("not a WAV file")
    offset = 12
    while offset + _CHUNK.size <= len(data):
        name, size = _CHUNK.unpack_from(data, offset)
        offset += _CHUNK.size
        yield name, data[offset : offset + size]
        offset += size + size % 2


def _decode_8(body: bytes) -> Samples:
    return array("h", ((byte - 128) << 8 for byte in body))


def _decode_integer(body: bytes, width: int) -> Samples:
    """The upper two of `width` bytes."""
    pairs = bytearray(len(body) // width * 2)
    pairs[::2] = body[width - 2 :: width]
    pairs[1::2] = body[width - 1 :: width]
    samples = array("h", bytes(pairs))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def _decode_float(body: bytes, code: str) -> Samples:
    floats = array(code, body)
    if sys.byteorder == "big":
        floats.byteswap()
    return array("h", map(_from_float, floats))


def _from_float(value: float) -> int:
    if value != value:  # noqa: PLR0124 - not a number
        return 0
    return int(max(-1.0, min(1.0, value)) * 32_767)


_DECODERS: dict[tuple[int, int], Callable[[bytes], Samples]] = {
    (_PCM, 8): _decode_8,
    (_PCM, 16): lambda body: _decode_integer(body, 2),
    (_PCM, 24): lambda body: _decode_integer(body, 3),
    (_PCM, 32): lambda body: _decode_integer(body, 4),
    (_FLOAT, 32): lambda body: _decode_float(body, "f"),
    (_FLOAT, 64): lambda body: _decode_float(body, "d"),
}
