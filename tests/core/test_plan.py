"""The sets of a workout: rounds, sides, other reps in each set, and sets that go on until a key ends them."""

from collections import Counter
from datetime import UTC, datetime

from hypothesis import given
from msgspec.structs import replace

from legtimer.core.bests import bests_of
from legtimer.core.plan import set_plans
from legtimer.core.preset import Block, Preset, block_faults
from legtimer.core.session import Session, SetRecord, Tension
from legtimer.core.tempo import Tempo
from legtimer.core.timeline import build_timeline
from tests.core.past import session_of
from tests.core.strategies import presets

NOW = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
TEMPO = Tempo(up=2, down=4)
PLANK = Block(name="Plank", sets=1, work=20, rest_after=15)
SQUAT = Block(name="Squat", sets=2, reps=3, rest=30, tempo=TEMPO)
CIRCUIT = Preset(name="Circuit", prepare=10, rounds=3, round_rest=60, blocks=(PLANK, SQUAT))
EACH = Preset(name="Side plank", prepare=0, blocks=(Block(name="b", sets=2, work=20, rest=30, sides="each"),))


def pauses(preset: Preset) -> list[tuple[str, int]]:
    return [(s.kind, s.duration // 1000) for s in build_timeline(preset).segments if s.between_sets]


@given(presets)
def test_there_are_as_many_sets_as_rounds_sets_and_sides_say_and_no_two_have_the_same_key(preset: Preset) -> None:
    plans = list(set_plans(preset.blocks, preset.rounds))
    sides = {"both": 1, "alternate": 1, "each": 2}
    assert len(plans) == preset.rounds * sum(block.sets * sides[block.sides] for block in preset.blocks)
    assert max(Counter(plan.key for plan in plans).values()) == 1


@given(presets)
def test_the_sets_of_a_timeline_are_the_planned_ones_with_as_many_reps(preset: Preset) -> None:
    segments = build_timeline(preset).segments
    plans = list(set_plans(preset.blocks, preset.rounds))
    assert list(dict.fromkeys(segment.plan for segment in segments if segment.under_tension)) == plans
    last_reps = {segment.plan: segment.rep for segment in segments if segment.rep}
    assert all(last_reps.get(plan, 0) == plan.reps for plan in plans)


@given(presets)
def test_a_best_changes_only_the_sets_that_go_on_until_a_key_ends_them(preset: Preset) -> None:
    bests = {number: 7 for number, block in enumerate(preset.blocks, 1) if block.work is None}
    bests |= {number: 7000 for number, block in enumerate(preset.blocks, 1) if block.work is not None}
    plain, with_bests = (list(set_plans(preset.blocks, preset.rounds, given)) for given in (None, bests))
    for before, after in zip(plain, with_bests, strict=True):
        assert after == before if not before.max else (after.reps or after.work // 1000) == 7


def test_a_circuit_rests_between_exercises_within_them_and_between_rounds_and_not_at_the_end() -> None:
    one_round = [("rest", 15), ("rest", 30)]
    assert pauses(CIRCUIT) == [*one_round, ("rest", 60), *one_round, ("rest", 60), *one_round]


def test_each_side_does_the_whole_set_with_a_switch_between_and_a_rest_after_the_right() -> None:
    segments = build_timeline(EACH).segments
    assert [(s.kind, s.side, s.set) for s in segments] == [
        ("work", "left", 1), ("switch", "left", 1), ("work", "right", 1), ("rest", "right", 1),
        ("work", "left", 2), ("switch", "left", 2), ("work", "right", 2),
    ]  # fmt: skip
    assert pauses(EACH) == [("switch", 5), ("rest", 30), ("switch", 5)]


def test_a_list_of_reps_gives_each_set_its_own() -> None:
    block = Block(name="b", sets=3, reps=(12, 10, 8), tempo=TEMPO)
    assert [plan.reps for plan in set_plans([block])] == [12, 10, 8]
    assert block.tension == 30 * 6000


def test_alternate_beside_work_is_an_error_that_names_each() -> None:
    (fault,) = block_faults(Block(name="b", sets=1, work=20, sides="alternate"))
    assert (fault.key, fault.severity) == ("sides", "error")
    assert "each" in fault.expected


def test_as_many_sets_as_reps_lists_or_an_error_with_the_right_number() -> None:
    (fault,) = block_faults(Block(name="b", sets=2, reps=(12, 10, 8), tempo=TEMPO))
    assert (fault.key, fault.found) == ("sets", "2")
    assert "3" in fault.expected


def test_the_best_is_the_most_in_one_set_of_the_exercise_of_that_name_and_kind() -> None:
    lifts = Block(name="Lift", sets=2, reps="max", tempo=TEMPO)
    hold = Block(name="Lift", sets=1, work="max")
    other = Block(name="Other", sets=1, reps="max", tempo=TEMPO)

    def session(block: Block, *amounts: int, max_: bool = True) -> Session:
        work = block.work is not None
        records = [
            SetRecord(
                block=1, set=number, max=max_, reps_planned=0, reps=0 if work else amount, ended="done",
                tension=Tension(work=amount if work else 0),
            )
            for number, amount in enumerate(amounts, 1)
        ]  # fmt: skip
        return session_of(Preset(name="p", blocks=(block,)), NOW, sets=records)

    preset = Preset(name="p", blocks=(hold, lifts))
    past = [session(lifts, 9, 14), session(lifts, 11), session(hold, 47), session(other, 99)]
    assert bests_of(preset, past) == {1: 47_000, 2: 14}
    assert bests_of(preset, [session(lifts, 20, max_=False)]) == {}
    left_alone = session(lifts, 170)
    stopped = tuple(replace(record, ended="stopped") for record in left_alone.sets)
    assert bests_of(preset, [replace(left_alone, sets=stopped)]) == {}, "nobody ended it"
