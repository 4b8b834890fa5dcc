"""What the terminal can show, judged by what the environment says of it."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from rich.console import Console
from textual.app import App

from legtimer.tui.charset import ASCII, BLOCKS, BRAILLE, Charset
from legtimer.tui.figure import SHADED

# What cannot place a character on a screen at all, and what has no glyphs beyond a hundred or two.
NO_SCREEN = ("dumb", "unknown")
FEW_GLYPHS = re.compile(r"linux|vt\d|ansi|cons25|sun")
# Python itself puts these in place of LC_CTYPE where the locale is C, so they say nothing of the terminal.
PUT_BY_PYTHON = ("C.UTF-8", "C.utf8", "UTF-8")

# One cell for one cell: signs whose shape ASCII has something like.
LIKENESS = {
    "-": "─━╌╴╸╶╺—–‒‑▔‾", "|": "│┃╎╵╷▏▎▍▌▐▕║", "+": "┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝╠╣╦╩╬", "=": "═▀▄▁▂▃▅▆▇", "#": "█▉▊▋■▓▒▙▛▜▟",
    ":": "░⁝⁞", "^": "▲△↑⌃", "v": "▼▽↓✓✔", ">": "▶►▸→›»❯", "<": "◀◄◂←‹«", "*": "●•◆★✱○◉", ".": "·…∙",
    "'": "‘’′", '"': "“”″", "x": "×✕✖", "~": "≈", "!": "⚠", "J": "⏎↵",
}  # fmt: skip


def has_screen(environment: Mapping[str, str]) -> bool:
    """Whether the terminal can be drawn on."""
    return environment.get("TERM") not in NO_SCREEN


def knows_unicode(environment: Mapping[str, str]) -> bool:
    """Whether more than ASCII can be shown: the locale says UTF-8, or nothing, and the terminal is none of the old."""
    if FEW_GLYPHS.match(environment.get("TERM", "")):
        return False
    spoken = [environment.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG")]
    if spoken[1] in PUT_BY_PYTHON and spoken[2] in ("C", "POSIX"):
        spoken[1] = ""
    locale = next(filter(None, spoken), "")
    return not locale or re.search(r"utf-?8", locale, re.IGNORECASE) is not None


def few_colours(environment: Mapping[str, str]) -> bool:
    """Whether there are no more than 16 colours: too few for shades of one."""
    console = Console(force_terminal=True, _environ=environment)
    return console.color_system == "standard"


class Fit(Struct, frozen=True):
    """What to draw with, so that the terminal can show it."""

    ascii_only: bool = False
    few_colours: bool = False

    @property
    def letters(self) -> Charset:
        """What big letters are made of."""
        return ASCII if self.ascii_only else BLOCKS

    @property
    def figure(self) -> Charset:
        """What a figure is made of."""
        return ASCII if self.ascii_only else BRAILLE if self.few_colours else SHADED


def fit_to(environment: Mapping[str, str]) -> Fit:
    """What fits the terminal that the environment tells of."""
    return Fit(ascii_only=not knows_unicode(environment), few_colours=few_colours(environment))


def fit_of(app: App[Any]) -> Fit:
    """What fits the terminal of an app; anything, if it does not say."""
    fit = getattr(app, "fit", None)
    return fit if isinstance(fit, Fit) else Fit(few_colours=app.native_ansi_color)


class Asciifier(dict[int, str]):
    """A table for `str.translate`: everything in ASCII, each cell of the screen still one cell."""

    def __missing__(self, code: int) -> str:
        """Find and keep what stands for a character."""
        character = chr(code)
        plain = character if code < 128 else _plain(character)
        self[code] = plain
        return plain


def _plain(character: str) -> str:
    for sign, alike in LIKENESS.items():
        if character in alike:
            return sign
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return ""
    cells = 2 if unicodedata.east_asian_width(character) in "WF" else 1
    first = unicodedata.normalize("NFKD", character)[0]
    return first if first.isascii() and first.isprintable() and cells == 1 else "?" * cells
