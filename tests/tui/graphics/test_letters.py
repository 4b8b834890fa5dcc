"""The big letters: distinct, of even thickness, and no larger than their box."""

from itertools import combinations, groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legtimer.tui.graphics.charset import ASCII, BLOCKS, Charset
from legtimer.tui.graphics.letters import GLYPHS, MIN_ROWS, big_text

CHARSETS = (BLOCKS, ASCII)
WORDS = ("UP", "DOWN", "HOLD", "REST", "READY", "WORK", "DONE", "PAUSED", "GO", "LEFT", "RIGHT")
NUMBERS = ("3", "10", "200", "3.4", "1:05")
HEIGHTS = range(MIN_ROWS, 31)


def pixels(text: str, height: int) -> list[str]:
    """Return the letters as rows of `#` and spaces, four pixels per cell."""
    rows = []
    for line in big_text(text, 1000, height):
        for shift in (0, 2):
            quarters = (BLOCKS.glyphs.index(glyph) >> shift for glyph in line)
            rows.append("".join(" #"[bits & 1] + " #"[bits >> 1 & 1] for bits in quarters).rstrip())
    return rows


def natural_width(text: str, height: int) -> int:
    """Return the width in cells of letters that are not condensed."""
    return len(big_text(text, 1000, height)[0])


def column(rows: list[str], x: int) -> str:
    return "".join(row.ljust(x + 1)[x] for row in rows)


def strokes(line: str) -> list[int]:
    return [len(list(group)) for lit, group in groupby(line) if lit == "#"]


def test_letters_digits_and_punctuation_have_glyphs() -> None:
    assert set("".join(WORDS + NUMBERS) + "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:/+- ") <= set(GLYPHS)


@pytest.mark.parametrize("charset", CHARSETS, ids=lambda charset: charset.name)
@pytest.mark.parametrize("height", HEIGHTS)
def test_only_letter_o_and_zero_look_the_same(charset: Charset, height: int) -> None:
    pictures = {character: big_text(character, 1000, height, charset) for character in GLYPHS if character != " "}
    same = [(a, b) for a, b in combinations(pictures, 2) if pictures[a] == pictures[b]]
    assert same == [("O", "0")]


@pytest.mark.parametrize("height", HEIGHTS)
def test_similar_digits_differ_in_many_pixels(height: int) -> None:
    for one, other in combinations("035689", 2):
        different = sum(
            a != b
            for rows in zip(pixels(one, height), pixels(other, height), strict=True)
            for a, b in zip(rows[0].ljust(200), rows[1].ljust(200), strict=True)
        )
        assert different >= height * height * 0.15, (one, other)


def test_all_digits_have_the_same_width_so_that_a_countdown_does_not_move() -> None:
    for height in HEIGHTS:
        assert len({natural_width(digit, height) for digit in "0123456789"}) == 1


@given(
    text=st.sampled_from(WORDS + NUMBERS) | st.text(max_size=8),
    width=st.integers(1, 300),
    height=st.integers(1, 100),
    charset=st.sampled_from(CHARSETS),
)
@settings(deadline=None)
def test_text_never_exceeds_its_box_and_all_lines_have_the_same_length(
    text: str, width: int, height: int, charset: Charset
) -> None:
    lines = big_text(text, width, height, charset)
    assert len(lines) <= height
    assert all(len(line) <= width for line in lines)
    assert len({len(line) for line in lines}) == 1


@pytest.mark.parametrize("height", HEIGHTS)
@pytest.mark.parametrize("word", WORDS + NUMBERS)
def test_letters_fill_the_height_if_the_box_is_wide_enough(word: str, height: int) -> None:
    lines = big_text(word, natural_width(word, height), height)
    assert len(lines) == height
    assert max(map(len, lines)) == natural_width(word, height)
    assert lines[0].strip()
    assert lines[-1].strip()


def test_letters_are_condensed_before_they_are_made_lower() -> None:
    natural = natural_width("DOWN", 6)
    assert len(big_text("DOWN", natural * 4 // 5, 6)) == 6
    assert len(big_text("DOWN", natural // 2, 6)) < 6


def test_a_text_with_alternatives_is_as_high_as_the_widest_of_them() -> None:
    narrow = natural_width("10", 8) - 8
    assert len(big_text("9", narrow, 12, BLOCKS, ("10",))) == len(big_text("10", narrow, 12))
    assert len(big_text("9", narrow, 12)) > len(big_text("10", narrow, 12))


def test_a_box_too_small_for_letters_gets_the_plain_text_cut_to_its_width() -> None:
    assert big_text("DOWN", 80, 2) == ("DOWN",)
    assert big_text("DOWN", 3, 9) == ("DOW",)
    assert big_text("DOWN", 80, 0) == ()


@pytest.mark.parametrize("height", HEIGHTS)
def test_strokes_have_the_same_thickness_in_all_letters(height: int) -> None:
    """Vertical strokes match each other, so do horizontal ones, and both look about equally thick."""
    vertical = len(pixels("I", height)[0])
    horizontal = strokes(column(pixels("L", height), len(pixels("L", height)[-1]) - 1))[0]
    assert strokes(column(pixels("E", height), len(pixels("E", height)[0]) - 1)) == [horizontal, horizontal]
    for letter in "DEFHLPRU":
        below_the_top = pixels(letter, height)[horizontal]
        assert strokes(below_the_top)[0] - vertical in (0, 1), letter
    # A pixel is twice as high as it is wide.
    assert 0.75 <= vertical / (2 * horizontal) <= 1.5
    assert 0.12 <= horizontal / (2 * height) <= 0.22


@pytest.mark.parametrize("height", HEIGHTS)
def test_openings_in_e_and_h_stay_open(height: int) -> None:
    """E has three separate horizontal strokes, H two vertical ones with enough space between them."""
    middle = column(pixels("E", height), len(pixels("I", height)[0]))
    assert len(strokes(middle)) == 3
    assert pixels("H", height)[0].strip("#").count(" ") >= len(pixels("I", height)[0]) * 0.75


def test_letters_drawn_in_ascii_contain_only_ascii() -> None:
    for height in HEIGHTS:
        for character in GLYPHS:
            assert "".join(big_text(character, 1000, height, ASCII)).isascii()


def test_characters_without_a_glyph_are_drawn_as_a_box() -> None:
    assert big_text("é", 80, 5) == big_text("€", 80, 5) != big_text(" ", 80, 5)


def test_letters_of_three_rows_keep_their_shape() -> None:
    assert big_text("UP 10", 80, 3) == (
        "█  █ █▀▀▙    ▐█▌  ▟▀▀▙",
        "█  █ █▄▄▛     ▐▌  █  █",
        "▜▄▄▛ █       ▄▟▙▄ ▜▄▄▛",
    )


def test_letters_of_five_rows_keep_their_shape() -> None:
    assert big_text("HOLD", 80, 5) == (
        "██   ██  ▄████▄  ██     ▐█████▄ ",
        "██   ██ ▐█▌  ▐█▌ ██     ▐█▌  ▐█▌",
        "███████ ▐█▌  ▐█▌ ██     ▐█▌  ▐█▌",
        "██   ██ ▐█▌  ▐█▌ ██     ▐█▌  ▐█▌",
        "██   ██  ▀████▀  ██████ ▐█████▀ ",
    )
