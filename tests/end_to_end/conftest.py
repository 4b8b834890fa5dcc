"""Fixtures of the end-to-end tests."""

from tests.sound_card import sound_card, virtual_card

__all__ = ["sound_card", "virtual_card"]
