"""What differs by system about a terminal."""

import select
import sys

if sys.platform == "win32":

    def is_closed(descriptor: int) -> bool:
        """Return False: there, the program learns of a closed window by an event."""
        return False

else:

    def is_closed(descriptor: int) -> bool:
        """Return whether the terminal is gone."""
        poll = select.poll()
        poll.register(descriptor, 0)
        return any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in poll.poll(0))
