"""What the terminal can show, judged by what the environment says of it."""

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from textual.app import App

    from legtimer.tui.graphics.charset import Charset

# Terminals with no glyphs beyond a hundred or two.
FEW_GLYPHS = re.compile(r"linux|vt\d|ansi|cons25|sun")
# Python itself puts these in place of LC_CTYPE where the locale is C, or not there: they say nothing of the terminal.
PUT_BY_PYTHON = ("C.UTF-8", "C.utf8")

# One cell for one cell: signs whose shape ASCII has something like.
LIKENESS = {
    "-": "─━╌╴╸╶╺—–‒‑▔‾", "|": "│┃╎╵╷▏▎▍▌▐▕║", "+": "┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝╠╣╦╩╬", "=": "═▀▄▁▂▃▅▆▇", "#": "█▉▊▋■▓▒▙▛▜▟",
    ":": "░⁝⁞", "^": "▲△↑⌃", "v": "▼▽↓✓✔", ">": "▶►▸→›»❯", "<": "◀◄◂←‹«", "*": "●•◆★✱○◉", ".": "·…∙",
    "'": "‘’′", '"': "“”″", "x": "×✕✖", "~": "≈", "!": "⚠",
}  # fmt: skip
KEYS = str.maketrans({"⏎": "enter", "←": "<-", "→": "->", "↑": "up", "↓": "down"})


def knows_unicode(environment: Mapping[str, str]) -> bool:
    """Whether more than ASCII can be shown: the locale says UTF-8, or nothing, and the terminal is none of the old."""
    if FEW_GLYPHS.match(environment.get("TERM", "")):
        return False
    spoken = [environment.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG")]
    if spoken[1] in PUT_BY_PYTHON and spoken[2]:
        spoken[1] = ""
    locale = next(filter(None, spoken), "")
    return not locale or re.search(r"utf-?8", locale, re.IGNORECASE) is not None


def few_colours(environment: Mapping[str, str]) -> bool:
    """Whether there are no more than 16 colours: too few for shades of one."""
    from rich.console import Console  # noqa: PLC0415

    console = Console(force_terminal=True, _environ=environment)
    return console.color_system == "standard"


class TerminalCapabilities(Struct, frozen=True):
    """What to draw with, so that the terminal can show it; all of that is imported when something is drawn with it."""

    ascii_only: bool = False
    few_colours: bool = False
    no_colours: bool = False

    @property
    def plain(self) -> bool:
        """Whether there are no shades of colours."""
        return self.few_colours or self.no_colours

    @property
    def course(self) -> str:
        """What a course is made of: tension and rest that are over, and both to come."""
        if self.ascii_only:
            return "#=-."
        return "━─╍┄" if self.no_colours else "━─━─"

    @property
    def letters(self) -> "Charset":
        """What big letters are made of."""
        from legtimer.tui.graphics.charset import ASCII, BLOCKS  # noqa: PLC0415

        return ASCII if self.ascii_only else BLOCKS

    def key(self, name: str) -> str:
        """The name of a key, or of several."""
        return name.translate(KEYS) if self.ascii_only else name

    @property
    def figure(self) -> "Charset":
        """What a figure is made of."""
        from legtimer.tui.graphics.charset import ASCII, BRAILLE  # noqa: PLC0415
        from legtimer.tui.graphics.figure import SHADED  # noqa: PLC0415

        return ASCII if self.ascii_only else BRAILLE if self.plain else SHADED


def detect_capabilities(environment: Mapping[str, str]) -> TerminalCapabilities:
    """What fits the terminal that the environment tells of."""
    return TerminalCapabilities(
        ascii_only=not knows_unicode(environment),
        few_colours=few_colours(environment),
        no_colours="NO_COLOR" in environment,
    )


def capabilities_of(app: "App[Any]") -> TerminalCapabilities:
    """What fits the terminal of an app; anything, if it does not say."""
    capabilities = getattr(app, "capabilities", None)
    return (
        capabilities
        if isinstance(capabilities, TerminalCapabilities)
        else TerminalCapabilities(few_colours=app.native_ansi_color)
    )


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
