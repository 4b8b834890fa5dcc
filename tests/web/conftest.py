"""Fixtures of the tests of the app in a browser."""

from tests.sound_card import sound_card, virtual_card

__all__ = ["sound_card", "virtual_card"]
