"""The coach with rounds, sides, lists of reps, sets that go on until a key ends them, and sets that were skipped."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from legtimer.core.coach import suggest
from legtimer.core.plan import set_plans
from legtimer.core.preset import Block, Preset
from legtimer.core.session import Back, Session, SetOutcome, SetRecord, Tension
from legtimer.core.suggestion import Suggestion
from legtimer.core.tempo import Tempo
from tests.core.coach_presets import TODAY

SLOW = Tempo(up=2, down=6)
NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 18, tzinfo=UTC)
LIFTS = Preset(name="Lifts", blocks=(Block(name="Lifts", sets=2, reps="max", rest=60, tempo=Tempo(up=2, down=4)),))
HOLD = Preset(name="Hold", blocks=(Block(name="Hold", sets=1, work="max"),))
LADDER = Preset(name="Ladder", blocks=(Block(name="Ladder", sets=3, reps=(11, 9, 7), rest=60, tempo=SLOW),))
SIDES = Preset(name="Sides", blocks=(Block(name="Sides", sets=2, work=20, rest=60, sides="each"),))
ROUTINE = Preset(name="Both", blocks=(*LIFTS.blocks, *HOLD.blocks))
CIRCUIT = Preset(
    name="Circuit",
    rounds=3,
    round_rest=75,
    blocks=(Block(name="A", sets=1, reps=12, tempo=SLOW), Block(name="B", sets=1, work=45)),
)


def performed(
    preset: Preset, days_ago: int, amount: int = 0, back: Back | None = "fine", ended: Sequence[SetOutcome] = ()
) -> Session:
    """A session done as planned, in "max" sets with `amount` reps or seconds; `ended` is how the last sets ended."""
    plans = list(set_plans(preset.blocks, preset.rounds))
    outcomes: list[SetOutcome] = [*["done"] * (len(plans) - len(ended)), *ended]  # type: ignore[list-item]
    sets = []
    for plan, outcome in zip(plans, outcomes, strict=True):
        whole = outcome == "done"
        reps = (amount if plan.max else plan.reps) if plan.reps and whole else 0
        work = (float(amount) if plan.max else plan.work / 1000) if plan.work and whole else 0.0
        tension = Tension(work=work, down=2.0 if plan.reps else 0.0)
        planned = reps if plan.max else plan.reps
        sets.append(
            SetRecord(
                block=plan.block, round=plan.round, set=plan.set, side=plan.side, max=plan.max,
                reps_planned=planned, reps=reps, ended=outcome, tension=tension,
            )
        )  # fmt: skip
    started = NOW - timedelta(days=days_ago)
    return Session(
        id=f"{started:%Y-%m-%dT%H-%M-%S}", preset="it", name=preset.name, status="completed", started=started,
        ended=started + timedelta(minutes=5), back=back, rounds=preset.rounds, round_rest=preset.round_rest,
        blocks=preset.blocks, sets=tuple(sets),
    )  # fmt: skip


def hold(work: float, sets: int = 1, rest: float = 60) -> Preset:
    return Preset(name="Hold", blocks=(Block(name="Hold", sets=sets, work=work, rest=rest),))


def ask(preset: Preset, *sessions: Session) -> Suggestion:
    return suggest("it", preset, sessions, {"it": preset}, TODAY)


def twice(preset: Preset, amount: int = 0) -> Suggestion:
    return ask(preset, performed(preset, 3, amount), performed(preset, 1, amount))


@pytest.mark.parametrize(("preset", "best", "words"), [(LIFTS, 9, "9 reps"), (LIFTS, 0, "0 reps"), (HOLD, 30, "30 s")])
def test_open_ended_sets_are_to_pass_the_best_until_it_is_enough(preset: Preset, best: int, words: str) -> None:
    suggestion = twice(preset, best)
    assert (suggestion.kind, suggestion.what) == ("same", f"As clean as last time, and a little more than {words}")
    assert suggestion.why == f"Two clean sessions in a row. Your best so far is {words}."


@pytest.mark.parametrize(
    ("best", "what"),
    [
        (9, "Lifts: as clean as last time, and a little more than 9 reps"),
        (12, "Hold: as clean as last time, and a little more than 12 s"),
        (45, "Lifts: lower for 4.5 s instead of 4 s"),
    ],
)
def test_of_several_open_ended_exercises_the_first_whose_best_is_not_enough_is_named(best: int, what: str) -> None:
    assert twice(ROUTINE, best).what == what


def test_an_open_ended_exercise_that_stands_twice_in_a_preset_has_one_best() -> None:
    two_holds = replace(HOLD, blocks=(*HOLD.blocks, *HOLD.blocks))
    assert twice(two_holds, 30).what == "Hold: as clean as last time, and a little more than 30 s"


def test_an_open_ended_set_of_alternating_reps_needs_enough_of_them_on_each_side() -> None:
    taps = replace(LIFTS, blocks=(replace(LIFTS.blocks[0], sides="alternate"),))
    assert [twice(taps, best).kind for best in (23, 24)] == ["same", "slower"]


def test_a_good_best_makes_the_lowering_slower() -> None:
    suggestion = twice(LIFTS, 12)
    assert (suggestion.kind, suggestion.what) == ("slower", "Lower for 4.5 s instead of 4 s")
    assert suggestion.preset is not None
    assert suggestion.preset.blocks[0].reps == "max"


def test_after_pain_an_open_ended_set_gets_a_small_fixed_end() -> None:
    hurt = ask(LIFTS, performed(LIFTS, 1, 14, back="pain"))
    assert hurt.kind == "gentle"
    assert hurt.preset is not None
    assert hurt.preset.blocks[0].reps == 5


def test_a_list_of_reps_grows_in_every_set_and_keeps_its_order() -> None:
    suggestion = twice(LADDER)
    assert suggestion.what == "12, 10, 8 reps instead of 11, 9, 7"
    assert suggestion.preset is not None
    assert suggestion.preset.blocks[0].reps == (12, 10, 8)


def test_after_pain_a_list_of_reps_is_halved_and_cut_to_two_sets() -> None:
    hurt = ask(LADDER, performed(LADDER, 1, back="pain"))
    assert hurt.preset is not None
    assert hurt.preset.blocks[0].reps == (6, 5)
    assert hurt.preset.blocks[0].sets == 2


def test_a_long_hold_never_gets_shorter() -> None:
    assert [twice(hold(work)).kind for work in (45, 60)] == ["same", "same"]
    assert twice(HOLD, 60).kind == "same", "there is nothing to add to as long as you can"


def test_half_seconds_of_work_and_rest_are_kept() -> None:
    assert twice(hold(12.5)).what == "17.5 s of work instead of 12.5 s"
    assert twice(hold(45, sets=2, rest=52.5)).what == "37.5 s of rest instead of 52.5 s"
    between = twice(replace(CIRCUIT, round_rest=52.5))
    assert between.what == "37.5 s of rest between rounds instead of 52.5 s"


def test_holds_for_each_side_get_longer_on_both() -> None:
    assert twice(SIDES).what == "25 s of work instead of 20 s"


def test_a_circuit_that_cannot_grow_otherwise_rests_less_between_rounds() -> None:
    suggestion = twice(CIRCUIT)
    assert (suggestion.kind, suggestion.what) == ("rest", "60 s of rest between rounds instead of 75 s")
    assert suggestion.why == "Two clean sessions in a row. Rest a little less between rounds."


def test_a_circuit_is_another_version_if_its_rounds_change() -> None:
    longer = replace(CIRCUIT, rounds=4)
    assert "this version" in ask(longer, performed(CIRCUIT, 3), performed(CIRCUIT, 1)).why


def test_after_pain_a_circuit_has_at_most_two_rounds() -> None:
    hurt = ask(CIRCUIT, performed(CIRCUIT, 1, back="pain"))
    assert hurt.preset is not None
    assert hurt.preset.rounds == 2


def test_a_hold_that_was_cut_short_is_not_told_in_reps() -> None:
    short = ask(hold(20), performed(hold(20), 1, ended=["stopped"]))
    assert short.why == "You haven't done this yet. Do it once first."
    half = ask(SIDES, performed(SIDES, 1, ended=["stopped"]))
    assert half.why == "You didn't finish last time. Finish it once before moving on."


# What was skipped


@pytest.mark.parametrize("preset", [CIRCUIT, SIDES, LADDER, LIFTS])
def test_a_skipped_set_is_not_a_clean_session(preset: Preset) -> None:
    last = performed(preset, 1, 14, ended=["skipped"])
    assert "didn't finish" in ask(preset, performed(preset, 3, 14), last).why


def test_a_fine_back_after_a_skipped_workout_does_not_end_the_caution_after_pain() -> None:
    hurt = performed(CIRCUIT, 9, back="pain")
    skipped = [performed(CIRCUIT, days, ended=["skipped"] * 5) for days in (5, 3, 1)]
    assert ask(CIRCUIT, hurt, *skipped).kind == "gentle"
    done = [performed(CIRCUIT, days) for days in (5, 3, 1)]
    assert ask(CIRCUIT, hurt, *done).kind == "rest"


def test_a_skipped_workout_does_not_hide_that_the_back_was_tight_the_time_before() -> None:
    tight = performed(LADDER, 3, back="tight")
    skipped = performed(LADDER, 1, back=None, ended=["skipped"] * 2)
    assert ask(LADDER, tight, skipped).kind == ask(LADDER, tight).kind == "control"


def test_a_set_that_was_skipped_is_no_best() -> None:
    first, second = performed(HOLD, 3, 20), performed(HOLD, 5, 50)
    skipped = replace(second, sets=(replace(second.sets[0], ended="skipped"),))
    assert "20 s" in ask(HOLD, first, skipped, performed(HOLD, 0, 20)).what
