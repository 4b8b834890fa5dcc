"""What differs by system about a terminal."""

import os
import select
import sys
from contextlib import suppress

PATIENCE = 1.5  # seconds

if sys.platform == "win32":

    def is_closed(descriptor: int) -> bool:
        """Return False: there, the program learns of a closed window by an event."""
        return False

    def write_if_taken(descriptor: int, text: str) -> None:
        """Write to a terminal, if it is still there."""
        with suppress(OSError):
            os.write(descriptor, text.encode(errors="backslashreplace"))

else:

    def is_closed(descriptor: int) -> bool:
        """Return whether the terminal is gone."""
        poll = select.poll()
        poll.register(descriptor, 0)
        return any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in poll.poll(0))

    def write_if_taken(descriptor: int, text: str) -> None:
        """Write to a terminal as long as it takes something: it may be gone, or on a line that is stuck."""
        data = text.encode(errors="backslashreplace")
        blocking = os.get_blocking(descriptor)
        os.set_blocking(descriptor, False)
        try:
            with suppress(OSError):
                while data and select.select([], [descriptor], [], PATIENCE)[1]:
                    data = data[os.write(descriptor, data) :]
        finally:
            os.set_blocking(descriptor, blocking)
