"""The summary after a workout: what was done, and how it felt."""

from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.events import Key

from legtimer.core.preset import Block, Preset
from legtimer.core.tempo import Tempo
from legtimer.tui.screens.dialogs import NoteScreen
from legtimer.tui.screens.picker import PickerScreen
from legtimer.tui.screens.summary import SummaryScreen
from legtimer.tui.screens.workout import WorkoutScreen
from legtimer.tui.text.summary import heading
from legtimer.tui.widgets.choice_row import ChoiceRow
from tests.tui.blocked import Blocked
from tests.tui.stage import Stage
from tests.tui.test_a_workout import fill_disk, numbers_shown


async def test_the_summary_saves_effort_back_and_note(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter")
        await stage.wait(60)
        assert isinstance(stage.app.screen, SummaryScreen)
        assert stage.session.effort is None
        await stage.press("7", "t")
        await stage.until(lambda: chosen(stage) == ("7", "TIGHT"))
        await stage.press("n")
        await stage.until(partial(_shown, stage, "save"))
        await stage.press(*"good", "enter")
        await stage.until(partial(_shown, stage, "good"))
        session = stage.session
        assert (session.effort, session.back, session.note) == (7, "tight", "good")
        await stage.press("0")
        await stage.until(lambda: chosen(stage) == ("10", "TIGHT"))
        await stage.press("enter")
        assert isinstance(stage.app.screen, PickerScreen)


async def test_keys_are_answered_while_the_summary_saves_feedback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter")
        await stage.wait(60)
        await stage.until(partial(_shown, stage, "was it?"))
        blocked = Blocked(monkeypatch, stage.history, "edit")
        await stage.press("7")
        await stage.until(lambda: blocked.called)
        await stage.press("n")
        assert isinstance(stage.app.screen, NoteScreen)
        await stage.press("escape", "enter", "enter")
        assert isinstance(stage.app.screen, SummaryScreen)
        blocked.release()
        await stage.until(lambda: isinstance(stage.app.screen, PickerScreen))
        assert stage.session.effort == 7


async def test_letters_typed_at_once_after_the_key_for_a_note_are_in_it_and_answer_nothing(
    tmp_path: Path,
) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter")
        await stage.wait(60)
        await stage.until(partial(_shown, stage, "was it?"))
        for letter in "npft":
            stage.app.post_message(Key(letter, letter))
        await stage.until(partial(_shown, stage, "pft"))
        await stage.press("enter")
        await stage.until(lambda: stage.session.note is not None)
        assert (stage.session.note, stage.session.back) == ("pft", None)


async def test_the_summary_of_a_session_that_was_not_saved_says_where_it_is_and_takes_no_feedback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_disk(monkeypatch)
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter")
        await stage.wait(60)
        await stage.until(partial(_shown, stage, "A copy is in"))
        assert "This session could not be saved: No space left on device." in stage.text
        assert "was it?" not in stage.text
        assert stage.text.rstrip().splitlines()[-1].split() == ["enter", "done"]
        await stage.press("7", "n")
        assert isinstance(stage.app.screen, SummaryScreen)
        assert stage.app.screen.session.effort is None


async def test_the_coach_makes_a_suggestion_after_a_workout_and_another_after_pain(tmp_path: Path) -> None:
    async with Stage(tmp_path).open((100, 40)) as stage:
        await stage.press("enter")
        await stage.wait(60)
        await stage.until(partial(_shown, stage, "Coach"))
        await stage.press("p")
        await stage.until(partial(_shown, stage, "See a doctor"))


async def test_a_workout_that_was_skipped_or_ended_early_is_not_called_done(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter")
        await stage.wait(5 + 6)
        while isinstance(stage.app.screen, WorkoutScreen):
            await stage.press("right")
        assert stage.session.status == "completed"
        assert stage.app.screen.query_one("#heading").has_class("ended")
        assert numbers_shown(stage)[0] == "1/4 reps"
    assert heading(stage.session) == "ENDED"
    assert heading(replace(stage.session, sets=tuple(replace(each, reps=2) for each in stage.session.sets))) == "DONE"


async def test_intervals_of_work_are_summed_up_in_seconds(tmp_path: Path) -> None:
    tabata = Preset(name="Tabata", prepare=1, blocks=(Block(name="Sprint", sets=2, rest=10, work=20),))
    async with Stage(tmp_path, tabata).open() as stage:
        await stage.press("enter")
        await stage.wait(1 + 20 + 10 + 10)
        await stage.press("q", "y")
        assert numbers_shown(stage) == ["30/40 seconds of work", "0:41 in all", "2/2 sets"]


async def test_a_clicker_gives_both_answers_and_closes_the_summary(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter")
        await stage.wait(60)
        await stage.until(partial(_shown, stage, "was it?"))
        await stage.press("pagedown", "pagedown", "pagedown", "pageup", "full_stop")
        await stage.until(lambda: chosen(stage) == ("6", None))
        assert stage.app.screen.query_one("#back", ChoiceRow).cursor == "FINE"
        await stage.press("pagedown", "full_stop")
        await stage.until(lambda: chosen(stage) == ("6", "TIGHT"))
        assert (stage.session.effort, stage.session.back) == (6, "tight")
        await stage.press("full_stop")
        await stage.until(lambda: isinstance(stage.app.screen, PickerScreen))


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 36)], ids=str)
async def test_an_answer_can_be_clicked_and_the_chosen_one_differs_in_shape(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with Stage(tmp_path).open(size) as stage:
        await stage.press("enter")
        await stage.wait(60)
        await stage.until(partial(_shown, stage, "was it?"))
        row = stage.app.screen.query_one("#back", ChoiceRow)
        before = stage.text
        await stage.pilot.click(row, offset=(1, 0))
        await stage.until(lambda: chosen(stage) == (None, "FINE"))
        assert stage.text != before


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 55)], ids=str)
async def test_word_numbers_answers_and_coach_are_visible_without_scrolling(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with Stage(tmp_path).open(size) as stage:
        await stage.press("enter")
        await stage.wait(60)
        await stage.press("p")
        await stage.until(partial(_shown, stage, "fine twice in a row"))
        view = stage.app.screen.query_one("#session").region
        for name in ("heading", "numbers", "effort", "back", "advice"):
            region = stage.app.screen.query_one(f"#{name}").region
            assert region.area > 0, name
            assert view.contains_region(region), name
        assert stage.app.screen.query_one("#effort").region.height - 2 >= size[1] // 8
        await stage.press(*["down"] * 20)
        assert "not a medical device" in stage.text


async def test_after_pain_the_doctor_comes_before_a_long_list_of_changes(tmp_path: Path) -> None:
    blocks = tuple(
        Block(name=f"Exercise number {number}", sets=2, reps=12, rest=20, rest_after=5, tempo=Tempo(up=1, down=2))
        for number in range(1, 7)
    )
    async with Stage(tmp_path, Preset(name="Long", prepare=1, blocks=blocks)).open() as stage:
        await stage.press("enter")
        await stage.wait(1 + 40)
        await stage.press("q", "y", "p")
        await stage.until(partial(_shown, stage, "See a doctor"))
        assert "twice in a row. Gently: Exercise number 1" in " ".join(stage.text.split())


def chosen(stage: Stage) -> tuple[str | None, str | None]:
    """The answers that are lit."""
    effort, back = (stage.app.screen.query_one(f"#{name}", ChoiceRow).chosen for name in ("effort", "back"))
    return effort, back


def _shown(stage: Stage, text: str) -> bool:
    return text in " ".join(stage.text.split())
