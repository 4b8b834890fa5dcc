"""Which file says a text, and how numbers and lengths of time are spoken."""

import pytest

from legtimer.core.speech import spoken_duration, spoken_number, spoken_sets, spoken_stem


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("up", "up"),
        ("left, down", "left-down"),
        ("Ten-minute beginner’s session", "ten-minute-beginners-session"),
        ("Élan!", "elan"),
        ("...", ""),
        ("word " * 13, "word-word-word-word-word-word-word-word-word-word-word-word-word"),
        ("a" * 55 + " " + "b" * 20, "a" * 55 + "-9e0e2326"),
        ("words " * 13, "words-words-words-words-words-words-words-words-words-9b0e809b"),
    ],
)
def test_a_text_is_said_by_the_file_of_its_plain_words_cut_with_a_hash_if_they_are_long(text: str, stem: str) -> None:
    assert spoken_stem(text) == stem


@pytest.mark.parametrize(("text", "stem"), [("Tick", "tick-spoken"), ("con", "con-spoken"), ("COM1", "com1-spoken")])
def test_a_text_named_like_a_click_or_a_device_of_windows_has_another_file(text: str, stem: str) -> None:
    assert spoken_stem(text) == stem


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (19, "nineteen"),
        (20, "twenty"),
        (21, "twenty-one"),
        (100, "one hundred"),
        (142, "one hundred and forty-two"),
    ],
)
def test_a_number_is_spoken_in_words(number: int, words: str) -> None:
    assert spoken_number(number) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "one second"), (99, "ninety-nine seconds"), (100, "one minute forty"), (120, "two minutes")],
)
def test_a_length_of_time_is_spoken_in_seconds_up_to_99_and_then_in_minutes(seconds: int, words: str) -> None:
    assert spoken_duration(seconds) == words


def test_a_number_of_sets_is_spoken_with_the_plural_except_for_one() -> None:
    assert [spoken_sets(number) for number in (1, 2, 12)] == ["one set", "two sets", "twelve sets"]
