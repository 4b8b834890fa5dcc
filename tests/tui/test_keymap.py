"""Keys can be changed in settings.toml: they work, every screen shows them, and a mistake is one clear line."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from legtimer.core.settings import Settings
from legtimer.tui.commands import SECTIONS
from legtimer.tui.keymap import key_label, key_name, read_keymap
from legtimer.tui.screens.help import HelpScreen
from legtimer.tui.screens.picker import PickerScreen
from legtimer.tui.screens.workout import WorkoutScreen
from legtimer.tui.widgets.preset_list import PresetList
from tests.tui.stage import PRESET, Stage


def faults_of(keys: dict[str, tuple[str, ...]]) -> list[tuple[str, str, str]]:
    return [(fault.key, fault.found, fault.expected) for fault in read_keymap(keys)[1]]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("p", "p"),
        ("G", "G"),
        ("shift+g", "G"),
        ("?", "?"),
        (",", "comma"),
        ("Esc", "escape"),
        ("escape", "escape"),
        ("pgdn", "pagedown"),
        ("←", "left"),
        ("left", "left"),
        ("F5", "f5"),
        ("ctrl+S", "ctrl+s"),
        ("ctrl+pgup", "ctrl+pageup"),
        ("shift+tab", "shift+tab"),
        ("spcae", None),
        ("shift+1", None),
        ("", None),
        ("\n", None),
    ],
)
def test_a_key_is_written_as_it_is_shown_or_as_textual_names_it(written: str, name: str | None) -> None:
    assert key_name(written) == name


def test_every_key_can_be_written_as_it_is_shown() -> None:
    keys = {key for section in SECTIONS for command in section.commands for key in command.key_names}
    assert {key: key_name(key_label(key)) for key in keys} == {key: key for key in keys}


def test_an_unknown_command_or_key_is_named_with_what_was_expected() -> None:
    assert faults_of({"workuot.pause": ("p",), "workout.pause": ("spcae",), "workout.mute": ()}) == [
        ("keys.workuot.pause", "an unknown command", "workout.pause"),
        ("keys.workout.pause", "'spcae'", "a key such as space, f, F5, pgdn, ctrl+s or ←"),
        ("keys.workout.mute", "no key", "a key such as space, f, F5, pgdn, ctrl+s or ←"),
    ]


def test_a_key_that_another_command_of_the_screen_has_is_refused_and_named() -> None:
    keymap, (fault,) = read_keymap({"picker.try": ("y",), "picker.edit": ("n",)})
    assert keymap == {"picker.try": ("y",)}
    assert (fault.key, fault.found) == ("keys.picker.edit", "n, a key of picker.new")


@pytest.mark.parametrize("taken", ["j", "ctrl+p"], ids=["in the list", "everywhere"])
def test_a_key_that_works_beside_the_screen_is_refused_too(taken: str) -> None:
    assert read_keymap({"picker.try": (taken,)})[0] == {}


def test_two_commands_can_exchange_their_keys_and_screens_can_share_one() -> None:
    exchanged = {"picker.edit": ("n",), "picker.new": ("e",), "workout.form": ("t",)}
    assert read_keymap(exchanged) == (exchanged, [])


async def test_a_changed_key_works_and_the_usual_one_does_not(tmp_path: Path) -> None:
    settings = Settings(keys={"picker.start": ("o", "F9"), "picker.edit": ("n",), "picker.new": ("e",)})
    async with Stage(tmp_path, settings=settings).open() as stage:
        await stage.press("enter")
        assert isinstance(stage.app.screen, PickerScreen)
        await stage.press("slash", "s", "o")
        assert isinstance(stage.app.screen, PickerScreen), "the key types a letter into the search"
        await stage.press("escape", "f9")
        await stage.until(lambda: isinstance(stage.app.screen, WorkoutScreen))


async def test_the_hints_and_the_help_show_the_keys_in_force(tmp_path: Path) -> None:
    async with Stage(tmp_path, settings=Settings(keys={"picker.try": ("y", "ctrl+t")})).open((120, 36)) as stage:
        assert "y try" in stage.text
        await stage.press("question_mark")
        assert isinstance(stage.app.screen, HelpScreen)
        assert "y  ctrl+t  Try one rep" in " ".join(stage.text.split(" ")).replace("   ", "  ")


async def test_the_help_shows_what_a_search_finds_by_key_or_word(tmp_path: Path) -> None:
    async with Stage(tmp_path).open((120, 36)) as stage:
        await stage.press("question_mark", "slash", *"history")
        assert "Show the history of your sessions" in stage.text
        assert "Start the workout" not in stage.text
        await stage.press(*"zz")
        assert "No keys match" in stage.text
        await stage.press("escape")
        assert isinstance(stage.app.screen, PickerScreen)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 36), (200, 55)], ids=str)
async def test_no_line_of_the_help_is_cut(tmp_path: Path, size: tuple[int, int]) -> None:
    async with Stage(tmp_path).open(size) as stage:
        await stage.press("question_mark")
        shown = ""
        for _ in range(12):
            shown += " ".join(stage.text.replace("│", " ").split())
            await stage.press("pagedown")
        for words in ("Start the workout", "In a list", "Go to the last line", "Everywhere"):
            assert words in shown


@pytest.mark.parametrize(("key", "back"), [("j", "k"), ("G", "g"), ("end", "home"), ("down", "up")])
async def test_lists_have_the_keys_of_vim(tmp_path: Path, key: str, back: str) -> None:
    async with Stage(tmp_path, PRESET, replace(PRESET, name="Another lift", level=2)).open() as stage:
        presets = stage.app.screen.query_one(PresetList)
        first = presets.stem
        await stage.press(key)
        assert presets.stem != first
        await stage.press(back)
        assert presets.stem == first
