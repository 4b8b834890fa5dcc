"""Hypothesis strategies for presets, with or without "max" sets. Durations in seconds, with whole milliseconds."""

from hypothesis import strategies as st
from msgspec.structs import replace

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
        switch=pauses,
        **kind,
    )


def _with_reps_for_each_set(block: Block) -> Block:
    return replace(block, reps=tuple(range(1, block.sets + 1))) if block.sets > 1 else block


_sets_of_reps = _block(reps=st.integers(1, 5), tempo=tempos, sides=st.sampled_from(["both", "alternate", "each"]))
_sets_of_work = _block(work=moves, sides=st.sampled_from(["both", "each"]))
_max_sets = st.one_of(
    _sets_of_reps.map(lambda block: replace(block, reps="max")),
    _sets_of_work.map(lambda block: replace(block, work="max")),
)
planned_blocks = st.one_of(_sets_of_reps, _sets_of_reps.map(_with_reps_for_each_set), _sets_of_work)
blocks = st.one_of(planned_blocks, _max_sets)


def _presets(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[Preset]:
    return st.builds(
        Preset,
        name=st.just("workout"),
        prepare=pauses,
        rounds=st.integers(1, 3),
        round_rest=pauses,
        blocks=st.lists(blocks, min_size=1, max_size=3).map(tuple),
    )


planned_presets = _presets(planned_blocks)
presets = _presets(blocks)
