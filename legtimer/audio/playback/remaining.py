"""The part of a track that is still to be heard."""

from array import array

FADE = 220
"""Samples (5 ms) that rise from nothing where playing begins in the middle of a tone, which would click."""


class RemainingSamples:
    """A track from one sample on, with silence on either side."""

    def __init__(self, pcm: memoryview, first: int) -> None:
        """`pcm` holds 16-bit samples; those before number `first` are not to be heard."""
        self.pcm = pcm
        self.first = first

    def samples(self, start: int, count: int) -> bytes:
        """`count` samples (2 bytes each) from number `start` on, wherever that lies."""
        begin = min(max(start, self.first, 0), start + count)
        body = self.pcm[begin : max(begin, start + count)] if begin < len(self.pcm) else self.pcm[:0]
        if self.first > 0 and begin < self.first + FADE:
            body = self._faded(body, begin - self.first)
        sounding = body.tobytes()
        before = bytes(2 * (begin - start))
        return before + sounding + bytes(2 * count - len(before) - len(sounding))

    def _faded(self, body: memoryview, done: int) -> memoryview:
        faded = array("h", body.tobytes())
        for i in range(min(FADE - done, len(faded))):
            faded[i] = faded[i] * (done + i) // FADE
        return memoryview(faded)
