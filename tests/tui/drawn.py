"""What a terminal shows, as a person sees it: where a text stands in big letters, and in which colour."""

from collections import Counter

import pyte

from tests.big_letters import Place, find_big
from tests.tui.cells import written
from tests.tui.stage import Stage

APART = 2  # blank columns beside a text


class Drawn:
    """The screen of a stage as it is now."""

    def __init__(self, stage: Stage) -> None:
        self.width, self.height = stage.app.screen.size
        self._terminal = pyte.Screen(self.width, self.height)
        pyte.Stream(self._terminal).feed(written(stage))
        self.lines = list(self._terminal.display)

    def has(self, text: str) -> bool:
        """Whether a line contains a text in ordinary letters."""
        return any(text in line for line in self.lines)

    def big(self, *texts: str) -> list[Place]:
        """Where each text stands in big letters; all must be there."""
        places = {text: find_big(self.lines, text, APART) for text in texts}
        missing = [text for text, place in places.items() if place is None]
        assert not missing, "\n".join([f"not in big letters: {missing}", *self.lines])
        return [place for place in places.values() if place is not None]

    def colour(self, place: Place) -> str:
        """The one colour of a text in big letters, as `rrggbb`."""
        rows, columns = range(place.y, place.bottom), range(place.x, place.x + place.width)
        cells = [self._terminal.buffer[y][x] for y in rows for x in columns]
        (colour,) = {cell.fg for cell in cells if not cell.data.isspace()}
        return str(colour)

    def background(self) -> str:
        """The colour behind the first column of the screen."""
        return Counter(self._terminal.buffer[y][0].bg for y in range(self.height)).most_common(1)[0][0]
