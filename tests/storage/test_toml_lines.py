"""Every key of a TOML text is found on its line."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from legtimer.storage.toml_lines import key_lines, line_of

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
        "name": 2, "text": 3, "raw": 6, "'odd key'": 9, "a": 10, "a.b": 10, "a.b.c": 10,
        "list": 11, "list[1]": 12, "list[2]": 13, "list[2][1]": 13, "list[2][2]": 14,
        "inline": 16, "inline.up": 16, "inline.deep": 16, "inline.deep.down": 16,
        "tempo": 18, "tempo.up": 19, "tempo.down": 20,
        "blocks": 22, "blocks[1]": 22, "blocks[1].reps": 23, "blocks[1].cues": 24, "blocks[1].cues.form": 25,
        "blocks[1].cues.form[1]": 25, "blocks[2]": 26, "blocks[2].inner": 27, "blocks[2].inner[1]": 27,
        "blocks[2].inner[1].reps": 28, "blocks[2].inner[2]": 29, "blocks[2].inner[2].reps": 30,
    }  # fmt: skip


def test_a_missing_key_is_where_it_belongs() -> None:
    lines = key_lines(TEXT)
    assert line_of(lines, "blocks[2].tempo.up") == 26
    assert line_of(lines, "tempo.top") == 18
    assert line_of(lines, "list[7]") == 11
    assert line_of(lines, "sets") == 1
    assert line_of(lines, "") == 1


names = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=8)


@given(st.lists(names, min_size=1, max_size=8, unique=True), st.integers(0, 3))
def test_keys_of_any_name_are_found(keys: list[str], gap: int) -> None:
    import tomlkit  # noqa: PLC0415

    text = "".join("\n" * gap + tomlkit.dumps({key: [key]}) for key in keys)
    found = [line for path, line in key_lines(text).items() if not path.endswith("[1]")]
    assert found == [(gap + 1) * number for number in range(1, len(keys) + 1)]
