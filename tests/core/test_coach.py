"""What the coach suggests for a given history."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest
from msgspec.structs import replace

from legtimer.core.coach import DISCLAIMER, suggest
from legtimer.core.preset import Preset
from legtimer.core.session import Back, Session, SetOutcome, Tension
from legtimer.core.suggestion import Suggestion, SuggestionKind
from legtimer.core.tempo import Tempo
from tests.core.coach_presets import LIBRARY, TODAY, exercise
from tests.core.past import done, session_of

FULL = Tempo(up=2, down=6)


def history_of(
    words: str, stem: str = "lift", preset: Preset | None = None, ago: int = 0, every: int = 2
) -> tuple[Session, ...]:
    """A session for each word, oldest first, `every` so many days; the last is `ago` days ago.

    `clean`, `fine`, `tight`, `pain` are complete; `form` has a form break in the second set, `half` stops there; `hard`
    is effort 9; in `skipped` nothing is done. `other:fine` is a session of the push-ups. Words can be combined with +:
    `form+tight`.
    """
    each_day = words.split()
    return tuple(
        _session(word, stem, preset, TODAY - timedelta(days=ago + every * (len(each_day) - 1 - n)))
        for n, word in enumerate(each_day)
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
    if "skipped" in tags:
        sets = [replace(done(block, 1, n, 0, "skipped"), tension=Tension()) for n in (1, 2, 3)]
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
    ("words", "kind", "what", "why"),
    [
        ("", "same", "Do it as planned", "haven't done this yet"),
        ("clean", "same", "Do it as planned", "One more clean session"),
        (
            "clean clean",
            "slower",
            "Lower for 4.5 s instead of 4 s",
            "slower way down comes first: more tension without",
        ),
        ("fine fine", "slower", "Lower for 4.5 s instead of 4 s", "slower way down comes first: more tension without"),
        ("form clean", "same", "Do it as planned", "One more clean session"),
        ("clean half", "same", "Do it as planned", "14 of 30 reps"),
        ("clean clean+hard", "same", "Do it as planned", "Effort 9 of 10"),
        ("clean+hard clean", "slower", "Lower for 4.5 s", "Two clean sessions in a row"),
        ("clean form", "control", "Lower for 4.5 s instead of 4 s, 9 reps instead of 10", "form broke last time"),
        ("fine tight", "control", "Lower for 4.5 s instead of 4 s, 9 reps instead of 10", "back was tight last time"),
        ("form form", "easier", "Step down to Level 1", "the time before was no better"),
        ("tight form", "easier", "Step down to Level 1", "form broke .* no better"),
        ("form tight", "easier", "Step down to Level 1", "tight .* no better"),
        ("fine tight clean clean", "same", "Do it as planned", "tight on 18 Nov. Nothing harder until it is fine"),
        ("fine fine other:tight", "same", "Do it as planned", "tight today"),
        ("tight fine", "same", "Do it as planned", "One more clean session"),
        ("tight fine fine", "slower", "Lower for 4.5 s", "Two clean sessions in a row"),
        ("fine pain", "gentle", "Gentle work only: Level 1", "hurt today. See a doctor or physiotherapist"),
        ("pain clean clean clean", "gentle", "Gentle work only: Level 1", "fine twice in a row"),
        ("pain fine", "same", "Do it as planned", "repeat it gently. Nothing harder"),
        ("pain clean other:fine", "gentle", "Gentle work only: Level 1", "fine twice in a row"),
        ("pain other:fine other:fine form", "easier", "Step down to Level 1", "the time before was no better"),
        ("pain half+fine", "gentle", "Gentle work only: Level 1", "fine twice in a row"),
        ("pain fine skipped+fine", "same", "Do it as planned", "Nothing harder"),
        ("clean clean skipped+fine", "slower", "Lower for 4.5 s", "Two clean sessions in a row"),
        ("pain fine clean clean", "same", "Do it as planned", "Nothing harder"),
        ("pain tight", "gentle", "Gentle work only: Level 1", "fine twice in a row"),
        ("pain fine tight fine", "same", "Do it as planned", "Nothing harder"),
        ("pain fine fine", "slower", "Lower for 4.5 s", "Two clean sessions in a row"),
        ("clean clean other:pain", "gentle", "Gentle work only: Level 1", "See a doctor"),
        ("clean clean other:pain other:fine", "gentle", "Gentle work only: Level 1", "See a doctor"),
        ("clean clean other:pain other:fine other:fine", "slower", "Lower for 4.5 s", "Two clean sessions in a row"),
        ("pain other:fine other:fine", "easier|control", "", "hurt the last time you did this"),
    ],
)
def test_the_next_step_after_a_history(words: str, kind: str, what: str, why: str) -> None:
    suggestion = ask(history_of(words))
    assert suggestion.kind in kind.split("|")
    assert suggestion.changes_something == (suggestion.kind != "same")
    assert suggestion.what.startswith(what)
    assert re.search(why, suggestion.why), suggestion.why


def test_after_five_weeks_nothing_gets_harder() -> None:
    suggestion = ask(history_of("fine fine", ago=36))
    assert (suggestion.kind, "5 weeks ago" in suggestion.why) == ("same", True)


def test_after_21_days_something_may_get_harder_but_not_after_22() -> None:
    assert ask(history_of("fine fine", ago=21)).kind != "same"
    late = ask(history_of("fine fine", ago=22))
    assert (late.kind, "weeks ago" in late.why) == ("same", True)


def test_a_changed_preset_is_done_once_before_the_next_step() -> None:
    """Accepting a suggestion must not lead to the next one at once."""
    first = ask(history_of("clean clean"))
    assert first.preset is not None
    assert "this version" in ask(history_of("clean clean"), preset=first.preset).why
    control = ask(history_of("clean form"))
    assert control.preset is not None
    assert "this version" in ask(history_of("clean form"), preset=control.preset).why


def test_changing_only_names_and_texts_of_a_preset_keeps_its_history() -> None:
    renamed = replace(LIBRARY["lift"], summary="mine", blocks=(replace(LIBRARY["lift"].blocks[0], name="mine"),))
    assert ask(history_of("clean clean"), preset=renamed).kind == "slower"


def accept_all(stem: str, preset: Preset, max_steps: int = 30) -> list[tuple[SuggestionKind, str]]:
    """Accepts each suggestion after two clean sessions, until one does not change the preset; all of them."""
    steps: list[tuple[SuggestionKind, str]] = []
    while len(steps) < max_steps:
        suggestion = ask(history_of("fine fine", stem, preset), stem, preset)
        steps.append((suggestion.kind, suggestion.what))
        if suggestion.preset is None:
            return steps
        preset = suggestion.preset
    return steps


def test_a_preset_grows_in_lowering_then_reps_then_rest_then_steps_up() -> None:
    steps = accept_all("lift", LIBRARY["lift"])
    assert [kind for kind, _ in steps] == ["slower"] * 4 + ["reps"] * 2 + ["rest"] * 2 + ["harder"]
    assert steps[3][1] == "Lower for 6 s instead of 5.5 s"
    assert steps[-1][1] == "Step up to Level 5"


def test_load_grows_last_and_only_if_there_is_one() -> None:
    assert accept_all("weighted", LIBRARY["weighted"], 1) == [("load", "2.5 kg instead of 2 kg")]
    bare = [kind for kind, _ in accept_all("push-up", LIBRARY["push-up"])]
    assert bare[-1] == "same"
    assert "load" not in bare
    heavy = exercise(load=470.0)
    steps = accept_all("heavy", heavy)
    assert [kind for kind, _ in steps] == ["slower"] * 4 + ["reps"] * 2 + ["rest"] * 2 + ["load", "same"]
    assert steps[-2][1] == "493.5 kg instead of 470 kg"


def test_where_little_is_left_to_add_the_next_preset_is_suggested_and_why() -> None:
    full = exercise(tempo=FULL, reps=12, rest=30.0, harder="seated")
    step = ask(history_of("fine fine", "full", full), "full", full)
    assert (step.stem, step.preset) == ("seated", None)
    assert step.why == "Two clean sessions in a row. There is little left to add here: time for the next variation."


def test_a_harder_preset_that_does_not_exist_or_is_the_same_is_not_suggested() -> None:
    assert accept_all("seated", LIBRARY["seated"])[-1][0] == "same"
    assert accept_all("lift", replace(LIBRARY["lift"], harder="lift"))[-1][0] == "same"


def test_a_single_set_has_no_rest_to_shorten() -> None:
    assert "rest" not in [kind for kind, _ in accept_all("once", exercise(sets=1))]


def test_a_running_session_is_ignored() -> None:
    running = replace(history_of("clean+half", ago=0)[0], status="running")
    assert ask([*history_of("fine fine", ago=1), running]).kind == "slower"


def test_a_session_with_a_missing_set_is_unfinished() -> None:
    last = history_of("fine")[0]
    assert "didn't finish last time" in ask([replace(last, sets=last.sets[:2])]).why


@pytest.mark.parametrize(
    ("stem", "reps", "ended"), [("lift", 8, "done"), ("hold", 0, "skipped")], ids=["miscounted by two", "skipped"]
)
def test_a_session_with_an_incomplete_set_is_unfinished(stem: str, reps: int, ended: SetOutcome) -> None:
    """Reps corrected downwards were not done; a skipped interval shows only in how it ended."""
    first, *others = history_of("fine", stem)[0].sets
    last = replace(history_of("fine", stem)[0], sets=(replace(first, reps=reps, ended=ended), *others))
    assert "didn't finish last time" in ask([last], stem).why


def test_after_a_form_break_at_the_slowest_lowering_a_set_has_two_reps_fewer() -> None:
    slowest = exercise(tempo=FULL)
    assert ask(history_of("form", "slowest", slowest), "slowest", slowest).what == "8 reps instead of 10"


def test_alternating_sides_gain_and_lose_the_same_number_of_reps() -> None:
    taps = replace(LIBRARY["taps"], blocks=(replace(LIBRARY["taps"].blocks[0], tempo=FULL),))
    more = ask(history_of("fine fine", "taps", taps), "taps", taps)
    assert more.what == "14 reps instead of 12"
    fewer = ask(history_of("fine form", "taps"), "taps")
    assert fewer.what == "Lower for 4.5 s instead of 4 s, 10 reps instead of 12"


def test_intervals_get_longer_and_after_a_tight_back_shorter() -> None:
    assert accept_all("hold", LIBRARY["hold"])[:2] == [
        ("longer", "25 s of work instead of 20 s"),
        ("longer", "30 s of work instead of 25 s"),
    ]
    assert ask(history_of("fine tight", "hold"), "hold").what == "15 s of work instead of 20 s"


def test_in_a_routine_one_exercise_grows_and_only_the_one_with_a_form_break_shrinks() -> None:
    routine = LIBRARY["routine"]
    first = ask(history_of("fine fine", "routine"), "routine")
    assert first.what == "Lifts: lower for 4.5 s instead of 4 s"
    lifts = routine.blocks[1]
    records = [done(routine.blocks[0], 1, 1), done(routine.blocks[0], 1, 2), done(lifts, 2, 1, 5, "form")]
    broken = replace(history_of("fine", "routine")[0], sets=tuple(records), status="stopped")
    assert ask([broken], "routine").what == "Lifts: lower for 4.5 s instead of 4 s, 7 reps instead of 8"
    assert len({kind for kind, _ in accept_all("routine", routine)}) == 5


def test_where_several_exercises_change_it_says_what_they_are_now_but_not_what_they_were() -> None:
    tight = ask(history_of("fine tight", "routine"), "routine")
    assert tight.what == "Taps: lower for 5.5 s, 11 reps; Lifts: lower for 4.5 s, 7 reps; Hold: 15 s of work"


def test_after_pain_without_an_easier_preset_the_work_is_halved_only_once() -> None:
    pain = history_of("fine pain", "push-up")
    half = ask(pain, "push-up")
    assert half.kind == "gentle"
    assert half.what == "Gently: 5 reps instead of 10, 2 sets instead of 3"
    assert half.preset is not None
    taken = ask(pain, "push-up", half.preset)
    assert (taken.kind, taken.what, taken.preset) == ("gentle", "Do it as planned, but gently", None)


def test_after_pain_a_fine_session_of_an_easier_version_does_not_count() -> None:
    least = exercise(1, reps=3, sets=1)
    pain, fine = history_of("pain fine", "any", least)
    harder = exercise(1, reps=6, sets=1)
    assert ask([pain, fine], "any", least).kind == "same"
    assert ask([pain, fine], "any", harder).kind == "gentle"


def test_after_pain_a_gentle_preset_is_halved_only_if_it_was_tight_since() -> None:
    assert (
        ask([*history_of("tight", "taps", ago=9), *history_of("other:pain")], "taps").what
        == "Do it as planned, but gently"
    )
    assert ask([*history_of("other:pain", ago=9), *history_of("tight", "taps")], "taps").preset is not None


def test_loads_are_told_in_the_units_that_are_asked_for() -> None:
    heavy = LIBRARY["weighted"]
    for words, what in (("fine fine", "5.5 lb instead of 4.4 lb"), ("pain", "no load instead of 4.4 lb")):
        history = history_of(words, "weighted")
        assert what in suggest("weighted", heavy, history, LIBRARY, TODAY, "lb").what


@pytest.mark.parametrize(
    ("words", "kind"),
    [("form clean form", "control"), ("clean form form", "easier"), ("form form clean form", "control")],
)
def test_an_easier_preset_is_suggested_only_after_trouble_twice_in_a_row(words: str, kind: str) -> None:
    assert ask(history_of(words)).kind == kind


def test_the_reason_for_an_easier_preset_says_whether_the_time_before_was_no_better() -> None:
    twice, once = "Your form broke last time, and the time before was no better.", "Your form broke last time."
    assert ask(history_of("form form")).why == f"{twice} Build control there, then come back."
    least = exercise(3, easier="taps", reps=3, tempo=FULL)
    broken = replace(
        history_of("clean", "least", least)[0],
        sets=(done(least.blocks[0], 1, 1, 2, "form"),),
    )
    assert ask([broken], "least", least).why == f"{once} Build control there, then come back."


def test_after_pain_a_new_preset_is_suggested_only_if_it_is_gentle() -> None:
    pain = history_of("pain")
    assert ask(pain, "new", exercise(2)).what == "Do it as planned, but gently"
    assert ask(pain, "new", exercise(3)).what == "Leave this one for now"
    assert ask(pain, "weighted").what == "Leave this one for now"
    assert ask(pain, "taps").what == "Do it as planned, but gently"


def test_a_form_break_in_an_unknown_block_is_ignored() -> None:
    """A hand-edited file may name a block that does not exist."""
    lost = replace(done(LIBRARY["lift"].blocks[0], 1, 1, 5, "form"), block=7)
    assert ask([replace(history_of("fine")[0], sets=(lost,))]).kind == "same"


def test_a_preset_that_hurts_and_cannot_be_made_gentler_is_left() -> None:
    least = exercise(1, reps=3, sets=1)
    assert ask(history_of("pain", "least", least), "least", least).what == "Leave this one for now"


def test_a_tight_back_with_no_gentler_version_changes_nothing() -> None:
    least = exercise(1, reps=3, sets=1)
    assert "no gentler version" in ask(history_of("tight", "least", least), "least", least).why


def test_presets_that_name_each_other_as_easier_do_not_loop() -> None:
    library = {"one": exercise(2, easier="two", harder="one"), "two": exercise(2, easier="one")}
    history = history_of("pain", "one", library["one"])
    assert suggest("one", library["one"], history, library, TODAY).stem == "two"


def test_the_disclaimer_says_it_is_not_a_medical_device() -> None:
    assert "not a medical device" in DISCLAIMER


def test_a_workout_at_the_four_hour_limit_does_not_grow() -> None:
    long = exercise(sets=50, reps=47, rest=3.0)
    assert long.duration < 4 * 3600 * 1000
    assert ask(history_of("fine fine", "long", long), "long", long).kind == "same"
