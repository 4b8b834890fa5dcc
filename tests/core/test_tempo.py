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


def test_x_means_the_shortest_move() -> None:
    assert parse_notation("3-0-X-1") == Tempo(down=3, bottom=0, up=SHORTEST_MOVE, top=1)


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
