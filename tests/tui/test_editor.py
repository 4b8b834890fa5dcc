"""The editor, driven by keys, with real files."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.widgets import Static

from legtimer.core.settings import Settings
from legtimer.tui.screens.dialogs import ConfirmScreen
from legtimer.tui.screens.editor import EditorScreen
from legtimer.tui.screens.help import HelpScreen
from legtimer.tui.screens.picker import PickerScreen
from legtimer.tui.screens.try_rep import TryRepScreen
from legtimer.tui.widgets.form_row import FormRow, LineInput
from tests.tui.blocked import Blocked
from tests.tui.editor_actions import MINE, closed, edit, own, save, type_into
from tests.tui.notices import record_notices
from tests.tui.stage import PRESET, Stage


async def test_saving_keeps_the_comments_of_the_file_and_updates_the_picker(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    path = own(stage)
    async with stage.open((120, 50)):
        await edit(stage, "down")
        await type_into(stage, "sets", "4")
        await type_into(stage, "tempo.down", *"5.5")
        assert "UP 2 · top 0 · DOWN 5.5 · bottom 0" in stage.text
        assert "12 reps" in stage.text
        await save(stage)
        assert "4 sets of 3 reps" in stage.text
    assert path.read_text() == MINE.replace("sets = 2", "sets = 4").replace('"4-0-2-0"', '"5.5-0-2-0"')


async def test_saving_a_built_in_preset_makes_a_copy(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await edit(stage)
        assert "your copy of" in stage.text
        await type_into(stage, "name", *"Own")
        await save(stage)
        assert "• Own" in stage.text
        assert stage.library.find("my-preset-1").source == "own"
        assert stage.library.find("preset-1").preset == PRESET


async def test_a_typed_tempo_is_shown_in_words_and_plus_and_minus_change_a_phase(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        screen = await edit(stage)
        await type_into(stage, "tempo", *"6120")
        assert "UP 2 · top 0 · DOWN 6 · bottom 1" in stage.text
        row = next(row for row in screen.query(FormRow) if row.field.key == "tempo.down")
        row.control.focus()
        await stage.press("plus", "plus", "minus")
        assert "DOWN 6.5" in stage.text


async def test_errors_are_shown_at_their_fields_and_prevent_saving(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    path = own(stage)
    async with stage.open(size=(90, 60)):
        await edit(stage, "down")
        await type_into(stage, "sets", *"0")
        assert "found 0, expected a whole number from 1 to 50" in stage.text
        await type_into(stage, "rest", *"abc")
        assert "found 'abc', expected a number of seconds from 0 to 3600" in stage.text
        await type_into(stage, "tempo", *"4-0")
        assert "lowering first" in stage.text
        await stage.press("ctrl+s")
        assert isinstance(stage.app.screen, EditorScreen)
        assert path.read_text() == MINE


async def test_each_field_typed_into_is_one_step_to_undo_and_redo(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    own(stage)
    async with stage.open():
        await edit(stage, "down")
        await type_into(stage, "sets", *"12")
        await type_into(stage, "reps", *"7")
        assert "84 reps" in stage.text
        await stage.press("ctrl+z")
        assert "36 reps" in stage.text
        await stage.press("ctrl+z")
        assert "6 reps" in stage.text
        assert "changed" not in stage.text.split("\n")[0]
        await stage.press("ctrl+y", "ctrl+y")
        assert "84 reps" in stage.text


async def test_leaving_asks_only_if_there_are_changes(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    path = own(stage)
    async with stage.open():
        await edit(stage, "down")
        await stage.press("escape")
        assert isinstance(stage.app.screen, PickerScreen), "nothing changed, nothing asked"
        await edit(stage)
        await type_into(stage, "sets", "9")
        await stage.press("escape")
        assert isinstance(stage.app.screen, ConfirmScreen)
        await stage.press("n")
        assert isinstance(stage.app.screen, EditorScreen)
        await stage.press("escape", "y")
        assert isinstance(stage.app.screen, PickerScreen)
    assert path.read_text() == MINE


async def test_exercises_can_be_added_changed_to_work_and_removed(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    path = own(stage)
    async with stage.open((120, 50)):
        await edit(stage, "down")
        await stage.press("f7")
        assert "Exercise 2 of 2" in stage.text
        await type_into(stage, "name", *"Plank")
        await stage.press("f4")
        assert "20 s of work" in stage.text
        await stage.press("f6")
        assert "Exercise 1 of 2" in stage.text
        assert "UP 2" in stage.text
        await save(stage)
        assert "2. Plank: 2 sets of 20 s" in stage.text
        text = path.read_text()
        assert all(comment in text for comment in ("# a comment of mine", "# what I call it", "# for now", "# always"))
        await edit(stage)
        await stage.press("f8")
        await save(stage)
        preset = stage.library.find("mine").preset
        assert preset is not None
        assert [block.name for block in preset.blocks] == ["Plank"]


async def test_f2_tries_one_rep_of_the_unsaved_exercise(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await edit(stage)
        await type_into(stage, "tempo.down", "9")
        await stage.press("f2")
        screen = stage.app.screen
        assert isinstance(screen, TryRepScreen)
        assert screen.controller.workout.timeline.duration == 3000 + 11_000
        await stage.press("x")
        assert isinstance(stage.app.screen, EditorScreen)


async def test_saving_asks_before_it_overwrites_changes_of_another_program(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    path = own(stage)
    async with stage.open():
        await edit(stage, "down")
        await type_into(stage, "sets", "9")
        path.write_text(MINE + "# later\n")
        await stage.press("ctrl+s")
        await stage.until(lambda: isinstance(stage.app.screen, ConfirmScreen))
        await stage.press("n")
        assert "# later" in path.read_text()
        assert isinstance(stage.app.screen, EditorScreen)
        await stage.press("ctrl+s")
        await stage.until(lambda: isinstance(stage.app.screen, ConfirmScreen))
        await stage.press("y")
        await closed(stage)
        assert path.read_text() == MINE.replace("sets = 2", "sets = 9")


async def test_while_a_preset_is_saved_keys_are_answered_but_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(tmp_path)
    path = own(stage)
    async with stage.open((120, 50)):
        screen = await edit(stage, "down")
        await type_into(stage, "sets", "9")
        blocked = Blocked(monkeypatch, stage.library, "save")
        await stage.press("ctrl+s")
        await stage.until(lambda: blocked.called)
        assert "saving" in stage.text.split("\n")[0]
        focused = screen.focused
        await stage.press("1", "ctrl+s", "ctrl+z", "f7", "escape", "down")
        assert screen.focused is not focused
        assert "saving" in stage.text.split("\n")[0]
        assert "27 reps" in stage.text
        await stage.press("f1")
        assert isinstance(stage.app.screen, HelpScreen)
        blocked.release()
        await closed(stage)
        assert "9 sets of 3 reps" in stage.text
    assert path.read_text() == MINE.replace("sets = 2", "sets = 9")
    assert list(path.parent.iterdir()) == [path]


async def test_a_save_that_fails_is_reported_and_leaves_the_editor_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    stage = Stage(tmp_path)
    path = own(stage)
    async with stage.open():
        await edit(stage, "down")
        await type_into(stage, "sets", "9")
        notices = record_notices(monkeypatch, stage)
        with monkeypatch.context() as full_disk:
            full_disk.setattr(stage.library, "save", refuse)
            await stage.press("ctrl+s")
            await stage.until(lambda: bool(notices))
        assert notices == ["Not saved: No space left on device."]
        assert isinstance(stage.app.screen, EditorScreen)
        await save(stage)
    assert path.read_text() == MINE.replace("sets = 2", "sets = 9")


async def test_a_file_with_errors_can_be_edited_unless_it_is_not_toml(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(tmp_path)
    path = own(stage, MINE.replace("sets = 2", "sets = 0"))
    async with stage.open():
        await edit(stage, "down")
        await type_into(stage, "sets", "2")
        await save(stage)
        assert path.read_text() == MINE
        path.write_text("?")
        notices = record_notices(monkeypatch, stage)
        await stage.press("e")
        await closed(stage)
        assert len(notices) == 1
        assert notices[0].startswith("Only a text editor can fix this file: line 1: found ")


async def test_the_down_key_reaches_every_field(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        screen = await edit(stage)
        reached = set()
        for _ in range(len(screen.query(FormRow)) + 4):  # two of them have two lines
            focused = screen.focused
            assert focused is not None
            row = next(node for node in focused.ancestors if isinstance(node, FormRow))
            reached.add(row.field.key)
            await stage.press("down")
        assert reached == {row.field.key for row in screen.query(FormRow) if row.display}


async def test_a_long_text_is_wrapped_and_enter_goes_to_the_next_field(tmp_path: Path) -> None:
    async with Stage(tmp_path).open((80, 40)) as stage:
        screen = await edit(stage)
        await type_into(stage, "summary", *["x", "space"] * 40)
        row = next(row for row in screen.query(FormRow) if row.field.key == "summary")
        assert row.size.height >= 2
        await stage.press("enter")
        assert screen.focused is not row.control
        await save(stage)
        preset = stage.library.find("my-preset-1").preset
        assert preset is not None
        assert "\n" not in preset.summary


async def test_a_cue_that_contradicts_the_tempo_is_pointed_at(tmp_path: Path) -> None:
    async with Stage(tmp_path).open((80, 60)) as stage:
        await edit(stage)
        await type_into(stage, "cues.down", *"Inhale", "space", *"five", "space", *"seconds")
        assert "found 'five seconds', expected 4 s, as tempo.down says" in stage.text
        await type_into(stage, "tempo.down", "5")
        assert "found 'five seconds'" not in stage.text


async def test_easier_and_harder_are_suggested_and_an_unknown_name_is_pointed_at(tmp_path: Path) -> None:
    gentler = replace(PRESET, name="Gentler", level=1)
    async with Stage(tmp_path, PRESET, gentler).open((80, 60)) as stage:
        await edit(stage, "j")
        assert "such as preset-2" in stage.text
        await type_into(stage, "easier", *"pre")
        assert "found 'pre', which is not a preset, expected such as preset-2" in stage.text
        await stage.press("right")
        assert "which is not a preset" not in stage.text


async def test_the_focus_goes_where_one_works(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        screen = await edit(stage)

        def field() -> tuple[str, bool]:
            assert screen.focused is not None
            row = next(node for node in screen.focused.ancestors if isinstance(node, FormRow))
            return row.field.key, row.of_block

        await stage.press("f4")
        assert field() == ("work", True)
        await stage.press("f4")
        assert field() == ("tempo", True)
        await stage.press("f7")
        assert field() == ("name", True)
        await type_into(stage, "sets", "0")
        await stage.press("f1", "escape")
        await type_into(stage, "tempo.up", "2")
        await stage.press("ctrl+s")
        assert field() == ("sets", True)


async def test_n_copies_a_preset_and_opens_the_copy(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("n")
        await stage.until(lambda: isinstance(stage.app.screen, EditorScreen))
        assert "Edit  My short lift" in stage.text
        assert (stage.locations.own_presets / "my-preset-1.toml").exists()
        await stage.press(*"Mine")
        assert "Edit  Mine   changed" in stage.text, "what is typed first replaces the name"


async def test_a_load_typed_without_a_unit_is_in_pounds_for_those_who_chose_them(tmp_path: Path) -> None:
    stage = Stage(tmp_path, settings=Settings(units="lb"))
    path = own(stage, f"{MINE.replace('sets = 2', 'load = 2.5' + chr(10) + 'sets = 2')}")
    async with stage.open((120, 50)):
        screen = await edit(stage, "down")
        row = next(row for row in screen.query(FormRow) if row.field.key == "load")
        assert isinstance(row.control, LineInput)
        assert row.control.value == "2.5 kg"
        await type_into(stage, "load", "5", "plus")
        assert row.control.value == "6 lb"
        await save(stage)
        assert "6 lb" in str(stage.app.screen.query_one("#card-past", Static).render())
    assert 'load = "6 lb"' in path.read_text()
