"""WAV files with IMA ADPCM, four bits a sample: a quarter of the size, and every player reads them."""

import struct
from collections.abc import Sequence

from legtimer.audio.render.adpcm import CHANGES, NEXT, STEPS, decode
from legtimer.audio.samples import Samples

RATE = 22_050
BLOCK = 512  # bytes; each block begins with a sample in full, so that no fault lasts longer
PER_BLOCK = 2 * (BLOCK - 4) + 1  # samples


def encode(samples: Sequence[int]) -> bytes:
    """The data of a mono WAV, whole blocks of it: for each sample the code that comes nearest."""
    body = bytearray()
    place = 0
    for first in range(0, len(samples), PER_BLOCK):
        value = samples[first]
        body += struct.pack("<hBB", value, place // 16, 0)
        codes = bytearray(PER_BLOCK - 1)
        for index, wanted in enumerate(samples[first + 1 : first + PER_BLOCK]):
            size = min(7, 4 * abs(wanted - value) // STEPS[place // 16])
            codes[index] = size | (8 if wanted < value else 0)
            value = max(-32_768, min(32_767, value + CHANGES[place + codes[index]]))
            place = NEXT[place + size]
        body += bytes(low | high << 4 for low, high in zip(codes[::2], codes[1::2], strict=True))
    return bytes(body)


def wav(samples: Sequence[int]) -> bytes:
    """A whole WAV file of 16-bit samples at RATE."""
    body = encode(samples)
    format_ = struct.pack("<HHIIHHHH", 0x11, 1, RATE, RATE * BLOCK // PER_BLOCK, BLOCK, 4, 2, PER_BLOCK)
    chunks = ((b"fmt ", format_), (b"fact", struct.pack("<I", len(samples))), (b"data", body))
    inside = b"WAVE" + b"".join(name + struct.pack("<I", len(data)) + data for name, data in chunks)
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


def read(file: bytes) -> Samples:
    """The samples of a file as `wav` makes it."""
    count = int.from_bytes(file[48:52], "little")
    return decode(file[60:], BLOCK)[:count]
