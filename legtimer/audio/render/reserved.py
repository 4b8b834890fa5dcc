"""Which samples are taken by words, and where there is room for another."""

from bisect import bisect_right, insort


class Reserved:
    """The stretches of samples that are taken, in order."""

    def __init__(self) -> None:
        self._taken: list[tuple[int, int]] = []

    def add(self, start: int, stop: int) -> None:
        """Reserve from `start` to before `stop`."""
        insort(self._taken, (start, stop))

    def is_free(self, start: int, stop: int) -> bool:
        """Whether nothing is reserved from `start` to before `stop`."""
        place = bisect_right(self._taken, (start, -1))
        before = place > 0 and self._taken[place - 1][1] > start
        return not before and not (place < len(self._taken) and self._taken[place][0] < stop)

    def first_free(self, length: int, window: range, last: int, gap: int) -> int | None:
        """The first sample in the window from which `length` are free before `last`, with a gap on both sides."""
        low = max(0, bisect_right(self._taken, (window.start - gap, -1)) - 1)
        high = bisect_right(self._taken, (window.stop, -1))
        for start in (window.start, *(stop + gap for _, stop in self._taken[low:high])):
            inside = window.start <= start < window.stop and start + length <= last
            if inside and self.is_free(start - gap, start + length + gap):
                return start
        return None

    def last_free(self, length: int, window: range, gap: int, room: int) -> int | None:
        """The last sample in the window from which `length` are free before its end, with a gap on both sides.

        After it `room` samples stay free, or if that is impossible the gap.
        """
        low = bisect_right(self._taken, (window.start, -1))
        high = bisect_right(self._taken, (window.stop + 1, -1))
        for silence in sorted({max(gap, room), gap}, reverse=True):
            for stop in (window.stop, *(start for start, _ in reversed(self._taken[low:high]))):
                start = stop - silence - length
                if start >= window.start and self.is_free(start - gap, start + length + silence):
                    return start
        return None
