"""How the address of `legtimer serve` reaches other devices: as text and as a QR code."""

from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal


@pytest.mark.slow
def test_beyond_this_computer_the_address_is_shown_as_text_and_as_a_code(tmp_path: Path) -> None:
    with Terminal(tmp_path, "serve", "--host", "0.0.0.0", "--port", "0") as terminal:
        terminal.wait_for("only on a network you trust")
        assert "/?key=" in terminal.text
        assert "█▀" in terminal.text
        terminal.press("\x03")
        assert terminal.wait_for_end() == 0
