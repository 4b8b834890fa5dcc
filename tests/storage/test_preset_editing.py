"""Editing a preset file written by hand changes the values and keeps everything else."""

from typing import Any

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from legtimer.core.preset import Preset
from legtimer.core.tempo import Tempo
from legtimer.storage.preset_editing import data_of_change, data_to_edit, edited
from legtimer.storage.preset_file import preset_of
from legtimer.storage.toml_file import BadFileError, parse
from tests.core.strategies import presets
from tests.preset_text import preset_text

BY_HAND = """\
# mine
name = "Lift"   # the name

reps = 10 # as many as I can
sets = 3
schema = 1
tempo = "4-0-2-0"    # slow
my_own_key = 1979-05-27

[cues]
# what I forget
form = [
  "back down", # always
  "ribs",
]
up = "Exhale"
"""

ROUTINE = """\
schema = 1
name = "Both"

# first the easy one
[[blocks]]
name = "A" # easy
sets = 1
reps = 2
tempo = { up = 2.0, down = 4.0 } # calm

# then the hard one
[[blocks]]
name = "B" # hard
sets = 2
work = 20 # seconds
"""


def simple(**changes: Any) -> dict[str, Any]:
    return {**data_to_edit(BY_HAND), **changes}


def test_an_edit_without_changes_keeps_the_text() -> None:
    assert edited(BY_HAND, data_to_edit(BY_HAND)) == BY_HAND
    assert edited(ROUTINE, data_to_edit(ROUTINE)) == ROUTINE


def test_changing_one_value_changes_nothing_else() -> None:
    assert edited(BY_HAND, simple(reps=8)) == BY_HAND.replace("reps = 10", "reps = 8")


def test_a_tempo_in_notation_stays_in_notation() -> None:
    slower = {"up": 2.0, "top": 0.0, "down": 5.5, "bottom": 0.0}
    assert edited(BY_HAND, simple(tempo=slower)) == BY_HAND.replace('"4-0-2-0"', '"5.5-0-2-0"')


def test_a_changed_list_keeps_the_comments_of_kept_items() -> None:
    text = edited(BY_HAND, simple(cues={"form": ["back down", "ribs down", "breathe"], "up": "Exhale"}))
    assert '"back down", # always' in text
    assert parse(text)["cues"]["form"] == ["back down", "ribs down", "breathe"]


def test_removed_keys_are_gone_and_new_keys_are_above_the_tables() -> None:
    data = simple(work=20.0, level=5)
    del data["reps"], data["tempo"]
    text = edited(BY_HAND, data)
    assert "reps" not in text
    assert text.index("work = 20.0") < text.index("[cues]")
    for comment in ("# mine", "# the name", "# what I forget"):
        assert comment in text


def test_turning_one_exercise_into_a_routine_keeps_its_comments() -> None:
    data = data_to_edit(BY_HAND)
    block = {key: data.pop(key) for key in ("reps", "sets", "tempo", "cues")}
    other = {"name": "Hold", "sets": 1, "work": 20.0}
    text = edited(BY_HAND, {**data, "blocks": [{"name": "Lift", **block}, other]})
    preset, _ = preset_of(parse(text))
    assert preset is not None
    assert [each.name for each in preset.blocks] == ["Lift", "Hold"]
    assert '[[blocks]]\nname = "Lift"' in text
    for comment in ("# mine", "# as many as I can", "# slow", "# always", "# what I forget"):
        assert comment in text


def test_removing_an_exercise_removes_its_comments_and_keeps_the_others() -> None:
    data = data_to_edit(ROUTINE)
    text = edited(ROUTINE, {**data, "blocks": data["blocks"][1:]})
    assert "# hard" in text
    assert "# seconds" in text
    assert "# calm" not in text


def test_reordered_exercises_keep_their_comments() -> None:
    data = data_to_edit(ROUTINE)
    text = edited(ROUTINE, {**data, "blocks": data["blocks"][::-1]})
    assert text.index("# hard") < text.index("# seconds") < text.index("# easy") < text.index("# calm")


def test_an_edit_to_an_invalid_preset_is_refused() -> None:
    with pytest.raises(BadFileError, match="sets"):
        edited(BY_HAND, simple(sets=0))


@pytest.mark.parametrize("text", ["blocks = 1", "blocks = []", "blocks = [1]", "?"])
def test_a_file_without_exercises_cannot_be_edited(text: str) -> None:
    with pytest.raises(BadFileError):
        data_to_edit(text)


def test_a_change_from_one_preset_to_another_changes_only_the_difference() -> None:
    before, _ = preset_of(parse(BY_HAND))
    assert before is not None
    slower = replace(before, blocks=(replace(before.blocks[0], tempo=Tempo(up=2, down=4.5)),))
    text = edited(BY_HAND, data_of_change(data_to_edit(BY_HAND), before, slower))
    assert text == BY_HAND.replace('"4-0-2-0"', '"4.5-0-2-0"')


def test_a_change_of_one_exercise_of_a_routine_changes_only_the_difference() -> None:
    before, _ = preset_of(parse(ROUTINE))
    assert before is not None
    longer = replace(before, blocks=(before.blocks[0], replace(before.blocks[1], work=25)))
    text = edited(ROUTINE, data_of_change(data_to_edit(ROUTINE), before, longer))
    assert text == ROUTINE.replace("work = 20", "work = 25")


def commented(text: str) -> str:
    return "".join(
        f"{line}  # {number}\n" if "=" in line else f"{line}\n" for number, line in enumerate(text.split("\n"))
    )


@given(presets, presets)
@settings(max_examples=150)
def test_any_file_can_become_any_other_preset(before: Preset, after: Preset) -> None:
    """The file is read as the preset it was changed to, whatever it was before."""
    text = edited(commented(preset_text(before)), data_to_edit(preset_text(after)))
    assert preset_of(parse(text))[0] == after


@given(presets)
def test_an_edit_without_changes_keeps_the_text_of_any_file(preset: Preset) -> None:
    text = commented(preset_text(preset))
    assert edited(text, data_to_edit(text)) == text


def test_an_invalid_tempo_is_kept_for_the_editor_to_show() -> None:
    assert data_to_edit(BY_HAND.replace("4-0-2-0", "4-0"))["tempo"] == "4-0"


def test_a_shorter_list_loses_its_last_items() -> None:
    text = edited(BY_HAND, simple(cues={"form": ["back down"], "up": "Exhale"}))
    assert "# always" in text
    assert "ribs" not in text


def test_a_new_list_of_texts_has_a_line_for_each() -> None:
    text = edited(BY_HAND, simple(equipment=["mat", "ball"]))
    assert '\n    "mat",\n    "ball",\n]' in text


def test_a_tempo_that_notation_cannot_express_becomes_a_table() -> None:
    exact = {"up": 2.12345678, "top": 0.0, "down": 5.5, "bottom": 0.0}
    text = edited(BY_HAND, simple(tempo=exact))
    assert parse(text)["tempo"] == exact
    assert "# what I forget" in text
