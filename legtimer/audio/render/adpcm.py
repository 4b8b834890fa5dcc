"""Decodes IMA ADPCM: WAV files with four bits per sample, a quarter of the size of 16-bit PCM."""

from array import array

from legtimer.audio.samples import Samples

STEPS = (
    7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107,
    118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963,
    1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894,
    6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794,
    32767,
)  # fmt: skip
MOVES = (-1, -1, -1, -1, 2, 4, 6, 8)
HEADER = 4  # bytes at the start of each block: a whole sample and an index into STEPS

# For each step and each of the 16 codes: the change of the sample, and where the next step's codes begin.
CHANGES = [
    (-1 if code & 8 else 1) * ((step >> 3) + sum(step >> 2 - bit for bit in range(3) if code >> bit & 1))
    for step in STEPS
    for code in range(16)
]
NEXT = [16 * min(88, max(0, index + MOVES[code & 7])) for index in range(89) for code in range(16)]


def sample_count(size: int, block: int) -> int:
    """How many samples `size` bytes of mono data hold, in blocks of `block` bytes."""
    whole, rest = divmod(size, block)
    return whole * (2 * (block - HEADER) + 1) + (2 * (rest - HEADER) + 1 if rest >= HEADER else 0)


def decode(data: bytes, block: int) -> Samples:
    """The 16-bit samples of a mono WAV file's data, in blocks of `block` bytes."""
    samples = array("h")
    append = samples.append
    changes, following = CHANGES, NEXT
    for first in range(0, len(data) - HEADER + 1, block):
        value = int.from_bytes(data[first : first + 2], "little", signed=True)
        place = 16 * min(88, data[first + 2])
        append(value)
        for byte in data[first + HEADER : first + block]:
            for code in (byte & 15, byte >> 4):
                value += changes[place + code]
                if value > 32_767:
                    value = 32_767
                elif value < -32_768:
                    value = -32_768
                place = following[place + code]
                append(value)
    return samples
