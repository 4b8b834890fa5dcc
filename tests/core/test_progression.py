"""The steps of the coach towards less: gentler exercises and presets."""

from msgspec.structs import replace

from legtimer.core.preset import Block, Preset
from legtimer.core.progression import gentler, gentler_preset
from legtimer.core.tempo import Tempo

LIFTS = Block(name="Lifts", sets=3, reps=10, rest=45, tempo=Tempo(up=2, down=4), load="5 lb")
HOLD = Block(name="Hold", sets=3, work=40, rest=45)
LEAST = Block(name="Hold", sets=2, work=5, rest=45)


def test_a_gentler_exercise_has_half_the_work_in_two_sets_with_a_long_rest_and_no_load() -> None:
    assert gentler(LIFTS) == replace(LIFTS, sets=2, reps=5, rest=60, load=0.0)
    assert gentler(HOLD) == replace(HOLD, sets=2, work=20, rest=60)
    assert gentler(replace(HOLD, work=12)) == replace(HOLD, sets=2, work=6, rest=60)


def test_reps_are_halved_to_three_on_each_side_at_least() -> None:
    assert [(gentler(replace(LIFTS, reps=reps)) or LIFTS).reps for reps in (6, 5, 4)] == [3, 3, 4]
    taps = replace(LIFTS, sides="alternate")
    assert [(gentler(replace(taps, reps=reps)) or taps).reps for reps in (12, 10)] == [6, 10]


def test_a_gentler_exercise_keeps_a_rest_that_is_long_or_not_between_sets() -> None:
    assert gentler(replace(HOLD, rest=90)) == replace(HOLD, sets=2, work=20, rest=90)
    assert gentler(replace(HOLD, sets=1)) == replace(HOLD, sets=1, work=20)


def test_an_exercise_that_would_only_rest_longer_is_as_gentle_as_it_can_be() -> None:
    assert gentler(LEAST) is None
    assert gentler(replace(LEAST, work=3)) is None
    assert gentler(replace(LEAST, load=2.0)) == replace(LEAST, rest=60)


def test_a_preset_of_many_rounds_is_gentler_with_two() -> None:
    circuit = Preset(name="Circuit", rounds=4, blocks=(replace(LEAST, sets=1), replace(LEAST, sets=1)))
    assert gentler_preset(circuit) == replace(circuit, rounds=2)
    assert gentler_preset(replace(circuit, rounds=2)) is None
