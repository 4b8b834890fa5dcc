"""What the tests of the whole program share."""

from tests.sound_card import sound_card, virtual_card

__all__ = ["sound_card", "virtual_card"]
