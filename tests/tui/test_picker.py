"""The picker as a person uses it, over real files."""

import asyncio
import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from legtimer.core.preset import Block, Preset
from legtimer.core.session import Session, SetRecord, Tension
from legtimer.core.settings import Settings
from legtimer.core.tempo import Tempo
from legtimer.storage.history import History
from legtimer.tui.screens.picker import PickerScreen
from legtimer.tui.screens.try_rep import TryRepScreen
from legtimer.tui.screens.workout import WorkoutScreen
from legtimer.tui.widgets.figure import Figure
from legtimer.tui.widgets.preset_card import PresetCard
from tests.tui.stage import PRESET, STARTED, Stage

HANGING = replace(
    PRESET,
    name="Hanging lift",
    level=7,
    equipment=("bar",),
    easier="preset-1",
    blocks=(replace(PRESET.blocks[0], name="Hanging lift", variation="hanging"),),
)
MINE = """\
# a comment of mine
schema = 1
name = "Mine"  # what I call it
level = 5
sets = 2
reps = 3
tempo = "4-0-2-0"
"""


def own(stage: Stage, name: str = "mine.toml", text: str = MINE) -> Path:
    path = stage.locations.own_presets / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def picker(stage: Stage) -> PickerScreen:
    screen = stage.app.screen
    assert isinstance(screen, PickerScreen)
    return screen


async def looked(stage: Stage) -> str:
    """What is on the screen after the folders were looked at and the history was read."""
    await picker(stage).refresh_from_disk()
    for _ in range(500):
        await stage.pilot.pause(0.01)
        if picker(stage)._sessions is not None:
            break
    await stage.pilot.pause()
    return stage.text


def record(stage: Stage, **changes: object) -> None:
    done = Session(
        id="", preset="preset-1", name=PRESET.name, status="completed", started=STARTED, blocks=PRESET.blocks
    )
    History(stage.locations).begin(replace(done, **changes)).close()


async def test_whoever_ends_it_before_it_is_there_finds_no_fault_in_it(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.app.call_later(stage.app.exit)
    async with asyncio.timeout(20):
        await stage.app.run_async(headless=True)
    assert not stage.app.bugs


@pytest.mark.parametrize("run", ["preset-1", None])
async def test_nothing_moves_behind_a_workout(tmp_path: Path, run: str | None) -> None:
    stage = Stage(tmp_path, run=run)
    async with stage.open():
        if run is None:
            await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, WorkoutScreen))
        assert "motion" not in [worker.group for worker in stage.app.workers if not worker.is_finished]


async def test_the_presets_stand_under_their_levels(tmp_path: Path) -> None:
    async with Stage(tmp_path, HANGING, PRESET).open() as stage:
        lines = [line[:30].strip() for line in stage.text.split("\n")]
        assert lines.index("3 Steady") < lines.index("Short lift") < lines.index("7 Hardest")


async def test_the_figure_moves_at_its_true_tempo_unless_it_is_to_keep_still(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        card = picker(stage).query_one(PresetCard)
        seen = []
        for moment in (0, 1000 + 1999, 1000 + 2000 + 2000, 1000 + 6000):
            card.move(moment)
            seen.append(card.query_one(Figure).shown)
        assert seen[0] != seen[1] != seen[2]
        assert seen[0] == seen[3], "down again after 1 s to get ready, 2 s up and 4 s down"
    (tmp_path / "still").mkdir()
    async with Stage(tmp_path / "still", settings=Settings(reduced_motion=True)).open() as stage:
        before = picker(stage).query_one(Figure).shown
        stage.now += 3000
        picker(stage)._show()
        assert picker(stage).query_one(Figure).shown == before


async def test_nothing_moves_while_nobody_looks(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        screen = picker(stage)
        moving = [worker for worker in stage.app.workers if worker.group == "motion" and worker.is_running]
        assert len(moving) == 1
        await stage.press("enter")
        assert isinstance(stage.app.screen, WorkoutScreen)
        assert not [w for w in stage.app.workers if w.node is screen and w.group == "motion" and w.is_running]


async def test_searching_shows_only_what_is_meant_and_escape_shows_all_again(tmp_path: Path) -> None:
    async with Stage(tmp_path, PRESET, HANGING).open() as stage:
        await stage.press("slash", *"ha")
        assert "Hanging lift" in stage.text
        assert "Short lift" not in stage.text
        await stage.press(*"zzq")
        assert "Nothing of that name" in stage.text
        await stage.press("escape")
        assert "Short lift" in stage.text
        await stage.press("slash", *"bar", "enter", "enter")
        assert isinstance(stage.app.screen, WorkoutScreen)
        assert "Hanging lift" in stage.text


async def test_one_rep_can_be_tried_with_sound_and_leaves_no_trace(tmp_path: Path) -> None:
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


async def test_one_rep_ends_by_itself(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("t")
        screen = stage.app.screen
        assert isinstance(screen, TryRepScreen)
        for _ in range(6):
            stage.now += 1500
            screen.controller.tick()
        await stage.pilot.pause()
        assert isinstance(stage.app.screen, PickerScreen)


async def test_when_it_was_last_done_and_how_it_went(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    record(stage, effort=7, back="tight")
    async with stage.open(size=(120, 40)):
        text = await looked(stage)
        assert "Last done today: 0 of 4 reps, effort 7, back tight" in text


async def test_a_file_saved_in_an_editor_is_shown_and_its_faults_are_named(tmp_path: Path) -> None:
    async with Stage(tmp_path).open(size=(120, 40)) as stage:
        assert "Mine" not in stage.text
        path = own(stage)
        assert "• Mine" in await looked(stage)
        own(stage, text=MINE.replace("sets = 2", "sets = 0"))
        assert "! mine" in await looked(stage)
        await stage.press("down")
        assert "line 5: sets: found 0, expected a whole number from 1 to 50" in stage.text
        own(stage, text=MINE + "rset = 5\n")
        assert "• Mine" in await looked(stage)
        assert "rset: found an unknown key" in stage.text
        path.unlink()
        assert "Mine" not in await looked(stage)


async def test_duplicate_delete_and_undo_with_comments_intact(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    path = own(stage)
    async with stage.open(size=(120, 40)):
        await stage.press("down")
        await stage.press("n")
        copy = path.with_name("mine-2.toml")
        assert copy.read_text() == MINE.replace('"Mine"', '"Mine, a copy"')
        assert "Mine, a copy" in stage.text
        await stage.press("d")
        assert not copy.exists()
        await stage.press("d")
        assert not path.exists()
        await stage.press("u", "u")
        assert path.read_text() == MINE
        assert copy.read_text() == MINE.replace('"Mine"', '"Mine, a copy"')


async def test_what_came_with_the_program_cannot_be_deleted(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("d")
        assert (tmp_path / "built-in" / "preset-1.toml").exists()
        assert "Short lift" in stage.text


async def test_the_path_of_the_file_goes_into_the_clipboard(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("f")
        assert stage.app.clipboard == str(tmp_path / "built-in" / "preset-1.toml")


async def test_one_key_takes_what_the_coach_suggests_and_another_undoes_it(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    sets = tuple(
        SetRecord(block=1, set=number, reps_planned=2, reps=2, ended="done", tension=Tension(up=4.0, down=8.0))
        for number in (1, 2)
    )
    for _ in range(2):
        record(stage, sets=sets, back="fine", effort=5)
    async with stage.open(size=(120, 40)):
        text = await looked(stage)
        assert "Coach: " in text
        assert "c takes it" in text
        await stage.press("c")
        mine = stage.locations.own_presets / "preset-1.toml"
        assert "down = 4.5" in mine.read_text()
        assert stage.library.find("preset-1").source == "own"
        await stage.press("u")
        assert not mine.exists()
        assert stage.library.find("preset-1").source == "built-in"


EVIL = {
    "bom.toml": "\ufeff" + MINE,
    "empty.toml": "",
    "escape.toml": MINE.replace("Mine", "\\u001b]0;evil\\u0007"),
    "raw.toml": MINE.replace("Mine", "\x1b[2J"),
    "markup.toml": MINE.replace("Mine", "leg [/b] [@click=app.quit]x[/] [red"),
    "bidi.toml": MINE.replace("Mine", "\u202egnirts"),
    "zero.toml": MINE.replace("Mine", "a\u200bb"),
    "nan.toml": MINE + "rest = nan\n",
    "infinite.toml": MINE + "rest = -inf\n",
    "huge.toml": MINE + f"load = 1{'0' * 4000}\n",
    "deep.toml": "a = " + "[" * 5000,
    "ten-megabytes.toml": "#" * 10_000_000,
    "blocks.toml": "blocks = 1",
    "a\x1b[2Jb.toml": MINE,
    "[b]name[/].toml": MINE,
}


async def test_a_folder_full_of_rubbish_harms_nobody(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    for name, text in EVIL.items():
        own(stage, name, text)
    folder = stage.locations.own_presets
    (folder / "bytes.toml").write_bytes(b"name = '\xff\xfe'")
    (folder / "folder.toml").mkdir()
    os.mkfifo(folder / "pipe.toml")
    (folder / "loop.toml").symlink_to(folder / "loop.toml")
    rubbish = len(stage.library.load())
    async with stage.open():
        for _ in range(rubbish):
            assert all(line.isprintable() for line in stage.text.split("\n"))
            await stage.press("f", "e")
            if not isinstance(stage.app.screen, PickerScreen):
                await stage.press("escape")
            await stage.press("down")
        await looked(stage)
        await stage.press("slash", *"[/b]", "enter")
        assert all(line.isprintable() for line in stage.text.split("\n"))


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 36), (200, 60)])
async def test_name_tempo_and_time_are_in_sight_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    long = Preset(
        name="A routine",
        blocks=tuple(Block(name=f"Part {n}", sets=2, reps=3, tempo=Tempo(up=2, down=4)) for n in (1, 2)),
    )
    async with Stage(tmp_path, PRESET, long).open(size=size) as stage:
        assert "Short lift" in stage.text
        assert "UP 2 · top 0 · DOWN 4 · bottom 0" in stage.text
        if size[1] > 12:
            assert "0:39 in all" in stage.text


async def test_an_interval_is_told_in_full_however_short_the_preview(tmp_path: Path) -> None:
    tabata = Preset(name="Tabata", blocks=(Block(name="Tabata", sets=8, work=20, rest=10),))
    async with Stage(tmp_path, tabata).open() as stage:
        assert "20 s of work" in stage.text
