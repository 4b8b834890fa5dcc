"""The samples a backend hands to the sound card."""

from array import array

FADE_IN = 220  # samples (5 ms) over which sound that starts in its middle fades in: an abrupt start would click


def audible_samples(pcm: memoryview, first: int, start: int, count: int) -> bytes:
    """`count` 16-bit samples of `pcm` from number `start` on, as bytes.

    Before number `first`, and outside `pcm`, there is silence. From `first` on the sound fades in, unless it starts
    at its very beginning.
    """
    begin = max(start, first, 0)
    end = min(start + count, len(pcm))
    if begin >= end:
        return bytes(2 * count)
    samples = array("h", pcm[begin:end].tobytes())
    if first > 0:
        for number in range(begin, min(end, first + FADE_IN)):
            samples[number - begin] = samples[number - begin] * (number - first) // FADE_IN
    return bytes(2 * (begin - start)) + samples.tobytes() + bytes(2 * (start + count - end))
