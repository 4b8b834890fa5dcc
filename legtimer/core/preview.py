"""One rep of each exercise at its true tempo, to watch or try before a workout."""

from msgspec.structs import replace

from legtimer.core.frame import Frame, State
from legtimer.core.preset import Block, Preset, milliseconds
from legtimer.core.timeline import build_timeline

MAX_WORK = 5.0  # seconds shown of a plain interval
GET_READY = 1.0  # seconds before each exercise


def one_rep(preset: Preset, prepare: float = GET_READY) -> Preset:
    """The preset with one rep of each exercise, or one for each side; `prepare` in seconds."""
    return replace(preset, prepare=prepare, rounds=1, blocks=tuple(map(_one_rep, preset.blocks)))


def _one_rep(block: Block) -> Block:
    if block.work is not None:
        return replace(block, sets=1, work=min(block.set_work / 1000, MAX_WORK), rest_after=GET_READY)
    return replace(block, sets=1, reps=block.side_count, rest_after=GET_READY)


class RepPreview:
    """One rep of each exercise, repeated endlessly."""

    def __init__(self, preset: Preset) -> None:
        self._preset = one_rep(preset)
        self._timeline = build_timeline(self._preset)
        self._begin = milliseconds(self._preset.prepare)

    def at(self, elapsed: int) -> Frame:
        """The frame `elapsed` milliseconds after the start."""
        position = elapsed % self._timeline.duration
        segment = self._timeline.at(position)
        return Frame(
            preset=self._preset,
            state=State.RUNNING,
            segment=segment,
            block=self._preset.blocks[segment.block - 1],
            reps=0,
            next=None,
            next_block=self._preset.blocks[segment.block - 1],
            position=position,
            duration=self._timeline.duration,
        )

    def columns(self, count: int) -> list[Frame]:
        """The frames in the middles of `count` equal parts of the movement, for a drawing to scale."""
        length = self._timeline.duration - self._begin
        return [self.at(self._begin + (2 * part + 1) * length // (2 * count)) for part in range(count)]

    def column(self, elapsed: int, count: int) -> int | None:
        """In which of `count` equal parts of the movement a moment is, from 0; None in the time before it."""
        since = elapsed % self._timeline.duration - self._begin
        return None if since < 0 else since * count // (self._timeline.duration - self._begin)

    @property
    def still(self) -> Frame:
        """The one frame to show where nothing moves: halfway through the first movement."""
        first = next(segment for segment in self._timeline.segments if segment.under_tension)
        return self.at(first.start + first.duration // 2)
