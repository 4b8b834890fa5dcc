"""A TOML file may be anything at all."""

import pytest

from legtimer.storage.toml_file import LONGEST_KEY, BadFileError, parse


@pytest.mark.parametrize("text", ["{} = 1", "[{}]", "x = 1\n{} = 1"])
def test_keys_of_very_many_parts_are_refused_before_they_are_parsed(text: str) -> None:
    key = ".".join("a" for _ in range(LONGEST_KEY + 2))
    with pytest.raises(BadFileError, match=f"line {text.count(chr(10)) + 1}: found a key of too many parts"):
        parse(text.format(key))


def test_a_long_line_of_few_keys_is_read() -> None:
    words = "a.b.c " * 100
    assert parse(f'note = "{words}"  # {words}') == {"note": words}
