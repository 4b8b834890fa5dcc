"""Style sheets, read once."""

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

MOST = 1024  # sheets; there are fewer than a hundred, one for each widget and screen


class CachedStylesheet(Stylesheet):
    """Keeps what it has read until the colours change.

    Textual's own reads every sheet there is anew, twice, for each screen that opens.
    """

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(MOST)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Set what the names in the sheets stand for."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Read what is not known yet."""
        self.parse()
