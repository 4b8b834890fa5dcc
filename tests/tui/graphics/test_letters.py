"""The big letters: readable, even in weight, and never outside their box."""

from itertools import combinations, groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legtimer.tui.graphics.charset import ASCII, BLOCKS, Charset
from legtimer.tui.graphics.letters import GLYPHS, SMALLEST, big_text, text_width

CHARSETS = (BLOCKS, ASCII)
WORDS = ("UP", "DOWN", "HOLD", "REST", "READY", "WORK", "DONE", "PAUSED", "GO", "LEFT", "RIGHT")
NUMBERS = ("3", "10", "200", "3.4", "1:05")
HEIGHTS = range(SMALLEST, 31)


def pixels(text: str, height: int) -> list[str]:
    """Return the letters as rows of `#` and blanks, four pixels to a cell."""
    rows = []
    for line in big_text(text, 1000, height):
        for shift in (0, 2):
            quarters = (BLOCKS.glyphs.index(glyph) >> shift for glyph in line)
            rows.append("".join(" #"[bits & 1] + " #"[bits >> 1 & 1] for bits in quarters).rstrip())
    return rows


def column(rows: list[str], x: int) -> str:
    return "".join(row.ljust(x + 1)[x] for row in rows)


def strokes(line: str) -> list[int]:
    return [len(list(group)) for lit, group in groupby(line) if lit == "#"]


def test_every_character_of_words_and_numbers_has_a_glyph() -> None:
    assert set("".join(WORDS + NUMBERS) + "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:/+- ") <= set(GLYPHS)


@pytest.mark.parametrize("charset", CHARSETS, ids=lambda charset: charset.name)
@pytest.mark.parametrize("height", HEIGHTS)
def test_no_two_glyphs_look_the_same_at_any_size(charset: Charset, height: int) -> None:
    pictures = {character: big_text(character, 1000, height, charset) for character in GLYPHS if character != " "}
    same = [(a, b) for a, b in combinations(pictures, 2) if pictures[a] == pictures[b]]
    assert same == [("O", "0")]


@pytest.mark.parametrize("height", HEIGHTS)
def test_digits_that_are_easily_confused_differ_in_many_pixels(height: int) -> None:
    for one, other in combinations("035689", 2):
        different = sum(
            a != b
            for rows in zip(pixels(one, height), pixels(other, height), strict=True)
            for a, b in zip(rows[0].ljust(200), rows[1].ljust(200), strict=True)
        )
        assert different >= height * height * 0.15, (one, other)


def test_digits_are_of_one_width_so_that_a_countdown_stands_still() -> None:
    for height in HEIGHTS:
        assert len({text_width(digit, height) for digit in "0123456789"}) == 1


@given(
    text=st.sampled_from(WORDS + NUMBERS) | st.text(max_size=8),
    width=st.integers(1, 300),
    height=st.integers(1, 100),
    charset=st.sampled_from(CHARSETS),
)
@settings(deadline=None)
def test_letters_never_leave_their_box(text: str, width: int, height: int, charset: Charset) -> None:
    lines = big_text(text, width, height, charset)
    assert len(lines) <= height
    assert all(len(line) <= width for line in lines)
    assert len({len(line) for line in lines}) == 1


@pytest.mark.parametrize("height", HEIGHTS)
@pytest.mark.parametrize("word", WORDS + NUMBERS)
def test_letters_fill_the_height_where_the_width_allows(word: str, height: int) -> None:
    lines = big_text(word, text_width(word, height), height)
    assert len(lines) == height
    assert max(map(len, lines)) == text_width(word, height)
    assert lines[0].strip()
    assert lines[-1].strip()


def test_a_narrow_box_gets_condensed_letters_before_lower_ones() -> None:
    natural = text_width("DOWN", 6)
    assert len(big_text("DOWN", natural * 4 // 5, 6)) == 6
    assert len(big_text("DOWN", natural // 2, 6)) < 6


def test_texts_that_take_turns_are_drawn_equally_high() -> None:
    narrow = text_width("10", 8) - 8
    assert len(big_text("9", narrow, 12, BLOCKS, ("10",))) == len(big_text("10", narrow, 12))
    assert len(big_text("9", narrow, 12)) > len(big_text("10", narrow, 12))


def test_a_box_too_small_for_letters_shows_the_text_itself() -> None:
    assert big_text("DOWN", 80, 2) == ("DOWN",)
    assert big_text("DOWN", 3, 9) == ("DOW",)
    assert big_text("DOWN", 80, 0) == ()


@pytest.mark.parametrize("height", HEIGHTS)
def test_strokes_are_equally_thick_in_all_letters(height: int) -> None:
    """Upright strokes among themselves, level ones among themselves, and both alike to the eye."""
    upright = len(pixels("I", height)[0])
    level = strokes(column(pixels("L", height), len(pixels("L", height)[-1]) - 1))[0]
    assert strokes(column(pixels("E", height), len(pixels("E", height)[0]) - 1)) == [level, level]
    for letter in "DEFHLPRU":
        below_the_top = pixels(letter, height)[level]
        assert strokes(below_the_top)[0] - upright in (0, 1), letter
    # A pixel is twice as high as wide.
    assert 0.75 <= upright / (2 * level) <= 1.5
    assert 0.12 <= level / (2 * height) <= 0.22


@pytest.mark.parametrize("height", HEIGHTS)
def test_counters_stay_open(height: int) -> None:
    """An E shows three strokes above each other and an H two beside each other, with room between."""
    middle = column(pixels("E", height), len(pixels("I", height)[0]))
    assert len(strokes(middle)) == 3
    assert pixels("H", height)[0].strip("#").count(" ") >= len(pixels("I", height)[0]) * 0.75


def test_ascii_letters_are_ascii() -> None:
    for height in HEIGHTS:
        for character in GLYPHS:
            assert "".join(big_text(character, 1000, height, ASCII)).isascii()


def test_unknown_characters_are_shown_as_a_box() -> None:
    assert big_text("é", 80, 5) == big_text("€", 80, 5) != big_text(" ", 80, 5)


def test_the_smallest_letters_read_well() -> None:
    assert big_text("UP 10", 80, 3) == (
        "█  █ █▀▀▙    ▐█▌  ▟▀▀▙",
        "█  █ █▄▄▛     ▐▌  █  █",
        "▜▄▄▛ █       ▄▟▙▄ ▜▄▄▛",
    )


def test_letters_of_five_rows_read_well() -> None:
    assert big_text("HOLD", 80, 5) == (
        "██   ██  ▄████▄  ██     ▐█████▄ ",
        "██   ██ ▐█▌  ▐█▌ ██     ▐█▌  ▐█▌",
        "███████ ▐█▌  ▐█▌ ██     ▐█▌  ▐█▌",
        "██   ██ ▐█▌  ▐█▌ ██     ▐█▌  ▐█▌",
        "██   ██  ▀████▀  ██████ ▐█████▀ ",
    )
