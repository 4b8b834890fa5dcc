"""The current settings, and the one place that changes them."""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

from msgspec.structs import replace

from legtimer.core.printable import error_reason
from legtimer.core.settings import Settings

logger = logging.getLogger(__name__)


class SettingsStore:
    """Holds the settings in memory; `write` puts changes, by name, into their file in a thread, one after the other."""

    def __init__(self, settings: Settings, write: Callable[[Mapping[str, object]], None]) -> None:
        self.current = settings
        self._write = write
        # The interpreter waits for it at the end: no change is lost when the app ends at once.
        self._thread = ThreadPoolExecutor(1, "settings")

    def change(self, choices: Mapping[str, object], failed: Callable[[str], object]) -> None:
        """Change settings at once; `failed` is called, in any thread, with the reason why they could not be written."""
        self.current = replace(self.current, **choices)
        try:
            self._thread.submit(self._write_changes, choices, failed)
        except RuntimeError as error:  # no thread can be started
            failed(str(error))

    def wait(self) -> None:
        """Wait until all changes have been written."""
        self._thread.submit(lambda: None).result()

    def _write_changes(self, choices: Mapping[str, object], failed: Callable[[str], object]) -> None:
        try:
            self._write(choices)
        except Exception as error:
            if not isinstance(error, OSError | ValueError):
                logger.exception("the settings could not be written")
            failed(error_reason(error))
