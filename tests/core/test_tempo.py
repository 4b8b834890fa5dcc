"""Tempo and its notation, lowering first."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legtimer.core.tempo import SHORTEST_MOVE, Tempo, parse_notation

tenths = st.integers(0, 600).map(lambda n: n / 10)
moves = st.integers(3, 600).map(lambda n: n / 10)


@given(st.builds(Tempo, up=moves, top=tenths, down=moves, bottom=tenths))
def test_parsing_a_notation_gives_the_same_tempo(tempo: Tempo) -> None:
    assert parse_notation(tempo.notation) == tempo


@pytest.mark.parametrize("text", ["4-1-2-0", "4120", "4/1/2/0", " 4 - 1 - 2 - 0 ", "4.0-1-2.0-0"])
def test_the_first_number_is_the_lowering(text: str) -> None:
    assert parse_notation(text) == Tempo(down=4, bottom=1, up=2, top=0)


def test_words_name_every_phase_with_its_seconds() -> None:
    assert parse_notation("4-1-2-0").words == "UP 2 · top 0 · DOWN 4 · bottom 1"


@pytest.mark.parametrize("text", ["3-0-X-1", "3-0-x-1", "30x1"])
def test_x_means_the_shortest_move(text: str) -> None:
    assert parse_notation(text) == Tempo(down=3, bottom=0, up=SHORTEST_MOVE, top=1)


def test_seconds_may_have_a_decimal_comma() -> None:
    assert parse_notation("2,5-0-1.5-0") == Tempo(down=2.5, up=1.5)


@pytest.mark.parametrize(("text", "hold"), [("4-X-2-0", "bottom"), ("4-0-2-x", "top")])
def test_a_hold_cannot_be_as_fast_as_possible(text: str, hold: str) -> None:
    with pytest.raises(ValueError, match=f"is for up or down, not for the {hold} hold"):
        parse_notation(text)


@pytest.mark.parametrize("text", ["0-0-2-0", "61-0-2-0", "4-61-2-0"])
def test_seconds_beyond_the_limits_are_refused_with_the_limits(text: str) -> None:
    with pytest.raises(ValueError, match=r"up and down take 0.3 to 60 s, holds 0 to 60 s$"):
        parse_notation(text)


@pytest.mark.parametrize(
    "text",
    ["", "4", "4-1-2", "4-1-2-0-0", "4-X-2-0", "0-0-2-0", "4-0-0-0", "61-0-2-0", "-4-0-2-0", "nan-0-2-0", "a-b-c-d"],
)
def test_an_invalid_notation_is_refused_with_a_message_of_one_line(text: str) -> None:
    with pytest.raises(ValueError, match=r"^tempo ") as caught:
        parse_notation(text)
    assert "\n" not in str(caught.value)


@given(st.text())
def test_parsing_any_text_gives_a_tempo_or_a_value_error(text: str) -> None:
    with suppress(ValueError):
        parse_notation(text)
