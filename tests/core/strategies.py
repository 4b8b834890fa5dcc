"""Hypothesis strategies for presets. Durations in seconds, with whole milliseconds."""

from hypothesis import strategies as st

from legtimer.core.preset import Block, Preset
from legtimer.core.tempo import Tempo

holds = st.integers(0, 3000).map(lambda ms: ms / 1000)
moves = st.integers(300, 6000).map(lambda ms: ms / 1000)
pauses = st.integers(0, 20_000).map(lambda ms: ms / 1000)

tempos = st.builds(Tempo, up=moves, top=holds, down=moves, bottom=holds)


def _block(**kind: st.SearchStrategy[object]) -> st.SearchStrategy[Block]:
    return st.builds(
        Block,
        name=st.just("exercise"),
        sets=st.integers(1, 4),
        rest=pauses,
        rest_after=pauses,
        first=st.sampled_from(["up", "down"]),
        sides=st.sampled_from(["both", "alternate"]),
        **kind,
    )


blocks = st.one_of(_block(reps=st.integers(1, 5), tempo=tempos), _block(work=moves))
presets = st.builds(
    Preset, name=st.just("workout"), prepare=pauses, blocks=st.lists(blocks, min_size=1, max_size=3).map(tuple)
)
