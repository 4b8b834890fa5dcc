"""The table of the form: nothing of a preset is missing from it, and what is shown is what is typed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields

from legtimer.core.draft import Draft
from legtimer.core.preset import Block, Cues, Preset
from legtimer.core.tempo import Tempo
from legtimer.core.timeline import build_timeline
from legtimer.storage.preset_editing import data_to_edit, edited
from legtimer.storage.preset_file import preset_of
from legtimer.storage.toml_file import parse
from legtimer.tui.editor_fields import OF_AN_EXERCISE, OF_THE_PRESET, Field, default, shown, stepped, typed, written
from legtimer.tui.graphics.timeline_bar import rep_bar, workout_bar
from tests.core.strategies import presets
from tests.preset_text import preset_text

NUMBER = Field(key="rest", label="Rest", kind="number", step=5)


def test_every_key_of_a_preset_has_a_field() -> None:
    assert {field.key for field in OF_THE_PRESET} == {field.name for field in fields(Preset)} - {"blocks"}
    keys = {field.name for field in fields(Block)} - {"cues"}
    keys |= {f"cues.{field.name}" for field in fields(Cues)} | {f"tempo.{field.name}" for field in fields(Tempo)}
    assert {field.key for field in OF_AN_EXERCISE} == keys


@pytest.mark.parametrize(
    ("text", "value"),
    [("60", 60), ("2.5", 2.5), ("", None), (" ", None), ("x", "x"), ("1e3", 1000.0), ("2,5", "2,5"), ("٣", 3)],
)
def test_a_number_is_what_reads_as_one(text: str, value: object) -> None:
    assert typed(NUMBER, text) == value


def test_what_is_absurd_stays_for_the_check_to_name() -> None:
    assert str(typed(NUMBER, "nan")) == "nan"
    assert isinstance(typed(NUMBER, "9" * 5000), float | str)


def test_a_tempo_is_typed_as_four_numbers() -> None:
    (field,) = (field for field in OF_AN_EXERCISE if field.kind == "tempo")
    value = typed(field, "4120")
    assert value == {"up": 2.0, "top": 0.0, "down": 4.0, "bottom": 1.0}
    assert written(field, value) == "4-1-2-0"
    assert typed(field, "4-1-2") == "4-1-2"
    assert written(field, {"up": 2}) == ""


def test_steps_start_from_what_holds_and_do_not_fall_below_nothing() -> None:
    assert stepped(NUMBER, 60, 1) == 65
    assert stepped(NUMBER, 2, -1) == 0
    assert stepped(NUMBER, "x", 1) == 65
    (rest,) = (field for field in OF_AN_EXERCISE if field.key == "rest")
    assert default(rest) == 60.0
    assert stepped(rest, None, -1) == 55


@given(st.floats(0, 3600))
def test_a_number_shown_is_the_number_typed(number: float) -> None:
    assert typed(NUMBER, shown(number)) == number


@given(presets)
def test_a_preset_typed_field_by_field_is_the_same_preset(preset: Preset) -> None:
    """File -> form -> file: what every field shows, typed into an empty draft, makes the preset again."""
    text = preset_text(preset)
    opened, typed_in = Draft(data_to_edit(text)), Draft(_bare(data_to_edit(text)))
    for field in OF_THE_PRESET:
        typed_in.put(field.key, typed(field, written(field, opened.get(field.key))))
    for block in range(opened.blocks):
        for field in OF_AN_EXERCISE:
            if field.kind != "tempo" and not (field.key == "name" and not opened.routine):
                typed_in.put(field.key, typed(field, written(field, opened.get(field.key, block))), block)
    assert preset_of(parse(edited(text, typed_in.data)))[0] == preset


def _bare(data: dict[str, Any]) -> dict[str, Any]:
    """Nothing but the exercises that are there, empty."""
    return {"schema": 1, **({"blocks": [{} for _ in data["blocks"]]} if "blocks" in data else {})}


@given(presets, st.integers(1, 200))
def test_a_strip_is_as_wide_as_asked(preset: Preset, width: int) -> None:
    timeline = build_timeline(preset)
    assert len(rep_bar(timeline, width).plain) == width
    assert len(workout_bar(timeline, width).plain) == width


def test_a_strip_is_to_scale() -> None:
    block = Block(name="b", sets=1, reps=1, tempo=Tempo(up=2, top=1, down=4, bottom=1))
    strip = rep_bar(build_timeline(Preset(name="p", prepare=0, blocks=(block,))), 16).plain
    assert strip == "▲▲▲▲==▼▼▼▼▼▼▼▼__"
