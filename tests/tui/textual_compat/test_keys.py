"""Caps Lock and other alphabets change nothing about what a key does, and nothing about what it types."""

from pathlib import Path

import pytest
from textual import events
from textual.events import Paste
from textual.widgets import Input

from legtimer.tui.screens.picker import PickerScreen
from legtimer.tui.screens.settings import SettingsScreen
from legtimer.tui.screens.try_rep import TryRepScreen
from legtimer.tui.textual_compat.input import Key, TerminalInput, other_names
from legtimer.tui.widgets.preset_list import PresetList
from tests.tui.stage import PRESET, Stage


def keys(data: str) -> list[tuple[str, str | None, list[str]]]:
    """The keys that a terminal sends: name, what it types, and the keys it stands for."""
    sent = [event for event in TerminalInput().feed(data.encode()) if isinstance(event, events.Key)]
    return [(event.key, event.character, list(other_names(event))) for event in sent]


@pytest.mark.parametrize(
    ("sent", "name", "types", "stands_for"),
    [
        ("\x1b[103;1;103u", "g", "g", []),
        ("\x1b[103:71;2;71u", "G", "G", ["g"]),
        ("\x1b[103:71;65;71u", "g", "G", []),
        ("\x1b[103:71;66;103u", "G", "g", ["g"]),
        ("\x1b[1092::97;1;1092u", "ф", "ф", ["a"]),
        ("\x1b[1092:1060:97;2;1060u", "Ф", "Ф", ["ф", "A", "a"]),
        ("\x1b[1092::97;5u", "ctrl+ф", None, ["ctrl+a"]),
        ("\x1b[1093::91;1;1093u", "х", "х", ["left_square_bracket"]),
        ("\x1b[97::113;1;97u", "a", "a", []),
        ("\x1b[115;69u", "ctrl+s", None, []),
        ("G", "G", "G", ["g"]),
        ("\x1b[13;65u", "enter", None, []),
    ],
    ids=[
        "g", "shift g", "caps g", "caps shift g", "Russian", "Russian shift", "Russian ctrl", "Russian bracket",
        "French a where q is", "caps ctrl s", "without the protocol", "caps enter",
    ],
)  # fmt: skip
def test_a_key_has_its_name_types_its_character_and_stands_for_the_key_in_its_place(
    sent: str, name: str, types: str | None, stands_for: list[str]
) -> None:
    assert keys(sent) == [(name, types, stands_for)]


def test_caps_lock_and_shift_by_themselves_are_no_keys() -> None:
    assert keys("\x1b[57358u\x1b[57441;2u\x1b[57360u") == []


async def test_capital_letters_do_what_small_ones_do(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("S")
        assert isinstance(stage.app.screen, SettingsScreen)
        await stage.press("Q", "T")
        assert isinstance(stage.app.screen, TryRepScreen)


async def test_a_capital_g_is_a_key_of_its_own_in_a_list(tmp_path: Path) -> None:
    async with Stage(tmp_path, PRESET, PRESET).open() as stage:
        presets = stage.app.screen.query_one(PresetList)
        first = presets.stem
        await stage.press("G")
        assert presets.stem != first
        await stage.press("g")
        assert presets.stem == first


async def test_a_letter_of_another_alphabet_does_what_its_place_does_and_types_itself(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        stage.app.post_message(Key("ы", "ы", "s"))
        await stage.until(lambda: isinstance(stage.app.screen, SettingsScreen))
        await stage.press("escape", "slash")
        assert isinstance(stage.app.screen, PickerScreen)
        stage.app.post_message(Key("ы", "ы", "s"))
        await stage.until(lambda: stage.app.screen.query_one(Input).value == "ы")


async def test_several_pasted_lines_become_one(tmp_path: Path) -> None:
    async with Stage(tmp_path).open() as stage:
        await stage.press("enter")
        await stage.wait(60)
        await stage.press("n")
        note = stage.app.screen.query_one(Input)
        stage.app.post_message(Paste("felt good\r\n\n  slower next time\n"))
        await stage.until(lambda: bool(note.value))
        assert note.value == "felt good slower next time"
