"""The picker, driven by keys: its list, its figure and trying a rep."""

import asyncio
import re
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.color import Color
from textual.events import Key

from legtimer.core.preset import Block, Preset
from legtimer.core.session import SetRecord, Tension
from legtimer.core.settings import Settings
from legtimer.core.tempo import Tempo
from legtimer.storage.history import History
from legtimer.tui.preview_motion import FRAME
from legtimer.tui.screens.picker import PickerScreen
from legtimer.tui.screens.try_rep import TryRepScreen
from legtimer.tui.screens.workout import WorkoutScreen
from legtimer.tui.widgets.big_text import BigText
from legtimer.tui.widgets.preset_card import PresetCard
from legtimer.tui.widgets.preset_list import PresetList
from tests.tui.notices import record_notices
from tests.tui.picker_actions import (
    moving,
    own,
    picker,
    press,
    record,
    refreshed,
    settled,
)
from tests.tui.stage import PRESET, Stage

HANGING = replace(
    PRESET,
    name="Hanging lift",
    level=7,
    equipment=("bar",),
    easier="preset-1",
    blocks=(replace(PRESET.blocks[0], name="Hanging lift", variation="hanging"),),
)


async def test_an_exit_before_the_first_frame_reports_no_error(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.app.call_later(stage.app.exit)
    async with asyncio.timeout(20):
        await stage.app.run_async(headless=True)
    assert not stage.app.errors


@pytest.mark.parametrize("run", ["preset-1", None])
async def test_the_figure_of_the_picker_stands_still_during_a_workout(tmp_path: Path, run: str | None) -> None:
    stage = Stage(tmp_path, run=run)
    async with stage.open():
        if run is None:
            await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, WorkoutScreen))
        assert moving(stage) == 0


async def test_presets_are_listed_under_their_levels(tmp_path: Path) -> None:
    async with Stage(tmp_path, HANGING, PRESET).open() as stage:
        lines = [line[:42].strip(" │") for line in stage.text.split("\n")]
        found = [line.partition("  ")[0] for line in lines[lines.index("3 Steady") :]]
        assert found[:4] == ["3 Steady", "Short lift", "7 Hardest", "Hanging lift"]


async def test_the_figure_moves_at_the_tempo_of_the_preset(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        card = picker(stage).query_one(PresetCard)
        seen = []
        for moment in (0, 1000 + 1999, 1000 + 2000 + 2000, 1000 + 6000):
            card.move(moment)
            await stage.pilot.pause()
            seen.append(stage.text)
        assert seen[0] != seen[1] != seen[2]
        assert seen[0] == seen[3], "down again after 1 s to get ready, 2 s up and 4 s down"


@pytest.mark.parametrize("reduced", [False, True])
async def test_with_reduced_motion_the_figure_stands_still(tmp_path: Path, reduced: bool) -> None:
    async with Stage(tmp_path, settings=Settings(reduced_motion=reduced)).open() as stage:
        await settled(stage)
        before = stage.text
        stage.now += 3000
        await press(stage, "h", "escape")
        assert (stage.text == before) == reduced


async def test_the_figure_moves_only_while_the_picker_is_on_the_screen(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        assert moving(stage) == 1
        await stage.press("enter")
        assert isinstance(stage.app.screen, WorkoutScreen)
        assert moving(stage) == 0


class PassingTime(Stage):
    """A stage on which the clock goes on by itself while the figure moves."""

    async def sleep(self, seconds: float) -> None:
        if seconds > FRAME:
            await super().sleep(seconds)
        await asyncio.sleep(0)
        self.now += round(seconds * 1000)


async def test_the_figure_rests_20_seconds_after_the_last_key_and_moves_again_at_the_next(tmp_path: Path) -> None:
    stage = PassingTime(tmp_path)
    async with stage.open():
        await stage.until(lambda: moving(stage) == 0)
        await settled(stage)
        at_rest = stage.now
        await stage.press("pagedown")
        await stage.until(lambda: moving(stage) == 0)
        assert 20_000 <= stage.now - at_rest < 25_000


async def test_a_search_lists_what_matches_and_escape_lists_all_again(tmp_path: Path) -> None:
    async with Stage(tmp_path, PRESET, HANGING).open() as stage:
        await stage.press("slash", *"ha")
        assert "Hanging lift" in stage.text
        assert "Short lift" not in stage.text
        await stage.press(*"zzq")
        assert "No presets match" in stage.text
        await stage.press("escape")
        assert "Short lift" in stage.text
        await stage.press("slash", *"bar", "enter", "enter")
        assert isinstance(stage.app.screen, WorkoutScreen)
        assert "Hanging lift" in stage.text


async def test_letters_typed_at_once_after_a_slash_reach_the_search_and_enter_starts_what_it_found(
    tmp_path: Path,
) -> None:
    async with Stage(tmp_path, PRESET, HANGING).open() as stage:
        for key, character in [
            ("slash", "/"),
            *((letter, letter) for letter in "hang"),
            ("enter", "\r"),
            ("enter", "\r"),
        ]:
            stage.app.post_message(Key(key, character))
        await stage.until(lambda: isinstance(stage.app.screen, WorkoutScreen))
        assert "Hanging lift" in stage.text


async def test_enter_pressed_twice_at_once_in_the_search_starts_what_it_found(tmp_path: Path) -> None:
    async with Stage(tmp_path, PRESET, HANGING).open() as stage:
        await stage.press("slash", *"hang")
        for _ in range(2):
            stage.app.post_message(Key("enter", "\r"))
        await stage.until(lambda: isinstance(stage.app.screen, WorkoutScreen))


async def test_trying_a_rep_plays_it_and_records_nothing(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("t")
        screen = stage.app.screen
        assert isinstance(screen, TryRepScreen)
        assert screen.controller.workout.timeline.duration == 3000 + 6000
        stage.now += 1500
        screen.controller.tick()
        stage.now += 1600
        screen.controller.tick()
        assert stage.sound.asked[-1:] == [3100]
        await stage.press("space")
        assert isinstance(stage.app.screen, PickerScreen)
        assert stage.sound.asked[-1:] == ["silence"]
        assert History(stage.locations).read_all() == ([], [])


async def test_trying_a_rep_starts_without_a_key_even_if_sets_wait_for_one(tmp_path: Path) -> None:
    async with Stage(tmp_path, settings=Settings(wait=True)).open() as stage:
        await stage.press("t")
        screen = stage.app.screen
        assert isinstance(screen, TryRepScreen)
        for _ in range(3):
            stage.now += 1200
            screen.controller.tick()
        await stage.pilot.pause()
        assert "Exhale" in stage.text
        assert stage.sound.asked[-1:] == [3600]
        assert stage.sound.workout is screen.controller.workout
        assert not screen.controller.workout.wait


async def test_a_trial_rep_has_the_colours_of_a_workout(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("t")
        screen = stage.app.screen
        assert isinstance(screen, TryRepScreen)
        colours: dict[str, Color] = {}
        for _ in range(5):
            stage.now += 1000
            screen.controller.tick()
            await stage.pilot.pause()
            word = screen.query_one("#word", BigText)
            colours.setdefault(word.text, word.styles.color)
        theme = stage.app.theme_variables
        names = {"READY": "accent", "UP": "accent", "DOWN": "primary"}
        assert colours == {word: Color.parse(theme[name]) for word, name in names.items()}


async def test_trying_a_rep_ends_by_itself(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("t")
        screen = stage.app.screen
        assert isinstance(screen, TryRepScreen)
        for _ in range(6):
            stage.now += 1500
            screen.controller.tick()
        await stage.pilot.pause()
        assert isinstance(stage.app.screen, PickerScreen)


async def test_the_details_say_when_a_preset_was_last_done_and_how_it_went(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    sets = (SetRecord(block=1, set=1, reps_planned=2, reps=2, ended="done", tension=Tension(up=4.0, down=8.0)),)
    record(stage, effort=7, back="tight", sets=sets, status="stopped")
    async with stage.open(size=(120, 40)):
        text = await refreshed(stage)
        assert "Done 1 time so far, last today" in text
        assert re.search(r"22 Nov ━+ +0:12  2/4 +effort 7 +tight +ended early", text)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 36), (200, 60)])
async def test_name_tempo_and_duration_are_visible_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    long = Preset(
        name="A routine",
        blocks=tuple(Block(name=f"Part {n}", sets=2, reps=3, tempo=Tempo(up=2, down=4)) for n in (1, 2)),
    )
    async with Stage(tmp_path, PRESET, long).open(size=size) as stage:
        assert "Short lift" in stage.text
        assert "UP 2 · top 0 · DOWN 4 · bottom 0" in stage.text
        if size[1] > 12:
            assert "0:39 in all" in stage.text


async def test_a_work_interval_is_described_even_where_the_figure_is_small(tmp_path: Path) -> None:
    tabata = Preset(name="Tabata", blocks=(Block(name="Tabata", sets=8, work=20, rest=10),))
    async with Stage(tmp_path, tabata).open() as stage:
        assert "20 s of work" in stage.text


async def test_what_is_wrong_with_the_sound_stands_above_the_keys_and_covers_nothing(tmp_path: Path) -> None:
    async with Stage(tmp_path).open((80, 24)) as stage:
        stage.app.sound_problems = ("No sound: the terminal bell rings instead.",)
        await stage.pilot.pause()
        assert stage.text.splitlines()[-2].strip() == "No sound: the terminal bell rings instead."


async def test_without_a_suggestion_the_key_for_the_next_step_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Stage(tmp_path).open((80, 24)) as stage:
        shown = record_notices(monkeypatch, stage)
        await stage.press("c")
        assert shown == ["The coach has no next step for this preset yet."]


async def test_the_texts_of_a_preset_of_ones_own_are_spoken_once_it_is_selected(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    own(stage)
    async with stage.open():
        picker(stage).query_one(PresetList).select("mine")
        await stage.until(lambda: ("speak", "Mine") in stage.sound.asked)
        assert ("speak", PRESET.name) not in stage.sound.asked, "what is built in is recorded"
