"""What the terminal can show is read from the environment; nothing else is sent to it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legtimer.tui.graphics.charset import ASCII, BLOCKS, BRAILLE, Charset
from legtimer.tui.graphics.figure import SHADED
from legtimer.tui.terminal.capabilities import Asciifier, detect_capabilities, knows_unicode
from tests import needs


@pytest.mark.parametrize(
    ("environment", "unicode"),
    [
        ({"LANG": "de_DE.UTF-8", "TERM": "xterm-256color"}, True),
        ({"LANG": "en_US.utf8", "TERM": "screen-256color"}, True),
        ({"LANG": "C.UTF-8", "TERM": "tmux-256color"}, True),
        ({"LC_CTYPE": "UTF-8", "TERM": "xterm"}, True),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "C"}, True),
        ({}, True),  # nothing is set: most terminals can
        ({"LANG": "C"}, False),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, False),  # set by Python
        ({"LANG": "POSIX", "LC_CTYPE": "C.utf8"}, False),
        ({"LANG": "de_DE.ISO-8859-1", "LC_CTYPE": "C.UTF-8"}, False),
        ({"LANG": "en_US", "LC_CTYPE": "UTF-8"}, True),  # set by macOS, over ssh
        ({"LC_ALL": "C", "LANG": "en_US.UTF-8"}, False),
        ({"LANG": "de_DE.ISO-8859-1"}, False),
        ({"LANG": "ja_JP.eucJP"}, False),
        ({"LANG": "en_US.UTF-8", "TERM": "linux"}, False),
        ({"LANG": "en_US.UTF-8", "TERM": "vt100"}, False),
        ({"LANG": "en_US.UTF-8", "TERM": "vt220"}, False),
    ],
)
def test_unicode_is_used_where_locale_and_terminal_allow_it(environment: dict[str, str], unicode: bool) -> None:
    assert knows_unicode(environment) is unicode


@given(st.characters(exclude_categories=["Cs", "Cc"]))
def test_everything_becomes_ascii_of_the_same_width(character: str) -> None:
    plain = character.translate(Asciifier())
    assert plain.isascii()
    assert plain.isprintable()
    if unicodedata.category(character) not in ("Mn", "Mc", "Me", "Cf"):
        assert len(plain) == (2 if unicodedata.east_asian_width(character) in "WF" else 1)


def test_ascii_and_escape_sequences_stay_as_they_are() -> None:
    text = "\x1b[38;5;12mDOWN\x1b[0m\r\n"
    assert text.translate(Asciifier()) == text


def test_words_stay_readable_in_ascii() -> None:
    assert "Größe · déjà vu ━━ ▲".translate(Asciifier()) == "Grosse . deja vu -- ^".replace("ss", "?")


@pytest.mark.parametrize(
    ("environment", "charset"),
    [
        ({"LANG": "C.UTF-8", "TERM": "xterm-256color"}, SHADED),
        ({"LANG": "C.UTF-8", "TERM": "screen-256color"}, SHADED),
        ({"LANG": "C.UTF-8", "TERM": "xterm", "COLORTERM": "truecolor"}, SHADED),
        pytest.param({"LANG": "C.UTF-8", "TERM": "xterm-16color"}, BRAILLE, marks=needs.term),
        pytest.param({"LANG": "C.UTF-8", "TERM": "xterm"}, BRAILLE, marks=needs.term),
        ({"LANG": "C", "TERM": "xterm-256color"}, ASCII),
        ({"LANG": "C.UTF-8", "TERM": "linux"}, ASCII),
    ],
)
def test_the_figure_is_drawn_as_finely_as_the_terminal_allows(environment: dict[str, str], charset: Charset) -> None:
    assert detect_capabilities(environment).figure is charset


@pytest.mark.parametrize(("language", "charset"), [("C.UTF-8", BLOCKS), ("C", ASCII)])
def test_big_letters_use_what_the_terminal_can_show(language: str, charset: Charset) -> None:
    assert detect_capabilities({"LANG": language, "TERM": "xterm-256color"}).letters is charset
