"""No text of a file can steer a terminal."""

import msgspec
import pytest

from legtimer.core.preset import Stem, Text


@pytest.mark.parametrize("kind", [Text, Stem])
@pytest.mark.parametrize("text", ["a\n", "a\nb", "\x1b[2J", "a\x00", "a\u202eb", "a\u200bb"])
def test_what_could_change_a_terminal_is_no_text(kind: type[str], text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(text, kind)
