"""Text from outside cannot steer a terminal."""

import msgspec
import pytest

from legtimer.core.preset import Stem, Text
from legtimer.core.printable import error_reason, printable, replace_unprintable


@pytest.mark.parametrize("kind", [Text, Stem])
@pytest.mark.parametrize("text", ["a\n", "a\nb", "\x1b[2J", "a\x00", "a\u202eb", "a\u200bb"])
def test_a_text_with_control_or_invisible_characters_is_refused(kind: type[str], text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(text, kind)


def test_printable_escapes_unprintable_characters_and_keeps_the_others() -> None:
    assert printable("naïve ✓") == "naïve ✓"
    assert printable("a\x1b[2J\n\udcffb") == r"a\x1b[2J\n\udcffb"


def test_replace_unprintable_keeps_lines_and_widens_tabs() -> None:
    assert replace_unprintable("a\tb\nc\u00a0d\x1b[2J") == "a    b\nc d\ufffd[2J"


def test_the_reason_of_an_error_is_never_empty_and_always_printable() -> None:
    assert error_reason(PermissionError(13, "Permission denied", "a.toml")) == "Permission denied"
    assert error_reason(ValueError("a\nb")) == r"a\nb"
    assert error_reason(ValueError()) == "ValueError"
