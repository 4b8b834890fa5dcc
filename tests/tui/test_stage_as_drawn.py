"""A routine from its start to its end, as a terminal shows it: what to do, for how long, and where one is."""

from pathlib import Path

import pytest

from legtimer.core.preset import Block, Cues, Preset
from legtimer.core.settings import Settings
from legtimer.core.tempo import Tempo
from legtimer.tui.screens.help import HelpScreen
from legtimer.tui.screens.summary import SummaryScreen
from tests.big_letters import find_big
from tests.tui.drawn import Drawn
from tests.tui.stage import Stage

CAUTION = "Lower less far as soon as your back lifts off the floor. Stop at once if your back or your hips hurt."
ROUTINE = Preset(
    name="Evening routine",
    prepare=10,
    blocks=(
        Block(
            name="Heel taps", variation="heel-tap", sets=1, reps=4, rest_after=20, tempo=Tempo(up=2, down=4),
            sides="alternate", cues=Cues(setup=("Knees over hips",), form=("Ribs down",), caution="Go slowly."),
        ),
        Block(
            name="Leg lift", variation="lying", sets=2, reps=3, rest=20, tempo=Tempo(up=2, top=1, down=4),
            cues=Cues(setup=("Lie on your back",), form=("Back flat",), caution=CAUTION),
        ),
    ),
)  # fmt: skip
HEEL_TAPS, LEG_LIFT = 10 + 4 * 6, 3 * 7  # seconds until the end of the first set, and of one of the second exercise
SIZES = [(80, 24), (120, 36)]

sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def words_and_counts_are_apart(drawn: Drawn, word: str, seconds: str, fraction: str, set_: str) -> None:
    """The seconds stand beside the word and have its colour; what is counted is below it, lower, in another."""
    word_place, seconds_place, fraction_place, set_place = drawn.big(word, seconds, fraction, set_)
    assert (seconds_place.y, seconds_place.rows) == (word_place.y, word_place.rows)
    assert drawn.colour(seconds_place) == drawn.colour(word_place)
    assert len({drawn.colour(place) for place in (word_place, fraction_place, set_place)}) == 3
    assert word_place.bottom < fraction_place.y
    assert fraction_place.bottom <= set_place.y
    assert set_place.rows < fraction_place.rows < word_place.rows


@sizes
async def test_every_state_of_a_routine_says_what_to_do_how_long_and_where_one_is(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with Stage(tmp_path, ROUTINE).open(size) as stage:
        await stage.press("enter")
        await stage.wait(1)
        ready = Drawn(stage)
        ready.big("READY", "9", "Heel taps", "SET 1/1")
        for text in ("exercise 1 of 2 · Evening routine", "Knees over hips", "Go slowly.", "1:55 left"):
            assert ready.has(text), text

        await stage.wait(9 + 6 + 0.5)
        up = Drawn(stage)
        words_and_counts_are_apart(up, "UP", "2", "2/4", "SET 1/1")
        up.big("EXHALE", "R")
        for text in ("Heel taps · exercise 1 of 2", "RIGHT leg", "● ◉ ○ ○", "Ribs down"):
            assert up.has(text), text
        await stage.wait(2)
        words_and_counts_are_apart(Drawn(stage), "DOWN", "4", "2/4", "SET 1/1")
        Drawn(stage).big("INHALE")

        await stage.wait(HEEL_TAPS - 18.5 + 1)
        rest = Drawn(stage)
        rest.big("NEXT", "19", "Leg lift", "SET 1/2")
        for text in ("exercise 2 of 2 · Evening routine", "Lie on your back"):
            assert rest.has(text), text
        assert not any("Heel taps" in line or "Go slowly" in line for line in rest.lines)
        assert (stage.figure.variation, stage.figure.resting) == ("lying", False)

        await stage.wait(19 + LEG_LIFT - 4.5)
        words_and_counts_are_apart(Drawn(stage), "HOLD", "1", "3/3", "SET 1/2")
        await stage.wait(4.5 + 2)
        between = Drawn(stage)
        between.big("REST", "18", "2/2", "SET", "BREATHE")
        assert stage.figure.resting
        assert " ".join(line.strip() for line in between.lines[-5:-2]).count(CAUTION) == 1, "the whole caution"

        await stage.wait(18 + LEG_LIFT)
        assert isinstance(stage.app.screen, SummaryScreen)
        Drawn(stage).big("DONE", "10/10")


@sizes
async def test_the_last_three_seconds_before_a_set_have_another_word_colour_and_background(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with Stage(tmp_path, ROUTINE).open(size) as stage:
        await stage.press("enter")
        for before, then in ((10, "THEN LEFT UP"), (HEEL_TAPS - 10 + 20, "THEN UP"), (LEG_LIFT + 20, "THEN UP")):
            await stage.wait(before - 3.5)
            earlier = Drawn(stage)
            (seconds,) = earlier.big("4")
            await stage.wait(1)
            soon = Drawn(stage)
            ready, three, _ = soon.big("READY", "3", then)
            assert soon.colour(three) == soon.colour(ready) != earlier.colour(seconds)
            assert soon.background() != earlier.background()
            await stage.wait(2.5)
            Drawn(stage).big("UP")
            assert Drawn(stage).background() == earlier.background()


@pytest.mark.parametrize("pause", ["space", "question_mark", "sleep"])
async def test_after_a_pause_help_or_sleep_three_two_one_is_counted_and_it_goes_on_from_the_very_moment(
    tmp_path: Path, pause: str
) -> None:
    async with Stage(tmp_path, ROUTINE, settings=Settings()).open() as stage:
        await stage.press("enter")
        await stage.wait(10 + 3.5)
        before = Drawn(stage).big("DOWN", "3", "1/4", "SET 1/1")
        if pause == "sleep":
            stage.now += 3_600_000
            await stage.wait(0.5)
        else:
            await stage.press(pause)
        if pause != "question_mark":
            Drawn(stage).big("PAUSED", "3", "1/4", "SET 1/1")
        assert isinstance(stage.app.screen, HelpScreen) == (pause == "question_mark")
        position = stage.sound.workout.position if stage.sound.workout else None
        await stage.press("escape" if pause == "question_mark" else "space")
        for left in ("3", "2", "1"):
            Drawn(stage).big("READY", left, "THEN LEFT DOWN", "1/4", "SET 1/1")
            await stage.wait(1)
        assert stage.sound.workout is not None
        assert stage.sound.workout.position == position
        assert Drawn(stage).big("DOWN", "3", "1/4", "SET 1/1") == before


@sizes
@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (["f"], "FORM"),
        (["right"], "SKIPPED"),
        (["left"], "BACK"),
        (["left_square_bracket"], "DOWN 4.5 S"),
        (["9"], "VOLUME 90%"),
        (["plus"], "REST +10"),
        (["m"], "MUTED"),
        (["m", "m"], "SOUND ON"),
        (["v"], "VOICE OFF"),
        (["up"], "NOT IN A REST"),
        (["f", "f"], "NOT IN A SET"),
        (["f", "down"], "0 REPS"),
        (["f", "up"], "1 REP"),
    ],
    ids=str,
)
async def test_a_key_is_answered_in_big_letters_beside_all_the_numbers_for_two_seconds(
    tmp_path: Path, size: tuple[int, int], keys: list[str], answer: str
) -> None:
    async with Stage(tmp_path, ROUTINE).open(size) as stage:
        await stage.press("enter")
        await stage.wait(HEEL_TAPS + 20 + 2)
        await stage.press(*keys)
        shown = [stage.big(name) for name in ("seconds", "fraction", "set")]
        *numbers, place = Drawn(stage).big(*(text for text in shown if text not in answer), answer)
        assert all(place.bottom <= number.y or place.y >= number.bottom for number in numbers)
        await stage.wait(1.5)
        Drawn(stage).big(answer)
        await stage.wait(0.5)
        assert find_big(Drawn(stage).lines, answer) is None


async def test_a_pause_takes_the_answer_to_an_earlier_key_away(tmp_path: Path) -> None:
    async with Stage(tmp_path, ROUTINE).open() as stage:
        await stage.press("enter")
        await stage.wait(10 + 1)
        await stage.press("right")
        Drawn(stage).big("SKIPPED")
        await stage.press("space")
        Drawn(stage).big("PAUSED")
        assert find_big(Drawn(stage).lines, "SKIPPED") is None


async def test_without_a_rest_to_come_the_keys_of_the_rest_say_so(tmp_path: Path) -> None:
    async with Stage(tmp_path, ROUTINE).open() as stage:
        await stage.press("enter")
        await stage.wait(HEEL_TAPS + 20 + LEG_LIFT + 20 + 2)
        await stage.press("plus")
        Drawn(stage).big("NO REST")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (200, 55)], ids=str)
async def test_messages_and_problems_cover_nothing_but_a_line_of_their_own(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with Stage(tmp_path, ROUTINE).open(size, notifications=True) as stage:
        await stage.press("enter")
        await stage.wait(10 + 2)
        before = Drawn(stage).lines
        stage.app.notify("Something happened.")
        stage.sound.notice = "no sound: no sound player was found"
        stage.app.screen.controller.tick()  # type: ignore[attr-defined]
        await stage.pilot.pause()
        lines = Drawn(stage).lines
        assert [y for y, (old, new) in enumerate(zip(before, lines, strict=True)) if old != new] == [1]
        assert lines[1].strip() == stage.sound.notice


@sizes
async def test_sets_and_rests_of_the_course_differ_in_height(tmp_path: Path, size: tuple[int, int]) -> None:
    async with Stage(tmp_path, ROUTINE).open(size) as stage:
        await stage.press("enter")
        await stage.wait(1)
        (course,) = [line.strip() for line in Drawn(stage).lines if {"█", "▂"} == set(line.strip())]
        assert [part for part in course.split("▂") if part] == ["█" * len(part) for part in course.split("▂") if part]
        assert len([part for part in course.split("▂") if part]) == 3, "three sets"


async def test_a_trial_rep_looks_like_a_rep_of_a_workout(tmp_path: Path) -> None:
    lift = Preset(name="Leg lift", prepare=3, blocks=(ROUTINE.blocks[1],))
    screens = []
    for key, home in (("enter", tmp_path / "workout"), ("t", tmp_path / "trial")):
        home.mkdir()
        async with Stage(home, lift).open() as stage:
            await stage.press(key)
            seen = []
            for milliseconds in (1000, 3000, 2500, 1500):
                for _ in range(2):
                    stage.now += milliseconds // 2
                    stage.app.screen.controller.tick()  # type: ignore[attr-defined]
                await stage.pilot.pause()
                places = Drawn(stage).big(stage.big("word"), stage.big("seconds"), stage.big("breath"))
                seen.append((stage.big("word"), places, Drawn(stage).background(), stage.figure))
            screens.append(seen)
    assert screens[0] == screens[1]
    assert [word for word, *_ in screens[0]] == ["READY", "UP", "DOWN", "DOWN"]


async def test_the_end_has_three_numbers_ten_digits_three_words_and_the_coach_without_scrolling(
    tmp_path: Path,
) -> None:
    async with Stage(tmp_path, ROUTINE).open() as stage:
        await stage.press("enter")
        await stage.wait(HEEL_TAPS + 20 + LEG_LIFT + 20 + LEG_LIFT)
        await stage.until(lambda: "Coach" in stage.text)
        done = Drawn(stage)
        done.big("DONE", "10/10", "1:06", "3/3", *map(str, range(1, 11)), "FINE", "TIGHT", "PAIN")
        assert done.has("Do it as planned.")
        await stage.press("pagedown", "pagedown", "pageup", "full_stop")
        await stage.until(lambda: stage.session.effort == 5)
        rated = Drawn(stage)
        five, six = rated.big("5", "6")
        assert rated.colour(five) != rated.colour(six)
        await stage.press("pagedown", "full_stop")
        await stage.until(lambda: stage.session.back == "tight")
