"""On which line each key of a TOML text stands.

The parser keeps no positions, and the one that keeps them takes seconds for a large file. The text is known to be
valid here, so a walk over its tokens is enough.
"""

import re
from collections.abc import Iterator

import tomli

_TOKEN = re.compile(
    r'''
      (?P<space>[ \t\r]+|\#[^\n]*)
    | (?P<string>"""(?:\\.|[^\\])*?"""(?:"{0,2}) | \'\'\'.*?\'\'\'(?:'{0,2}) | "(?:\\.|[^"\\\n])*" | '[^'\n]*')
    | (?P<sign>[\[\]{}=,.\n])
    | (?P<bare>[^\s\[\]{}=,.\#"']+)
    ''',
    re.VERBOSE | re.DOTALL,
)

Lines = dict[str, int]


def child_path(path: str, part: str | int) -> str:
    """The path of a key, or of an item (counted from 1), within what stands at `path`: `blocks[2].tempo.up`."""
    if isinstance(part, int):
        return f"{path}[{part}]"
    name = part if re.fullmatch(r"[\w-]{1,60}", part) else repr(part[:60])
    return f"{path}.{name}" if path else name


def key_lines(text: str) -> Lines:
    """The line, from 1, of every key and item of a valid TOML text, by path."""
    return _Walk(text).lines


def line_of(lines: Lines, path: str) -> int:
    """The line of a key; of what it belongs in, where the key is missing; else the first."""
    while path and path not in lines:
        path = re.sub(r"(\.[^.\[]*|\[\d+\]|^[^.\[]*)$", "", path, count=1) if path[-1] != "'" else ""
    return lines.get(path, 1)


class _Walk:
    """One pass over the tokens of a text."""

    def __init__(self, text: str) -> None:
        self.lines: Lines = {}
        self._tables: dict[str, int] = {}  # how many [[tables]] of a name there have been
        self._tokens = _tokens(text)
        self._next()
        self._document()

    def _next(self) -> str:
        """Move on by a token; the one left behind."""
        left = getattr(self, "token", "")
        self.token, self.line = next(self._tokens, ("", 0))
        return left

    def _note(self, path: str) -> str:
        self.lines.setdefault(path, self.line)
        return path

    def _document(self) -> None:
        table = ""
        while self.token:
            if self.token == "[":
                table = self._header()
            elif self.token == "\n":
                self._next()
            else:
                self._pair(table)

    def _header(self) -> str:
        self._next()
        many = self.token == "["
        if many:
            self._next()
        *parents, name = self._key("]")
        path = ""
        for part in parents:
            path = self._last(child_path(path, part))
        path = child_path(path, name)
        if many:
            self._note(path)
            self._tables[path] = self._tables.get(path, 0) + 1
        self._next()
        if many:
            self._next()
        return self._note(self._last(path))

    def _last(self, path: str) -> str:
        return child_path(path, self._tables[path]) if path in self._tables else path

    def _key(self, end: str) -> list[str]:
        parts = []
        while self.token and self.token != end:
            token = self._next()
            if token != ".":
                parts.append(next(iter(tomli.loads(f"{token}=0"))))
        return parts

    def _pair(self, path: str) -> None:
        line = self.line
        for part in self._key("="):
            path = child_path(path, part)
            self.lines.setdefault(path, line)
        self._next()
        self._value(path)

    def _value(self, path: str) -> None:
        if self.token == "[":
            self._array(path)
        elif self.token == "{":
            self._inline_table(path)
        else:
            while self.token not in ("", ",", "]", "}", "\n"):
                self._next()

    def _array(self, path: str) -> None:
        self._next()
        number = 0
        while self.token not in ("", "]"):
            if self.token in (",", "\n"):
                self._next()
            else:
                number += 1
                self._value(self._note(child_path(path, number)))
        self._next()

    def _inline_table(self, path: str) -> None:
        self._next()
        while self.token not in ("", "}"):
            if self.token in (",", "\n"):
                self._next()
            else:
                self._pair(path)
        self._next()


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line = 1
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "space":
            yield match[0], line
        line += match[0].count("\n")
