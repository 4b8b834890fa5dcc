"""The picker, driven by keys, with real files."""

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
from legtimer.tui.screens.editor import EditorScreen
from legtimer.tui.screens.picker import FRAME, PickerScreen
from legtimer.tui.screens.try_rep import TryRepScreen
from legtimer.tui.screens.workout import WorkoutScreen
from legtimer.tui.widgets.preset_card import PresetCard
from tests import needs
from tests.preset_text import preset_text
from tests.tui.blocked import Blocked
from tests.tui.notices import record_notices
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


async def settled(stage: Stage) -> str:
    """What is on the screen once all files that a key has asked for are read and written."""
    groups = ("files", "history")
    await stage.until(lambda: all(worker.is_finished for worker in stage.app.workers if worker.group in groups))
    return stage.text


async def press(stage: Stage, *keys: str) -> str:
    """What is on the screen after each of the keys has done its work on the disk."""
    for key in keys:
        await stage.press(key)
        await settled(stage)
    return stage.text


async def refreshed(stage: Stage) -> str:
    """What is on the screen after the preset files were checked and the history was read."""
    await picker(stage).refresh_from_disk()
    return await settled(stage)


def moving(stage: Stage) -> int:
    """How many figures of the picker move."""
    return sum(worker.group == "motion" and not worker.is_finished for worker in stage.app.workers)


def record(stage: Stage, **changes: object) -> None:
    done = Session(
        id="", preset="preset-1", name=PRESET.name, status="completed", started=STARTED, blocks=PRESET.blocks
    )
    History(stage.locations).start_session(replace(done, **changes)).close()


def record_two_clean_sessions(stage: Stage, preset: str = "preset-1") -> None:
    """Record what makes the coach suggest a harder version."""
    sets = tuple(
        SetRecord(block=1, set=number, reps_planned=2, reps=2, ended="done", tension=Tension(up=4.0, down=8.0))
        for number in (1, 2)
    )
    for _ in range(2):
        record(stage, preset=preset, sets=sets, back="fine", effort=5)


async def settled_or_editing(stage: Stage) -> None:
    """Wait until the editor is open, or nothing that was asked for is being read or written any more."""
    done = ("files", "history")
    await stage.until(
        lambda: (
            isinstance(stage.app.screen, EditorScreen)
            or all(worker.is_finished for worker in stage.app.workers if worker.group in done)
        )
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
        lines = [line[:30].strip() for line in stage.text.split("\n")]
        assert lines.index("3 Steady") < lines.index("Short lift") < lines.index("7 Hardest")


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
    record(stage, effort=7, back="tight")
    async with stage.open(size=(120, 40)):
        text = await refreshed(stage)
        assert "Last done today: 0 of 4 reps, effort 7, back tight" in text


async def test_a_file_saved_by_another_program_is_listed_with_its_errors(tmp_path: Path) -> None:
    async with Stage(tmp_path).open(size=(120, 40)) as stage:
        assert "Mine" not in stage.text
        path = own(stage)
        assert "• Mine" in await refreshed(stage)
        own(stage, text=MINE.replace("sets = 2", "sets = 0"))
        assert "! mine" in await refreshed(stage)
        await stage.press("down")
        assert "line 5: sets: found 0, expected a whole number from 1 to 50" in stage.text
        own(stage, text=MINE + "rset = 5\n")
        assert "• Mine" in await refreshed(stage)
        assert "rset: found an unknown key" in stage.text
        path.unlink()
        assert "Mine" not in await refreshed(stage)


async def test_duplicating_deleting_and_undoing_keep_the_comments_of_a_file(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    path = own(stage)
    async with stage.open(size=(120, 40)):
        await press(stage, "down", "n")
        copy = path.with_name("mine-2.toml")
        assert copy.read_text() == MINE.replace('"Mine"', '"Mine, a copy"')
        assert "Mine, a copy" in stage.text
        await press(stage, "d")
        assert not copy.exists()
        await press(stage, "d")
        assert not path.exists()
        await stage.press("u", "u")
        assert "Mine, a copy" in await settled(stage)
        assert path.read_text() == MINE
        assert copy.read_text() == MINE.replace('"Mine"', '"Mine, a copy"')


async def test_a_built_in_preset_cannot_be_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with Stage(tmp_path).open() as stage:
        notices = record_notices(monkeypatch, stage)
        assert "Short lift" in await press(stage, "d")
        assert notices == ["Built-in presets cannot be deleted, only your own."]
        assert (tmp_path / "built-in" / "preset-1.toml").exists()


@pytest.mark.parametrize(
    ("key", "method", "failure"), [("n", "duplicate", "Copy failed"), ("d", "delete", "Delete failed")]
)
async def test_a_change_that_fails_is_reported_and_changes_nothing(
    key: str, method: str, failure: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    stage = Stage(tmp_path)
    path = own(stage)
    async with stage.open(size=(120, 40)):
        monkeypatch.setattr(stage.library, method, refuse)
        notices = record_notices(monkeypatch, stage)
        await press(stage, "down", key)
        assert notices == [f"{failure}: No space left on device."]
        assert list(path.parent.iterdir()) == [path]
        assert path.read_text() == MINE
        await press(stage, "u")
        assert notices[1:] == ["There is nothing to undo."]


@pytest.mark.parametrize(
    ("key", "method"),
    [("n", "duplicate"), ("d", "delete"), ("e", "open_for_editing"), ("u", "load"), ("c", "replace_preset")],
)
async def test_keys_are_answered_while_a_preset_file_is_read_or_written(
    key: str, method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(tmp_path)
    record_two_clean_sessions(stage)
    own(stage)
    async with stage.open(size=(120, 40)):
        await settled(stage)
        if key != "c":
            await stage.press("down")
        blocked = Blocked(monkeypatch, stage.library, method)
        await stage.press(key)
        await stage.until(lambda: blocked.called)
        before = picker(stage).entry
        await stage.press("up" if key != "c" else "down")
        assert picker(stage).entry != before
        await stage.press("slash", *"zzq")
        assert "No presets match" in stage.text
        blocked.release()
        await settled_or_editing(stage)


async def test_keys_are_answered_while_the_preset_files_are_checked_and_the_history_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(tmp_path)
    own(stage)
    record(stage)
    async with stage.open():
        await settled(stage)
        history, check_files = (
            Blocked(monkeypatch, stage.history, "iterate"),
            Blocked(monkeypatch, stage.library, "fingerprint"),
        )
        picker(stage).read_history()
        check = asyncio.create_task(picker(stage).refresh_from_disk())
        await stage.until(lambda: history.called and check_files.called)
        await stage.press("down")
        assert picker(stage).entry == stage.library.find("mine")
        history.release()
        check_files.release()
        await check


async def test_two_deletions_and_their_undoing_are_done_in_the_order_of_the_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(tmp_path)
    path = own(stage)
    async with stage.open():
        await stage.press("down")
        blocked = Blocked(monkeypatch, stage.library, "delete")
        await stage.press("d")
        await stage.until(lambda: blocked.called)
        await stage.press("u")
        blocked.release()
        await settled(stage)
        assert path.read_text() == MINE


async def test_f_copies_the_path_of_the_file_to_the_clipboard(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("f")
        assert stage.app.clipboard == str(tmp_path / "built-in" / "preset-1.toml")


async def test_c_takes_the_suggestion_of_the_coach_and_u_undoes_it(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    record_two_clean_sessions(stage)
    async with stage.open(size=(120, 40)):
        text = await refreshed(stage)
        assert "Coach: " in text
        assert "c takes it" in text
        await press(stage, "c")
        mine = stage.locations.own_presets / "preset-1.toml"
        assert "down = 4.5" in mine.read_text()
        assert stage.library.find("preset-1").source == "own"
        await press(stage, "u")
        assert not mine.exists()
        assert stage.library.find("preset-1").source == "built-in"


async def test_a_suggestion_for_a_file_that_another_program_has_changed_is_not_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(tmp_path)
    record_two_clean_sessions(stage, preset="mine")
    text = preset_text(PRESET)
    path, changed = own(stage, text=text), text.replace("sets = 2", "sets = 0")
    async with stage.open(size=(120, 40)):
        await settled(stage)
        await stage.press("down")
        path.write_text(changed)
        notices = record_notices(monkeypatch, stage)
        assert "! mine" in await press(stage, "c")
        assert notices == ["Change failed: the file has been changed on disk."]
        assert path.read_text() == changed


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


async def test_files_of_any_content_can_be_listed_copied_from_and_searched(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    for name, text in EVIL.items():
        own(stage, name, text)
    folder = stage.locations.own_presets
    (folder / "bytes.toml").write_bytes(b"name = '\xff\xfe'")
    (folder / "folder.toml").mkdir()
    if needs.present(needs.pipes):
        os.mkfifo(folder / "pipe.toml")
    if needs.present(needs.links):
        (folder / "loop.toml").symlink_to(folder / "loop.toml")
    rubbish = len(stage.library.load())
    async with stage.open():
        for _ in range(rubbish):
            assert all(line.isprintable() for line in stage.text.split("\n"))
            await stage.press("f", "e")
            await settled_or_editing(stage)
            if not isinstance(stage.app.screen, PickerScreen):
                await stage.press("escape")
            await stage.press("down")
        await refreshed(stage)
        await stage.press("slash", *"[/b]", "enter")
        assert all(line.isprintable() for line in stage.text.split("\n"))


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
