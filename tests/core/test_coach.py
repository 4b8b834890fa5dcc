"""What the coach suggests, history by history, and what it never does."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from legtimer.core.coach import DISCLAIMER, Suggestion, SuggestionKind, suggest
from legtimer.core.preset import Block, Preset, preset_faults
from legtimer.core.session import Back, Session, SetOutcome
from legtimer.core.tempo import Tempo
from tests.core.past import done, session_of, sessions
from tests.core.strategies import presets as any_preset

TODAY = date(2026, 11, 22)
HARDER: set[SuggestionKind] = {"slower", "reps", "longer", "rest", "harder", "load"}


def exercise(level: int = 3, easier: str | None = None, harder: str | None = None, **block: object) -> Preset:
    """A preset of one block: three sets of ten, two seconds up and four down, unless told otherwise."""
    plan = {"sets": 3, "reps": 10, "rest": 60.0, "tempo": Tempo(up=2, down=4), **block}
    one = msgspec.convert({"name": f"Level {level}", **plan}, Block)
    return Preset(name=f"Level {level}", level=level, easier=easier, harder=harder, blocks=(one,))


LIBRARY = {
    "taps": exercise(1, harder="lift", sides="alternate", first="down", reps=12),
    "lift": exercise(3, easier="taps", harder="seated"),
    "seated": exercise(5, easier="lift", harder="nowhere"),
    "push-up": exercise(3, first="down"),
    "weighted": exercise(4, load=2.0, tempo=Tempo(up=2, down=6), reps=12, rest=30.0),
    "hold": exercise(4, easier="lift", reps=None, tempo=None, work=20.0, rest=30.0),
    "routine": Preset(
        name="Routine",
        blocks=(
            Block(name="Taps", sets=2, reps=12, tempo=Tempo(up=2, down=5), rest=45),
            Block(name="Lifts", sets=2, reps=8, tempo=Tempo(up=2, down=4), rest=60),
            Block(name="Hold", sets=1, work=20),
        ),
    ),
}
FULL = Tempo(up=2, down=6)


def story(
    told: str, stem: str = "lift", preset: Preset | None = None, ago: int = 0, every: int = 2
) -> tuple[Session, ...]:
    """Sessions from words, oldest first, the last so many days ago, one every other day.

    `clean`, `fine`, `tight`, `pain` are whole; `form` breaks off in the second set, `half` stops there; `hard` is
    effort 9. `other:fine` is a session of the push-ups. Words join with +: `form+tight`.
    """
    words = told.split()
    return tuple(
        _session(word, stem, preset, TODAY - timedelta(days=ago + every * (len(words) - 1 - n)))
        for n, word in enumerate(words)
    )


def _session(word: str, stem: str, preset: Preset | None, day: date) -> Session:
    if word.startswith("other:"):
        word, stem, preset = word.removeprefix("other:"), "push-up", None
    preset = preset or LIBRARY[stem]
    tags = word.split("+")
    block = preset.blocks[0]
    sets = None
    if "form" in tags:
        sets = [done(block, 1, 1), done(block, 1, 2, 6, "form"), done(block, 1, 3)]
    if "half" in tags:
        sets = [done(block, 1, 1), done(block, 1, 2, 4, "stopped")]
    backs: list[Back] = [b for b in get_args(Back) if b in tags]
    return session_of(
        preset,
        datetime(day.year, day.month, day.day, 18, tzinfo=UTC),
        stem=stem,
        status="stopped" if "half" in tags else "completed",
        effort=9 if "hard" in tags else None,
        back=backs[0] if backs else None,
        sets=sets,
    )


def ask(history: Sequence[Session], stem: str = "lift", preset: Preset | None = None) -> Suggestion:
    return suggest(stem, preset or LIBRARY[stem], history, LIBRARY, TODAY)


@pytest.mark.parametrize(
    ("told", "kind", "what", "why"),
    [
        ("", "same", "The same again", "not done it yet"),
        ("clean", "same", "The same again", "After twice in a row"),
        ("clean clean", "slower", "Lower for 4.5 s instead of 4 s", "slower way down comes first"),
        ("fine fine", "slower", "Lower for 4.5 s instead of 4 s", "slower way down comes first"),
        ("form clean", "same", "The same again", "After twice in a row"),
        ("clean half", "same", "The same again", r"14 of 30 reps"),
        ("clean clean+hard", "same", "The same again", "Effort 9 of 10"),
        ("clean+hard clean", "slower", "Lower for 4.5 s", "twice in a row"),
        ("clean form", "control", "Lower for 4.5 s instead of 4 s, 9 reps instead of 10", "came off the floor"),
        ("fine tight", "control", "Lower for 4.5 s instead of 4 s, 9 reps instead of 10", "back was tight last time"),
        ("form form", "easier", "One step down: Level 1", "the time before was no better"),
        ("tight form", "easier", "One step down: Level 1", "came off the floor .* no better"),
        ("form tight", "easier", "One step down: Level 1", "tight .* no better"),
        ("fine tight clean clean", "same", "The same again", "tight on 18 Nov, the last time you said"),
        ("fine fine other:tight", "same", "The same again", "tight on 22 Nov"),
        ("tight fine", "same", "The same again", "After twice in a row"),
        ("tight fine fine", "slower", "Lower for 4.5 s", "twice in a row"),
        ("fine pain", "gentle", "Gentle work only: Level 1", "hurt on 22 Nov. Have a doctor or physiotherapist"),
        ("pain clean clean clean", "gentle", "Gentle work only: Level 1", "fine twice in a row"),
        ("pain fine", "same", "The same again", "gently the same again. Nothing harder"),
        ("pain fine clean clean", "same", "The same again", "Nothing harder"),
        ("pain tight", "gentle", "Gentle work only: Level 1", "fine twice in a row"),
        ("pain fine tight fine", "same", "The same again", "Nothing harder"),
        ("pain fine fine", "slower", "Lower for 4.5 s", "twice in a row"),
        ("clean clean other:pain", "gentle", "Gentle work only: Level 1", "Have a doctor"),
        ("clean clean other:pain other:fine", "gentle", "Gentle work only: Level 1", "Have a doctor"),
        ("clean clean other:pain other:fine other:fine", "slower", "Lower for 4.5 s", "twice in a row"),
        ("pain other:fine other:fine", "easier|control", "", "hurt the last time you did this"),
    ],
)
def test_the_next_step_of_a_lift(told: str, kind: str, what: str, why: str) -> None:
    suggestion = ask(story(told))
    assert suggestion.kind in kind.split("|")
    assert suggestion.what.startswith(what)
    assert re.search(why, suggestion.why), suggestion.why


def test_a_long_pause_is_begun_again_where_it_was_left() -> None:
    suggestion = ask(story("fine fine", ago=36))
    assert (suggestion.kind, suggestion.why[:20]) == ("same", "It has been 5 weeks:")


def test_what_was_changed_since_is_done_first() -> None:
    """Taking a suggestion must not bring the next one at once."""
    first = ask(story("clean clean"))
    assert first.preset is not None
    assert "the way it is now" in ask(story("clean clean"), preset=first.preset).why
    control = ask(story("clean form"))
    assert control.preset is not None
    assert "the way it is now" in ask(story("clean form"), preset=control.preset).why


def test_words_of_a_preset_may_change_and_its_history_stays() -> None:
    renamed = replace(LIBRARY["lift"], summary="mine", blocks=(replace(LIBRARY["lift"].blocks[0], name="mine"),))
    assert ask(story("clean clean"), preset=renamed).kind == "slower"


def climb(stem: str, preset: Preset, steps_at_most: int = 30) -> list[tuple[SuggestionKind, str]]:
    """Every step taken, each after two clean sessions, until there is no more that changes the preset."""
    steps: list[tuple[SuggestionKind, str]] = []
    while len(steps) < steps_at_most:
        suggestion = ask(story("fine fine", stem, preset), stem, preset)
        steps.append((suggestion.kind, suggestion.what))
        if suggestion.preset is None:
            return steps
        preset = suggestion.preset
    return steps


def test_the_way_up_lengthens_the_lowering_first_then_reps_then_rest_then_goes_on() -> None:
    steps = climb("lift", LIBRARY["lift"])
    assert [kind for kind, _ in steps] == ["slower"] * 4 + ["reps"] * 2 + ["rest"] * 2 + ["harder"]
    assert steps[3][1] == "Lower for 6 s instead of 5.5 s"
    assert steps[-1][1] == "One step up: Level 5"


def test_load_is_added_last_and_only_where_there_is_some() -> None:
    assert climb("weighted", LIBRARY["weighted"], 1) == [("load", "2.5 kg instead of 2 kg")]
    bare = [kind for kind, _ in climb("push-up", LIBRARY["push-up"])]
    assert bare[-1] == "same"
    assert "load" not in bare
    heavy = exercise(load=470.0)
    steps = climb("heavy", heavy)
    assert [kind for kind, _ in steps] == ["slower"] * 4 + ["reps"] * 2 + ["rest"] * 2 + ["load", "same"]
    assert steps[-2][1] == "493.5 kg instead of 470 kg"


def test_a_neighbour_that_is_not_there_is_not_suggested() -> None:
    assert climb("seated", LIBRARY["seated"])[-1][0] == "same"
    assert climb("lift", replace(LIBRARY["lift"], harder="lift"))[-1][0] == "same"


def test_less_rest_only_where_there_is_one() -> None:
    assert "rest" not in [kind for kind, _ in climb("once", exercise(sets=1))]


def test_a_workout_under_way_is_not_judged() -> None:
    running = replace(story("clean+half", ago=0)[0], status="running")
    assert ask([*story("fine fine", ago=1), running]).kind == "slower"


def test_a_set_that_is_missing_is_not_done() -> None:
    last = story("fine")[0]
    assert "not do all of it" in ask([replace(last, sets=last.sets[:2])]).why


@pytest.mark.parametrize(
    ("stem", "reps", "ended"), [("lift", 8, "done"), ("hold", 0, "skipped")], ids=["miscounted by two", "skipped"]
)
def test_a_set_that_was_not_whole_is_not_clean(stem: str, reps: int, ended: SetOutcome) -> None:
    """Reps a person corrected downwards were not done, and an interval has no reps to be short of."""
    first, *others = story("fine", stem)[0].sets
    last = replace(story("fine", stem)[0], sets=(replace(first, reps=reps, ended=ended), *others))
    assert "not do all of it" in ask([last], stem).why


def test_both_sides_gain_and_lose_alike() -> None:
    taps = replace(LIBRARY["taps"], blocks=(replace(LIBRARY["taps"].blocks[0], tempo=FULL),))
    more = ask(story("fine fine", "taps", taps), "taps", taps)
    assert more.what == "14 reps instead of 12"
    fewer = ask(story("fine form", "taps"), "taps")
    assert fewer.what == "Lower for 4.5 s instead of 4 s, 10 reps instead of 12"


def test_intervals_grow_longer_and_shrink() -> None:
    assert climb("hold", LIBRARY["hold"])[:2] == [
        ("longer", "25 s of work instead of 20 s"),
        ("longer", "30 s of work instead of 25 s"),
    ]
    assert ask(story("fine tight", "hold"), "hold").what == "15 s of work instead of 20 s"


def test_one_exercise_of_a_routine_grows_at_a_time_and_the_broken_one_shrinks() -> None:
    routine = LIBRARY["routine"]
    first = ask(story("fine fine", "routine"), "routine")
    assert first.what == "Lifts: lower for 4.5 s instead of 4 s"
    lifts = routine.blocks[1]
    records = [done(routine.blocks[0], 1, 1), done(routine.blocks[0], 1, 2), done(lifts, 2, 1, 5, "form")]
    broken = replace(story("fine", "routine")[0], sets=tuple(records), status="stopped")
    assert ask([broken], "routine").what == "Lifts: lower for 4.5 s instead of 4 s, 7 reps instead of 8"
    assert len({kind for kind, _ in climb("routine", routine)}) == 5


def test_after_pain_with_no_ladder_half_as_much_once() -> None:
    pain = story("fine pain", "push-up")
    half = ask(pain, "push-up")
    assert half.kind == "gentle"
    assert half.what == "Only gently: 5 reps instead of 10, 2 sets instead of 3"
    assert half.preset is not None
    taken = ask(pain, "push-up", half.preset)
    assert (taken.kind, taken.what, taken.preset) == ("gentle", "Only gently, as it is", None)


def test_after_pain_a_preset_made_harder_since_it_was_fine_is_not_the_same() -> None:
    least = exercise(1, reps=3, sets=1)
    pain, fine = story("pain fine", "any", least)
    harder = exercise(1, reps=6, sets=1)
    assert ask([pain, fine], "any", least).kind == "same"
    assert ask([pain, fine], "any", harder).kind == "gentle"


def test_what_was_tight_long_before_is_gentle_work_after_pain() -> None:
    assert ask([*story("tight", "taps", ago=9), *story("other:pain")], "taps").what == "Only gently, as it is"
    assert ask([*story("other:pain", ago=9), *story("tight", "taps")], "taps").preset is not None


def test_after_pain_nothing_new_is_begun_unless_it_is_gentle() -> None:
    pain = story("pain")
    assert ask(pain, "weighted").what == "Leave it until then"
    assert ask(pain, "taps").what == "Only gently, as it is"


def test_a_broken_set_of_no_known_exercise_is_left_aside() -> None:
    """A file mended by hand may name a block that is not there."""
    lost = replace(done(LIBRARY["lift"].blocks[0], 1, 1, 5, "form"), block=7)
    assert ask([replace(story("fine")[0], sets=(lost,))]).kind == "same"


def test_what_hurts_at_its_gentlest_is_left() -> None:
    least = exercise(1, reps=3, sets=1)
    assert ask(story("pain", "least", least), "least", least).what == "Leave it until then"


def test_tight_with_nothing_below_and_no_room_stays() -> None:
    least = exercise(1, reps=3, sets=1)
    assert "hardly gets gentler" in ask(story("tight", "least", least), "least", least).why


def test_a_ladder_that_bites_its_tail_is_walked_once() -> None:
    library = {"one": exercise(2, easier="two", harder="one"), "two": exercise(2, easier="one")}
    history = story("pain", "one", library["one"])
    assert suggest("one", library["one"], history, library, TODAY).stem == "two"


def test_it_says_what_it_is_not() -> None:
    assert "no medical device" in DISCLAIMER


# What it never does, whatever the history

chosen = st.sampled_from(sorted(LIBRARY.items()))
histories = st.lists(sessions(chosen), max_size=12, unique_by=lambda s: (s.started, s.id))
days = st.integers(0, 430).map(lambda n: date(2025, 9, 1) + timedelta(days=n))


def hurting(history: Sequence[Session]) -> bool:
    """Whether there is a pain without two reports of fine, one right after the other, behind it."""
    reports = [s.back for s in sorted(history, key=lambda s: (s.started, s.id)) if s.back]
    if "pain" not in reports:
        return False
    since = reports[len(reports) - reports[::-1].index("pain") :]
    return ("fine", "fine") not in pairwise(since)


def below(stem: str) -> set[str]:
    found: set[str] = set()
    easier = LIBRARY[stem].easier
    while easier:
        found.add(easier)
        easier = LIBRARY[easier].easier
    return found


@given(chosen, histories, days)
def test_after_pain_nothing_harder_until_the_back_was_fine_twice(
    one: tuple[str, Preset], history: list[Session], today: date
) -> None:
    stem, preset = one
    suggestion = suggest(stem, preset, history, LIBRARY, today)
    if not hurting(history):
        return
    assert suggestion.kind in ("same", "gentle")
    assert "hurt" in suggestion.why
    assert suggestion.stem is None or suggestion.stem in below(stem)
    if suggestion.preset is not None:
        assert suggestion.preset.tension < preset.tension
        for before, after in zip(preset.blocks, suggestion.preset.blocks, strict=True):
            assert (after.reps or 0) <= (before.reps or 0)
            assert (after.work or 0) <= (before.work or 0)
            assert after.tempo == before.tempo
            assert after.sets <= before.sets
            assert after.rest >= before.rest
            assert after.load <= before.load


@given(chosen, histories, days)
def test_nothing_harder_after_a_form_break_or_a_tight_back(
    one: tuple[str, Preset], history: list[Session], today: date
) -> None:
    stem, preset = one
    past = sorted(history, key=lambda s: (s.started, s.id))
    mine = [s for s in past if s.preset == stem and s.tension and s.status != "running"]
    reports = [s.back for s in past if s.back]
    broken = bool(mine) and any(record.ended == "form" for record in mine[-1].sets)
    if broken or (reports and reports[-1] == "tight"):
        suggestion = suggest(stem, preset, history, LIBRARY, today)
        assert suggestion.kind not in HARDER
        assert suggestion.preset is None or suggestion.preset.tension <= preset.tension


@given(any_preset, st.lists(st.sampled_from(["fine", "tight", "pain", None]), max_size=5), st.booleans())
def test_what_is_suggested_is_a_valid_preset_one_step_away(preset: Preset, told: list[Back], clean: bool) -> None:
    start = datetime(2026, 11, 1, 18, tzinfo=UTC)
    form = None if clean else [done(preset.blocks[0], 1, 1, 0, "form")]
    history = [
        session_of(preset, start + timedelta(days=n), stem="any", back=back, sets=form if n == len(told) - 1 else None)
        for n, back in enumerate(told)
    ]
    suggestion = suggest("any", preset, history, LIBRARY, TODAY)
    assert suggestion.what
    assert suggestion.why.endswith(".")
    assert (suggestion.what + suggestion.why).isprintable()
    assert suggestion.preset is None or suggestion.stem is None
    if suggestion.preset is None:
        return
    assert msgspec.convert(msgspec.to_builtins(suggestion.preset), Preset) == suggestion.preset
    assert not any(fault.severity == "error" for fault in preset_faults(suggestion.preset))
    changed = [b for b, a in zip(preset.blocks, suggestion.preset.blocks, strict=True) if a != b]
    assert len(changed) == 1 or suggestion.kind not in HARDER
    assert changed


@given(chosen, histories, days, st.randoms())
def test_the_same_history_in_any_order_gets_the_same_answer(
    one: tuple[str, Preset], history: list[Session], today: date, random: Random
) -> None:
    shuffled = history[:]
    random.shuffle(shuffled)
    assert suggest(*one, history, LIBRARY, today) == suggest(*one, shuffled, LIBRARY, today)


def test_a_workout_of_four_hours_does_not_grow() -> None:
    long = exercise(sets=50, reps=47, rest=3.0)
    assert long.duration < 4 * 3600 * 1000
    assert ask(story("fine fine", "long", long), "long", long).kind == "same"
