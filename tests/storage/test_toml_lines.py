"""key_lines finds every key of a TOML text on its line."""

import tomllib
from collections.abc import Iterator
from itertools import count
from typing import Any

import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from legtimer.storage.toml_file import BadFileError, parse
from legtimer.storage.toml_lines import child_path, key_lines, line_of

TEXT = '''\
# a comment with [brackets] and = signs
name = "a # b" # c
text = """
sets = 3 \\""" [x]
""""
raw = \'\'\'
[tempo]
\'\'\'
"odd key" = 1
a.b . c = 2
list = [ # one
  "x",
  ["y",
   "z"], # , ,
]
inline = { up = 2, deep = { down = 4.0 } }

[tempo]
up = 2026-11-22 18:30:05
'down' = 4

[[blocks]]
reps = 1
[blocks.cues]
form = ["]"]
[[blocks]]
[[blocks.inner]]
reps = 2
[[blocks.inner]]
reps = 3
'''


def test_every_key_is_found_on_its_line() -> None:
    tomllib.loads(TEXT)
    assert key_lines(TEXT) == {
        "": 1,
        "name": 2, "text": 3, "raw": 6, "'odd key'": 9, "a": 10, "a.b": 10, "a.b.c": 10,
        "list": 11, "list[1]": 12, "list[2]": 13, "list[2][1]": 13, "list[2][2]": 14,
        "inline": 16, "inline.up": 16, "inline.deep": 16, "inline.deep.down": 16,
        "tempo": 18, "tempo.up": 19, "tempo.down": 20,
        "blocks": 22, "blocks[1]": 22, "blocks[1].reps": 23, "blocks[1].cues": 24, "blocks[1].cues.form": 25,
        "blocks[1].cues.form[1]": 25, "blocks[2]": 26, "blocks[2].inner": 27, "blocks[2].inner[1]": 27,
        "blocks[2].inner[1].reps": 28, "blocks[2].inner[2]": 29, "blocks[2].inner[2].reps": 30,
    }  # fmt: skip


def test_a_missing_key_has_the_line_of_its_table() -> None:
    lines = key_lines(TEXT)
    assert line_of(lines, "blocks[2].tempo.up") == 26
    assert line_of(lines, "tempo.top") == 18
    assert line_of(lines, "list[7]") == 11
    assert line_of(lines, "sets") == 1
    assert line_of(lines, "") == 1


def test_empty_tables_and_lists_and_a_list_item_that_looks_like_a_table_header() -> None:
    text = 'a = []\nb = {}\nc = [\n["x"],\n["y"]\n]\n[ d . "e]f" ] # g = 1\n[line]\nline_ = """"quoted""""\n'
    assert key_lines(text) == {
        "": 1, "a": 1, "b": 2, "c": 3, "c[1]": 4, "c[1][1]": 4, "c[2]": 5, "c[2][1]": 5,
        "d": 7, "d.'e]f'": 7, "line": 8, "line.line_": 9,
    }  # fmt: skip


def test_lists_at_the_limit_of_the_parser_have_no_lines() -> None:
    """A list that can just be parsed cannot be parsed with an item more in its innermost list."""
    depth = max(n for n in range(1, 2000) if parses("[" * n + "]" * n))
    assert line_of(key_lines(f"a = {'[' * depth}{']' * depth}"), "a") is None


def parses(value: str) -> bool:
    try:
        parse(f"a = {value}")
    except BadFileError:
        return False
    return True


names = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=8)


@given(st.lists(names, min_size=1, max_size=8, unique=True), st.integers(0, 3))
def test_keys_of_any_name_are_found(keys: list[str], gap: int) -> None:
    text = "".join("\n" * gap + tomli_w.dumps({key: key}) for key in keys)
    found = [line for path, line in key_lines(text).items() if path]
    assert found == [(gap + 1) * number for number in range(1, len(keys) + 1)]


kept_apart = st.text("abc.=[]{}#\"', \\", max_size=4)
trees = st.recursive(
    st.text() | st.integers(0, 1000) | st.booleans() | st.floats() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(kept_apart, inner, max_size=3),
    max_leaves=15,
)


@given(st.dictionaries(kept_apart, trees), st.booleans())
def test_every_value_of_any_file_is_found_on_its_line(data: dict[str, Any], multiline: bool) -> None:
    """Each value has a number of its own behind it in a list, by which its line can be told."""
    numbers = count(10**9)

    def numbered(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: numbered(child) for key, child in value.items()}
        if isinstance(value, list):
            return [numbered(child) for child in value]
        return [value, next(numbers)]

    def numbers_in(value: Any, path: str) -> Iterator[tuple[str, int]]:
        if isinstance(value, dict | list):
            for part, child in value.items() if isinstance(value, dict) else enumerate(value, 1):
                yield from numbers_in(child, child_path(path, part))
        elif type(value) is int and value >= 10**9:
            yield path, value

    data = numbered(data)
    text = tomli_w.dumps(data, multiline_strings=multiline)
    lines = key_lines(text)
    for path, number in numbers_in(data, ""):
        assert str(number) in text.split("\n")[lines[path] - 1]
