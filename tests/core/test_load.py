"""Loads in kilograms and pounds: kept as written, compared in kilograms, grown in their own unit."""

import pytest

from legtimer.core.load import heavier, kilograms, load_text, number_and_unit, read_load, stepped
from legtimer.core.preset import Block
from legtimer.core.progression import MORE_LOAD, difference, grow_one_block
from legtimer.storage.preset_file import preset_of
from legtimer.storage.session_file import session_of, session_text
from legtimer.storage.toml_file import parse
from tests.core.coach_presets import exercise
from tests.core.past import LIFT
from tests.storage.example_session import SESSION

DATA = {"schema": 1, "name": "Lift", "sets": 3, "reps": 10, "tempo": "4-0-2-0"}


@pytest.mark.parametrize(
    ("load", "in_kilograms", "text"),
    [
        (2.5, 2.5, "2.5 kg"),
        ("5 lb", 2.268, "5 lb"),
        ("2,5 kg", 2.5, "2.5 kg"),
        ("12.5lb", 5.67, "12.5 lb"),
        (0.0, 0, ""),
    ],
)
def test_a_load_has_a_unit(load: float | str, in_kilograms: float, text: str) -> None:
    preset, faults = preset_of({**DATA, "load": load})
    assert faults == []
    assert preset is not None
    assert preset.blocks[0].load == load
    assert round(kilograms(preset.blocks[0].load), 3) == in_kilograms
    assert load_text(preset.blocks[0].load) == text


@pytest.mark.parametrize(
    "load", ["5", "lb", "5 stone", "-5 lb", "5 lb\n", "99999 lb", "1103 lb", "501 kg", 501.0, -1, True, "x5 lb"]
)
def test_what_is_no_load_is_refused_with_what_was_found(load: object) -> None:
    preset, faults = preset_of({**DATA, "load": load})
    assert preset is None
    assert [fault.key for fault in faults] == ["load"]
    assert "kg" in faults[0].expected or "kilograms" in faults[0].expected


def test_a_load_grows_in_the_unit_in_which_it_is_written() -> None:
    assert heavier("5 lb") == "6 lb"
    assert heavier("100 lb") == "105 lb"
    assert heavier("300 lb") == "315 lb"
    assert heavier(476.0) == 500.0
    assert heavier(2.0) == 2.5
    assert heavier(0.0) is None
    assert heavier("1102 lb") is None
    before = exercise(load="5 lb")
    after = grow_one_block(before, MORE_LOAD)
    assert after is not None
    assert difference(before, after) == "6 lb instead of 5 lb"


def test_a_typed_load_is_in_the_usual_unit_unless_it_says_another() -> None:
    assert [read_load(text, "kg") for text in ("2,5", "2.5 kg", "5 lb", "5LBS", "0")] == [2.5, 2.5, "5 lb", "5 lb", 0.0]
    assert [read_load(text, "lb") for text in ("5", "2.5 kgs", "12,5 lb", "0")] == ["5 lb", 2.5, "12.5 lb", 0.0]
    for text in ("", "much", "5 stone", "1.2.3", "-5"):
        with pytest.raises(ValueError, match="expected"):
            read_load(text, "kg")


def test_a_step_keeps_the_unit() -> None:
    assert [stepped(load, 1) for load in ("5 lb", 2.5, 2.25)] == ["6 lb", 3.0, 2.75]
    assert (stepped("5 lb", -1), stepped("1 lb", -3)) == ("4 lb", "0 lb")


def test_a_session_keeps_the_load_as_it_is_written() -> None:
    blocks = (Block(name="Lift", sets=1, reps=1, tempo=LIFT.blocks[0].tempo, load="5 lb"),)
    text = session_text(
        type(SESSION)(id="x", preset="x", name="x", status="running", started=SESSION.started, blocks=blocks)
    )
    assert 'load = "5 lb"' in text
    assert session_of(parse(text), "x").blocks == blocks


def test_a_load_is_shown_in_the_units_that_are_asked_for() -> None:
    assert [load_text(load, "lb") for load in (2.5, "5 lb", "2,5 kg", 0.0)] == ["5.5 lb", "5 lb", "5.5 lb", ""]
    assert [load_text(load, "kg") for load in (2.5, "5 lb", "12.5lb", "0 lb")] == ["2.5 kg", "2.3 kg", "5.7 kg", ""]
    before = exercise(load=2.0)
    after = grow_one_block(before, MORE_LOAD)
    assert after is not None
    assert after.blocks[0].load == 2.5
    assert difference(before, after, "lb") == "5.5 lb instead of 4.4 lb"


def test_a_text_that_is_no_load_is_named_in_the_error() -> None:
    with pytest.raises(ValueError, match="found '5 stone', expected a load such as 5 lb"):
        number_and_unit("5 stone")
