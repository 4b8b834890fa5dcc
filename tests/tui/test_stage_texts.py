"""What the workout screen says from the mat: one thing at a time, in big letters."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from legtimer.core.preset import Block, Cues, Preset
from legtimer.core.settings import Settings
from legtimer.core.tempo import Tempo
from legtimer.tui.screens.workout import WorkoutScreen
from tests.silent_sound import SilentSoundtrack
from tests.tui.stage import Stage

TEMPO = Tempo(up=2, down=4)
ROUTINE = Preset(
    name="Evening routine",
    prepare=10,
    blocks=(
        Block(
            name="Heel taps", variation="heel-tap", sets=1, reps=2, rest_after=20, tempo=TEMPO, sides="alternate",
            cues=Cues(setup=("Knees over hips",)),
        ),
        Block(
            name="Leg lift", variation="lying", sets=2, reps=3, rest=10, tempo=TEMPO,
            cues=Cues(setup=("Lie on your back", "Hands at your sides"), caution="Stop if it hurts."),
        ),
    ),
)  # fmt: skip


def words(stage: Stage) -> tuple[str, str]:
    return stage.big("word"), stage.big("seconds")


async def test_while_preparing_the_name_and_set_up_of_the_exercise_are_shown_instead_of_reps(tmp_path: Path) -> None:
    async with Stage(tmp_path, ROUTINE).open((140, 36)) as stage:
        await stage.press("enter")
        await stage.wait(1)
        assert words(stage) == ("READY", "9")
        assert "Knees over hips" in stage.text
        assert (stage.big("breath"), stage.big("set")) == ("Heel taps", "SET 1/1")
        assert "exercise 1 of 2 · Evening routine" in stage.text


async def test_in_a_set_the_rep_and_the_set_are_fractions_and_the_reps_also_dots(tmp_path: Path) -> None:
    async with Stage(tmp_path, ROUTINE).open((140, 36)) as stage:
        await stage.press("enter")
        await stage.wait(10 + 7)
        assert words(stage) == ("UP", "1")
        assert (stage.big("fraction"), stage.big("set"), stage.big("breath")) == ("2/2", "SET 1/1", "EXHALE")
        assert "● ◉" in stage.text


async def test_the_rest_before_another_exercise_shows_its_name_and_set_up(tmp_path: Path) -> None:
    async with Stage(tmp_path, ROUTINE).open((140, 36)) as stage:
        await stage.press("enter")
        await stage.wait(10 + 12 + 1)
        assert words(stage) == ("NEXT", "19")
        assert stage.big("breath") == "Leg lift"
        assert "Hands at your sides" in stage.text
        assert "exercise 2 of 2 · Evening routine" in stage.text
        assert stage.figure.variation == "lying"
        assert not stage.figure.resting


async def test_the_rest_before_an_exercise_of_other_sides_shows_nothing_of_the_one_before(tmp_path: Path) -> None:
    plank = Block(name="Side plank", variation="side-plank", sets=1, work=4, sides="each", rest_after=20)
    circuit = replace(ROUTINE, blocks=(plank, ROUTINE.blocks[1]))
    async with Stage(tmp_path, circuit).open((140, 36)) as stage:
        await stage.press("enter")
        await stage.wait(10 + 4 + 5 + 4 + 1)
        assert stage.big("breath") == "Leg lift"
        assert (stage.figure.variation, stage.figure.side) == ("lying", None)
        assert "UP 2 · top 0 · DOWN 4 · bottom 0" in stage.text
        assert "of work" not in stage.text


async def test_the_rest_between_sets_shows_the_next_set_and_a_resting_figure(tmp_path: Path) -> None:
    async with Stage(tmp_path, ROUTINE).open((140, 36)) as stage:
        await stage.press("enter")
        await stage.wait(10 + 12 + 20 + 18 + 2)
        assert words(stage) == ("REST", "8")
        assert (stage.big("fraction"), stage.big("set")) == ("2/2", "SET")
        assert "3 of 3 reps done" in stage.text
        assert stage.figure.resting


@pytest.mark.parametrize("before", [10, 10 + 12 + 20, 10 + 12 + 20 + 18 + 10], ids=["prepare", "exercise", "set"])
async def test_the_last_three_seconds_before_a_set_have_another_background(tmp_path: Path, before: int) -> None:
    async with Stage(tmp_path, ROUTINE).open((140, 36)) as stage:
        await stage.press("enter")
        await stage.wait(before - 3.5)
        assert not stage.app.screen.has_class("-soon")
        ground = stage.app.screen.background_colors[1]
        await stage.wait(1)
        assert words(stage) == ("READY", "3")
        assert stage.app.screen.has_class("-soon")
        assert stage.app.screen.background_colors[1] != ground
        await stage.wait(2.5)
        assert stage.big("word") in ("UP", "DOWN")
        assert not stage.app.screen.has_class("-soon")


async def test_the_first_phase_is_shown_and_flashes_when_its_sound_is_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SilentSoundtrack, "lead", 1100)
    at_once = replace(ROUTINE, prepare=0)
    async with Stage(tmp_path, at_once, settings=Settings(wait=True, flash=True)).open() as stage:
        await stage.press("enter")
        await stage.wait(5)
        await stage.press("space")
        assert words(stage) == ("READY", "1")
        assert stage.big("breath") == "THEN LEFT UP"
        assert not stage.app.screen.has_class("-flash")
        await stage.wait(1.15)
        assert words(stage) == ("UP", "2")
        assert stage.app.screen.has_class("-flash")


async def test_after_a_pause_three_seconds_are_counted_down_which_do_not_count(tmp_path: Path) -> None:
    async with Stage(tmp_path, ROUTINE, settings=Settings()).open() as stage:
        await stage.press("enter")
        await stage.wait(10 + 3)
        await stage.press("space")
        await stage.wait(5)
        assert stage.big("word") == "PAUSED"
        await stage.press("space")
        shown = []
        for _ in range(3):
            shown.append(words(stage))
            await stage.wait(1)
        assert shown == [("READY", "3"), ("READY", "2"), ("READY", "1")]
        assert words(stage) == ("DOWN", "3")
        await stage.wait(60 + 10)
        first = stage.session.sets[0]
        assert (first.tension.total, first.paused) == (12.0, 5.0)


async def test_a_pause_during_the_countdown_pauses_again(tmp_path: Path) -> None:
    async with Stage(tmp_path, ROUTINE, settings=Settings()).open() as stage:
        await stage.press("enter")
        await stage.wait(10 + 3)
        await stage.press("space", "space")
        await stage.wait(1)
        await stage.press("space")
        await stage.wait(10)
        assert stage.big("word") == "PAUSED"


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("right", "SKIPPED"),
        ("left", "BACK"),
        ("f", "FORM"),
        ("left_square_bracket", "DOWN 4.5 S"),
        ("plus", "REST +10"),
        ("minus", "REST -10"),
        ("m", "MUTED"),
        ("v", "VOICE OFF"),
        ("9", "VOLUME 90%"),
    ],
)
async def test_every_key_is_answered_at_once_in_big_letters_for_two_seconds(
    tmp_path: Path, key: str, answer: str
) -> None:
    async with Stage(tmp_path, ROUTINE).open((140, 36)) as stage:
        await stage.press("enter")
        await stage.wait(10 + 2.5)
        await stage.press(key)
        assert stage.big("breath") == answer
        assert stage.big("fraction") or stage.big("set")
        await stage.wait(1.5)
        assert stage.big("breath") == answer
        await stage.wait(0.5)
        assert stage.big("breath") != answer
        assert isinstance(stage.app.screen, WorkoutScreen)
