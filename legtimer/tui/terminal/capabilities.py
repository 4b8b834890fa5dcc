"""What the terminal can show, as far as the environment variables say."""

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from textual.app import App

    from legtimer.tui.graphics.charset import Charset

SMALLEST = (40, 12)  # columns and rows that a workout needs
# Values of TERM for terminals with few glyphs.
FEW_GLYPHS = r"linux|vt\d|ansi|cons25|sun"
# Python sets LC_CTYPE to these where the locale is C or missing: they say nothing about the terminal.
SET_BY_PYTHON = ("C.UTF-8", "C.utf8")

# Similar ASCII characters of the same width.
SIMILAR = {
    "-": "─━╌╴╸╶╺—–‒‑▔‾", "|": "│┃╎╵╷▏▎▍▌▐▕║", "+": "┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝╠╣╦╩╬", "=": "═▀▄▁▂▃▅▆▇", "#": "█▉▊▋■▓▒▙▛▜▟",
    ":": "░⁝⁞", "^": "▲△↑⌃", "v": "▼▽↓✓✔", ">": "▶►▸→›»❯", "<": "◀◄◂←‹«", "*": "●•◆★✱", "o": "○◌", "@": "◉", ".": "·…∙",
    "'": "‘’′", '"': "“”″", "x": "×✕✖", "~": "≈", "!": "⚠",
}  # fmt: skip
KEYS = str.maketrans({"⏎": "enter", "←": "<-", "→": "->", "↑": "up", "↓": "down"})


def knows_unicode(environment: Mapping[str, str]) -> bool:
    """Return whether the terminal shows more than ASCII: its locale is UTF-8 or unset, and its TERM not an old one."""
    if re.match(FEW_GLYPHS, environment.get("TERM", "")):
        return False
    locales = [environment.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG")]
    if locales[1] in SET_BY_PYTHON and locales[2]:
        locales[1] = ""
    locale = next(filter(None, locales), "")
    return not locale or re.search(r"utf-?8", locale, re.IGNORECASE) is not None


class TerminalCapabilities(Struct, frozen=True):
    """What the terminal can show, and what to draw with."""

    ascii_only: bool = False
    few_colours: bool = False  # at most 16
    no_colours: bool = False
    touched: bool = False  # it can show buttons for fingers, see `BaseApp.show_buttons`

    @property
    def plain(self) -> bool:
        """Whether there are too few colours for shades."""
        return self.few_colours or self.no_colours

    @property
    def progress_bar(self) -> str:
        """The characters of the progress bar: sets and rests done, sets and rests ahead."""
        if self.ascii_only:
            return "#=-."
        return "█▂░·" if self.no_colours else "█▂█▂"

    @property
    def letters(self) -> "Charset":
        """The characters for big letters."""
        from legtimer.tui.graphics.charset import ASCII, BLOCKS  # noqa: PLC0415

        return ASCII if self.ascii_only else BLOCKS

    def key(self, name: str) -> str:
        """Return the name of a key, or of several, as the terminal can show it."""
        return name.translate(KEYS) if self.ascii_only else name

    @property
    def figure(self) -> "Charset":
        """The characters for the figure."""
        from legtimer.tui.graphics.charset import ASCII, BRAILLE  # noqa: PLC0415
        from legtimer.tui.graphics.figure import SHADED  # noqa: PLC0415

        return ASCII if self.ascii_only else BRAILLE if self.plain else SHADED


def detect_capabilities(environment: Mapping[str, str]) -> TerminalCapabilities:
    """Return the capabilities of the terminal that environment variables describe."""
    from rich.console import Console  # noqa: PLC0415

    return TerminalCapabilities(
        ascii_only=not knows_unicode(environment),
        few_colours=Console(force_terminal=True, _environ=environment).color_system == "standard",
        no_colours="NO_COLOR" in environment,
    )


def capabilities_of(app: "App[Any]") -> TerminalCapabilities:
    """Return the capabilities of the terminal of an app; of an app that does not know them, all but colours."""
    known = getattr(app, "capabilities", None)
    return known if isinstance(known, TerminalCapabilities) else TerminalCapabilities(few_colours=app.native_ansi_color)


class Asciifier(dict[int, str]):
    """A table for `str.translate` into ASCII of the same width."""

    def __missing__(self, code: int) -> str:
        """Find and keep the ASCII for one character."""
        self[code] = chr(code) if code < 128 else _to_ascii(chr(code))
        return self[code]


def _to_ascii(character: str) -> str:
    for ascii_character, similar in SIMILAR.items():
        if character in similar:
            return ascii_character
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return ""
    cells = 2 if unicodedata.east_asian_width(character) in "WF" else 1
    first = unicodedata.normalize("NFKD", character)[0]
    return first if first.isascii() and first.isprintable() and cells == 1 else "?" * cells
