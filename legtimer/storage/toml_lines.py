"""Finds the line of each key of a TOML text.

The parser keeps no positions, and tomlkit, which does, takes seconds for a large file. So each value is replaced with
the number of its line, each table and list gets its line as an extra item, and the parser reads the result.
"""

import re
from typing import Any

import tomli

_STRING = r"""(?:"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_KEY = rf"(?:[\w-]+|{_STRING})"
_TOKEN = rf"""
      (?P<space> [ \t\r]+ | \#[^\n]* )
    | (?P<key> {_KEY} (?:[ \t]*\.[ \t]*{_KEY})* [ \t]*=[ \t]* )
    | (?P<sign> [\[\]{{}},\n] )
    | (?P<value> "{{3}}(?:\\.|[^\\])*?"{{3,5}} | '{{3}}.*?'{{3,5}} | {_STRING} | [^\[\]{{}},\n\#]+ )
    """

Lines = dict[str, int]


def child_path(path: str, part: str | int) -> str:
    """The path of a key, or of a list item (counted from 1), below another path: `blocks[2].tempo.up`."""
    if isinstance(part, int):
        return f"{path}[{part}]"
    name = part if re.fullmatch(r"[\w-]{1,60}", part) else repr(part[:60])
    return f"{path}.{name}" if path else name


def key_lines(text: str) -> Lines:
    """The line, counted from 1, of every key and list item of a valid TOML text, by path; the text itself is at "".

    Empty where lists are nested so deep that the extra items exceed what the parser can read.
    """
    mark = "line"
    while mark in text:  # a key that the text does not contain
        mark += "_"
    lines: Lines = {}
    try:
        _collect(tomli.loads(_with_lines(text, mark)), "", mark, lines)
    except RecursionError:
        return {}
    return {**lines, "": 1}


def line_of(lines: Lines, path: str) -> int | None:
    """The line of a key or, where the key is missing, of the table that should contain it; None where not known."""
    while path and path not in lines:
        path = "" if path.endswith("'") else re.sub(r"(\.[^.\[]*|\[\d+\]|^[^.\[]*)$", "", path, count=1)
    return lines.get(path)


def _with_lines(text: str, mark: str) -> str:
    """The text with line numbers for values, and as the first item of each table (with `mark` as its key) and list."""
    pieces = []
    line, depth = 1, 0
    in_header = after_key = False
    for match in re.finditer(_TOKEN, f"{text}\n", re.VERBOSE | re.DOTALL):
        token = match[0]
        piece = token
        if in_header:
            if token == "\n":
                in_header = False
                piece = f"\n{mark} = {line}\n"
        elif match["value"]:
            piece = str(line)
        elif token == "[" and depth == 0 and not after_key:
            in_header = True
        elif token in ("[", "{"):
            depth += 1
            piece = f"[{line}, " if token == "[" else f"{{{mark} = {line}, "
        elif token in ("]", "}"):
            depth -= 1
        pieces.append(piece)
        after_key = match["key"] is not None
        line += token.count("\n")
    return "".join(pieces)


def _collect(value: Any, path: str, mark: str, lines: Lines) -> int:
    """Add the lines of a value and of all values in it to `lines`; returns the line of the value itself."""
    if isinstance(value, int):
        lines[path] = value
        return value
    own = None
    if isinstance(value, dict):
        own = value.pop(mark, None)
        children = list(value.items())
    else:
        if isinstance(value[0], int):  # not in [[tables]]
            own = value.pop(0)
        children = list(enumerate(value, 1))
    below = [_collect(child, child_path(path, part), mark, lines) for part, child in children]
    lines[path] = own or min(below, default=1)
    return lines[path]
