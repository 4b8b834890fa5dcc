"""The fields of the editor: every key of a preset has one, and a value that is shown can be typed again."""

from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields

from legtimer.core.draft import Draft
from legtimer.core.load import Unit
from legtimer.core.preset import Block, Cues, Preset
from legtimer.core.tempo import Tempo
from legtimer.core.timeline import build_timeline
from legtimer.storage.preset_editing import data_to_edit, edited
from legtimer.storage.preset_file import preset_of
from legtimer.storage.toml_file import parse
from legtimer.tui.editor_fields import (
    EXERCISE_FIELDS,
    PRESET_FIELDS,
    Field,
    default_value,
    exercise_fields,
    format_field,
    format_value,
    parse_field,
    step_field,
)
from legtimer.tui.text.phases import workout_bar
from tests.core.strategies import presets
from tests.preset_text import preset_text

NUMBER = Field(key="rest", label="Rest", kind="number", step=5)


def test_every_key_of_a_preset_has_a_field() -> None:
    keys = {field.name for field in fields(Preset)} - {"blocks", "id"}  # legtimer itself writes the id
    assert {field.key for field in PRESET_FIELDS} == keys
    keys = {field.name for field in fields(Block)} - {"cues"}
    keys |= {f"cues.{field.name}" for field in fields(Cues)} | {f"tempo.{field.name}" for field in fields(Tempo)}
    assert {field.key for field in EXERCISE_FIELDS} == keys


@pytest.mark.parametrize(
    ("text", "value"),
    [("60", 60), ("2.5", 2.5), ("", None), (" ", None), ("x", "x"), ("1e3", 1000.0), ("2,5", 2.5), ("٣", 3)],
)
def test_text_that_is_not_a_number_stays_text(text: str, value: object) -> None:
    assert parse_field(NUMBER, text) == value


def test_numbers_that_no_preset_allows_are_kept_for_the_check_to_report() -> None:
    assert str(parse_field(NUMBER, "nan")) == "nan"
    assert isinstance(parse_field(NUMBER, "9" * 5000), float | str)


def test_a_tempo_is_entered_and_shown_as_four_numbers() -> None:
    (field,) = (field for field in EXERCISE_FIELDS if field.kind == "tempo")
    value = parse_field(field, "4120")
    assert value == {"up": 2.0, "top": 0.0, "down": 4.0, "bottom": 1.0}
    assert format_value(value) == "4-1-2-0"
    assert parse_field(field, "4-1-2") == "4-1-2"
    assert format_value({"up": 2}) == ""


def test_a_step_starts_from_the_value_or_its_default_and_stops_at_0() -> None:
    assert step_field(NUMBER, 60, 1) == 65
    assert step_field(NUMBER, 2, -1) == 0
    assert step_field(NUMBER, "x", 1) == 65
    (rest,) = (field for field in EXERCISE_FIELDS if field.key == "rest")
    assert default_value(rest) == 60.0
    assert step_field(rest, None, -1) == 55


@pytest.mark.parametrize("text", ["12, 10, 8", "12,10,8", "12 10 8", " 12 , 10 , 8 "])
def test_commas_between_the_reps_of_sets_are_no_decimal_commas(text: str) -> None:
    (reps,) = (field for field in EXERCISE_FIELDS if field.key == "reps")
    assert parse_field(reps, text) == [12, 10, 8]
    assert parse_field(reps, "12,5") == [12, 5]
    assert parse_field(reps, "2.5") == "2.5"


def test_a_tempo_takes_decimal_commas() -> None:
    (tempo,) = (field for field in EXERCISE_FIELDS if field.kind == "tempo")
    assert parse_field(tempo, "3,5-0-2,5-0") == {"down": 3.5, "bottom": 0.0, "up": 2.5, "top": 0.0}


def test_a_load_is_typed_shown_and_stepped_in_the_units_of_the_settings() -> None:
    kilograms, pounds = (
        next(field for field in exercise_fields(units) if field.key == "load") for units in get_args(Unit)
    )
    assert [parse_field(pounds, text) for text in ("5", "2,5", "5 kg", "5lb", "much")] == [
        "5 lb",
        "2.5 lb",
        5,
        "5 lb",
        "much",
    ]
    assert [parse_field(kilograms, text) for text in ("5", "2,5", "5 lb", "")] == [5, 2.5, "5 lb", None]
    assert [format_field(pounds, value) for value in ("5 lb", 2.5, None)] == ["5 lb", "2.5 kg", ""]
    assert [format_field(kilograms, value) for value in ("5 lb", 2.5)] == ["5 lb", "2.5"]
    assert [step_field(pounds, value, 1) for value in ("5 lb", 2.5, None, "much")] == ["6 lb", 3, "1 lb", "1 lb"]
    assert [step_field(kilograms, value, 1) for value in ("5 lb", 2.5, None)] == ["6 lb", 3, 0.5]
    assert step_field(pounds, "1 lb", -1) == "0 lb"


@given(st.floats(0, 3600))
def test_a_number_that_is_shown_can_be_entered_again(number: float) -> None:
    assert parse_field(NUMBER, format_value(number)) == number


@given(presets)
def test_a_preset_entered_again_field_by_field_is_the_same_preset(preset: Preset) -> None:
    """Type what every field shows of a file into an empty draft, and read the result."""
    text = preset_text(preset)
    opened, typed_in = Draft(data_to_edit(text)), Draft(_emptied(data_to_edit(text)))
    for field in PRESET_FIELDS:
        typed_in.put(field.key, parse_field(field, format_value(opened.get(field.key))))
    for block in range(opened.block_count):
        for field in EXERCISE_FIELDS:
            if field.kind != "tempo" and not (field.key == "name" and not opened.routine):
                typed_in.put(field.key, parse_field(field, format_value(opened.get(field.key, block))), block)
    assert preset_of(parse(edited(text, typed_in.data)))[0] == preset


def _emptied(data: dict[str, Any]) -> dict[str, Any]:
    """As many exercises, all of them empty."""
    return {"schema": 1, **({"blocks": [{} for _ in data["blocks"]]} if "blocks" in data else {})}


@given(presets, st.integers(1, 200))
def test_the_bar_of_a_workout_has_the_width_that_was_asked_for(preset: Preset, width: int) -> None:
    assert len(workout_bar(build_timeline(preset), width).plain) == width


def test_the_bar_of_a_workout_is_to_scale() -> None:
    block = Block(name="b", sets=2, reps=1, rest=8, tempo=Tempo(up=2, top=1, down=4, bottom=1))
    bar = workout_bar(build_timeline(Preset(name="p", prepare=4, blocks=(block,))), 14).plain
    assert bar == "··████────████"
