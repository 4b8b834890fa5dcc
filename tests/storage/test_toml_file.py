"""Parsing TOML from any source."""

import pytest

from legtimer.storage.toml_file import LONGEST_KEY, BadFileError, parse


@pytest.mark.parametrize("text", ["{} = 1", "[{}]", "x = 1\n{} = 1"])
def test_a_key_of_very_many_parts_is_refused_before_it_is_parsed(text: str) -> None:
    key = ".".join("a" for _ in range(LONGEST_KEY + 2))
    with pytest.raises(BadFileError, match=f"line {text.count(chr(10)) + 1}: found a key of too many parts"):
        parse(text.format(key))


def test_a_long_line_with_dots_in_its_text_is_read() -> None:
    words = "a.b.c " * 100
    assert parse(f'note = "{words}"  # {words}') == {"note": words}
