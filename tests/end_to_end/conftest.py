"""Fixtures of the end-to-end tests."""

from tests import needs
from tests.sound_card import sound_card, virtual_card

__all__ = ["sound_card", "virtual_card"]

# They start the program in a pseudo-terminal.
collect_ignore_glob = [] if needs.present(needs.pty) else ["test_*.py"]
