"""When the screen flashes."""

from collections.abc import Hashable

FLASH = 200  # milliseconds
# Milliseconds without a flash before the next one: at most two in a second, where three are thought safe (WCAG 2.2,
# success criterion 2.3.1), however short the phases are and however fast they are skipped.
DARK = 334


class Flashes:
    """Decides whether the screen is bright at a moment; times are in milliseconds of one clock."""

    def __init__(self) -> None:
        self._phase: Hashable = None
        self._start: int | None = None  # of the last flash

    def bright(self, phase: Hashable, elapsed: int, now: int) -> bool:
        """Return whether it flashes `elapsed` milliseconds into a phase; one that comes too soon has no flash."""
        if phase != self._phase:
            self._phase = phase
            if elapsed < FLASH and (self._start is None or now - self._start >= FLASH + DARK):
                self._start = now
        return self._start is not None and now - self._start < FLASH
