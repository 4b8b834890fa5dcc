"""The picker and the files it lists: what other programs change, and what its keys copy, delete and save."""

import asyncio
import os
from pathlib import Path

import pytest

from legtimer.tui.screens.editor import EditorScreen
from legtimer.tui.screens.picker import PickerScreen
from legtimer.tui.screens.workout import WorkoutScreen
from tests import needs
from tests.preset_text import preset_text
from tests.tui.blocked import Blocked
from tests.tui.notices import record_notices
from tests.tui.picker_actions import (
    MINE,
    own,
    picker,
    press,
    record,
    record_two_clean_sessions,
    refreshed,
    settled,
    settled_or_editing,
)
from tests.tui.stage import PRESET, Stage


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
        await stage.press("down", "n")
        await stage.until(lambda: isinstance(stage.app.screen, EditorScreen))
        assert "saved" not in await press(stage, "escape")
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
        assert "Coach  Lower for 4.5 s" in text
        assert "c next step" in text
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
        assert "Today  You did Short lift today. Next step: lower for 4.5 s" in stage.text
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
        if needs.present(needs.control_characters) or name.isprintable():
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


async def test_an_own_preset_keeps_its_history_when_file_and_name_change_after_a_workout(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    path = own(stage)
    async with stage.open(size=(120, 40)):
        await stage.press("down", "enter")
        await stage.until(lambda: isinstance(stage.app.screen, WorkoutScreen))
        await stage.wait(17)  # 10 to get ready, and a rep of 6
        await stage.press("q", "y")
        await stage.until(lambda: "How hard" in stage.text)
        await stage.press("enter")
        text = path.read_text().replace('"Mine"', '"Another name"')
        path.rename(path.with_name("elsewhere.toml")).write_text(text)
        own(stage, text=MINE)  # a new preset where the old one was
        await refreshed(stage)
        await press(stage, "home", "j")
        assert "Another name" in stage.text
        assert "Done 1 time so far, last today" in stage.text
        await press(stage, "j")
        assert "You haven't done this yet." in stage.text
        await stage.press("h")
        await stage.until(lambda: "1 session" in stage.text)
        await stage.press("r")
        await stage.until(lambda: isinstance(stage.app.screen, WorkoutScreen))
        assert stage.app.session_writers[-1].session.preset == "elsewhere"
