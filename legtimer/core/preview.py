"""One rep of each exercise, at its true tempo: to look at before one begins."""

from msgspec.structs import replace

from legtimer.core.preset import Block, Preset
from legtimer.core.timeline import build_timeline
from legtimer.core.workout import Frame, State

LONGEST_WORK = 5.0  # seconds of a plain interval that are enough to see
BREATHER = 1.0  # seconds between two exercises


def one_rep(preset: Preset, prepare: float = BREATHER) -> Preset:
    """The preset with one rep of each exercise, one on each side where they alternate; `prepare` in seconds."""
    return replace(preset, prepare=prepare, blocks=tuple(map(_one_rep, preset.blocks)))


def _one_rep(block: Block) -> Block:
    if block.work is not None:
        return replace(block, sets=1, work=min(block.work, LONGEST_WORK), rest_after=BREATHER)
    return replace(block, sets=1, reps=2 if block.sides == "alternate" else 1, rest_after=BREATHER)


class RepPreview:
    """The frames of one rep of each exercise, over and over."""

    def __init__(self, preset: Preset) -> None:
        self._preset = one_rep(preset)
        self._timeline = build_timeline(self._preset)

    def at(self, elapsed: int) -> Frame:
        """What is to be seen `elapsed` milliseconds after it began."""
        position = elapsed % self._timeline.duration
        index = self._timeline.index_at(position)
        segment = self._timeline.segments[index]
        return Frame(
            state=State.RUNNING,
            segment=segment,
            elapsed=position - segment.start,
            block=self._preset.blocks[segment.block - 1],
            reps=0,
            next=None,
            position=position,
            duration=self._timeline.duration,
        )

    @property
    def still(self) -> Frame:
        """One frame that says most: halfway through the first movement."""
        first = next(segment for segment in self._timeline.segments if segment.under_tension)
        return self.at(first.start + first.duration // 2)
