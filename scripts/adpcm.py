"""WAV files with IMA ADPCM, four bits a sample: a quarter of the size, and every player reads them."""

import struct
from array import array
from collections.abc import Sequence

RATE = 22_050
BLOCK = 512  # bytes; each block begins with a sample in full, so that no fault lasts longer
PER_BLOCK = 2 * (BLOCK - 4) + 1  # samples

STEPS = (
    7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107,
    118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963,
    1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894,
    6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794,
    32767,
)  # fmt: skip
MOVES = (-1, -1, -1, -1, 2, 4, 6, 8)

# For each step, and for each of the 16 codes within it: what is added to the sample, and where the next step begins.
CHANGES = [
    (-1 if code & 8 else 1) * ((step >> 3) + sum(step >> 2 - bit for bit in range(3) if code >> bit & 1))
    for step in STEPS
    for code in range(16)
]
NEXT = [16 * min(88, max(0, index + MOVES[code & 7])) for index in range(89) for code in range(16)]


def decode(body: bytes, block: int) -> "array[int]":
    """The 16-bit samples of a mono WAV's data, in blocks of so many bytes."""
    samples = array("h")
    for first in range(0, len(body) - 3, block):
        value = int.from_bytes(body[first : first + 2], "little", signed=True)
        place = 16 * min(88, body[first + 2])
        samples.append(value)
        for byte in body[first + 4 : first + block]:
            for code in (byte & 15, byte >> 4):
                value = max(-32_768, min(32_767, value + CHANGES[place + code]))
                place = NEXT[place + code]
                samples.append(value)
    return samples


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
    form = struct.pack("<HHIIHHHH", 0x11, 1, RATE, RATE * BLOCK // PER_BLOCK, BLOCK, 4, 2, PER_BLOCK)
    chunks = ((b"fmt ", form), (b"fact", struct.pack("<I", len(samples))), (b"data", body))
    inside = b"WAVE" + b"".join(name + struct.pack("<I", len(data)) + data for name, data in chunks)
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


def read(file: bytes) -> "array[int]":
    """The samples of a file as `wav` makes it."""
    count = int.from_bytes(file[48:52], "little")
    return decode(file[60:], BLOCK)[:count]
