"""Reads and writes WAV files.

The standard library's `wave` reads neither float nor (before Python 3.12) extensible files. miniaudio decodes them all,
but has no wheels for Linux on ARM or Windows on ARM, adds 65 ms and 15 MB to the app's process, and gives no reasons.
"""

import struct
import wave
from array import array
from collections.abc import Iterable, Iterator
from math import gcd
from typing import BinaryIO, NamedTuple

from legtimer.audio.render.adpcm import HEADER, sample_count
from legtimer.audio.render.adpcm import decode as decode_adpcm
from legtimer.audio.samples import RATE, Samples

MAX_SECONDS = 10.0
MAX_BYTES = 10_000_000
MIN_RATE, MAX_RATE = 1_000, 768_000  # hertz

PCM, FLOAT, IMA_ADPCM, EXTENSIBLE = 1, 3, 0x11, 0xFFFE  # how a WAV file numbers its encodings
SUPPORTED = {(PCM, 8), (PCM, 16), (PCM, 24), (PCM, 32), (FLOAT, 32), (FLOAT, 64), (IMA_ADPCM, 4)}  # encoding and bits


class WavError(ValueError):
    """A WAV file that cannot be used; the message is the reason."""


class _Sound(NamedTuple):
    """The data of a WAV file and how it is encoded; `block` is the number of bytes that belong together."""

    data: bytes
    encoding: int
    bits: int
    channels: int
    rate: int
    block: int
    frames: int


def read_wav(data: bytes) -> Samples:
    """The sound in a WAV file, as mono samples at RATE. Stereo is mixed down.

    Raises:
        WavError: the file is damaged, too long, or of an unsupported format.
    """
    sound = _parse(data)
    if sound.encoding == IMA_ADPCM:
        samples = decode_adpcm(sound.data, sound.block)[: sound.frames]
    else:
        samples = _decode(sound.data, sound.encoding, sound.bits // 8, sound.frames * sound.channels)
    if sound.channels == 2:
        samples = array("h", ((left + right) >> 1 for left, right in zip(samples[::2], samples[1::2], strict=True)))
    return resample(samples, sound.rate)


def wav_length(data: bytes) -> int:
    """The number of samples that `read_wav` would return, without decoding them.

    Raises:
        WavError: as for `read_wav`.
    """
    sound = _parse(data)
    return resampled_count(sound.frames, sound.rate)


def _parse(data: bytes) -> _Sound:
    chunks = dict(_chunks(data))
    if b"fmt " not in chunks or b"data" not in chunks:
        raise WavError("no sound in this WAV file: it has no format or no data")
    format_chunk = chunks[b"fmt "]
    if len(format_chunk) < 16:
        raise WavError("its format is cut short")
    encoding, channels, rate, _, block, bits = struct.unpack_from("<HHIIHH", format_chunk)
    if encoding == EXTENSIBLE and len(format_chunk) >= 26:
        encoding = int.from_bytes(format_chunk[24:26], "little")
    if channels not in (1, 2):
        raise WavError(f"{channels} channels: expected mono or stereo")
    if not MIN_RATE <= rate <= MAX_RATE:
        raise WavError(f"{rate} samples per second: expected {MIN_RATE} to {MAX_RATE}")
    if (encoding, bits) not in SUPPORTED:
        raise WavError(
            f"encoding {encoding} with {bits} bits: expected PCM of 8 to 32 bits, float of 32 or 64, or IMA ADPCM"
        )
    size = len(chunks[b"data"])
    if encoding == IMA_ADPCM:
        if channels != 1 or block <= HEADER:
            raise WavError("IMA ADPCM that is not mono, or without a block size")
        frames = sample_count(size, block)
        if len(chunks.get(b"fact", b"")) >= 4:
            frames = min(frames, int.from_bytes(chunks[b"fact"][:4], "little"))
    else:
        frames = size // (channels * bits // 8)
    if not frames:
        raise WavError("it holds no sound")
    if frames > MAX_SECONDS * rate:
        raise WavError(f"{frames / rate:.1f} seconds long: expected at most {MAX_SECONDS:g}")
    return _Sound(chunks[b"data"], encoding, bits, channels, rate, block, frames)


def write_wav(file: BinaryIO, sections: Iterable[Samples]) -> int:
    """Write sections of sound, one after the other, as a WAV file; returns the number of samples.

    Raises:
        OSError: the write failed.
    """
    count = 0
    with wave.open(file, "wb") as wav:
        wav.setparams((1, 2, RATE, 0, "NONE", ""))
        for samples in sections:
            wav.writeframesraw(samples)
            count += len(samples)
    return count


def resample(samples: Samples, rate: int) -> Samples:
    """The same sound at RATE, interpolated linearly; `rate` in hertz.

    The ratio of the rates is up / down in lowest terms. Every `up`-th output sample lies at the same place between two
    input samples, which are `down` apart from one to the next; so each of these `up` groups is made of two slices.
    """
    if rate == RATE:
        return samples
    up, down = RATE // gcd(rate, RATE), rate // gcd(rate, RATE)
    count = resampled_count(len(samples), rate)
    padded = samples + samples[-1:]
    output = array("h", bytes(2 * count))
    for first in range(min(up, count)):
        whole, part = divmod(first * down, up)
        near, far = padded[whole:-1:down], padded[whole + 1 :: down]
        if part:
            near = array("h", [a + (b - a) * part // up for a, b in zip(near, far, strict=True)])
        output[first::up] = near[: len(range(first, count, up))]
    return output


def resampled_count(count: int, rate: int) -> int:
    """How many samples `resample` makes of `count` samples; `rate` in hertz."""
    return count if rate == RATE else max(1, count * RATE // rate)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise WavError("not a WAV file")
    offset = 12
    while offset + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, offset)
        offset += 8
        yield name, data[offset : offset + size]
        offset += size + size % 2


def _decode(data: bytes, encoding: int, width: int, count: int) -> Samples:
    """The first `count` samples, of `width` bytes each, of all channels in turn."""
    if encoding == FLOAT:
        values = struct.unpack_from(f"<{count}{'f' if width == 4 else 'd'}", data)
        # The only value unequal to itself is "not a number".
        return array("h", (int(max(-1.0, min(1.0, v)) * 32_767) if v == v else 0 for v in values))  # noqa: PLR0124
    if width == 1:
        return array("h", ((byte - 128) << 8 for byte in data[:count]))
    upper_bytes = bytearray(2 * count)
    upper_bytes[::2] = data[width - 2 : width * count : width]
    upper_bytes[1::2] = data[width - 1 : width * count : width]
    return array("h", struct.unpack(f"<{count}h", upper_bytes))
