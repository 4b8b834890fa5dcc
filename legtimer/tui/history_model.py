"""What is known of the history while it is read: the items, what is asked for, and what they add up to."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from legtimer.core.formatting import count_text
from legtimer.core.search import search
from legtimer.core.session import Session, SessionSummary, Unreadable, summarize
from legtimer.core.stats import Stats
from legtimer.core.trends import trend_clauses

Item = SessionSummary | Unreadable


class HistoryModel:
    """Sessions at a glance and unreadable files, newest first.

    `stats` is None until all of them were counted as they are now.
    """

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.found: list[Item] = []  # those of them that are asked for
        self.stats: Stats | None = None
        self.complete = False
        self.asked = ""
        self._test = search("")

    def clear(self) -> None:
        """Nothing is known any more but what is asked for."""
        self.items, self.found, self.stats, self.complete = [], [], None, False

    def add(self, items: Sequence[Item], stats: Stats | None) -> list[Item]:
        """Take in older ones, with the last of them the stats of all; those of them that are asked for."""
        self.items += items
        self.stats, self.complete = stats, stats is not None
        found = [item for item in items if self._wanted(item)]
        self.found += found
        return found

    def ask(self, words: str) -> None:
        """Ask for those that fit the words of a search."""
        self.asked = words.strip()
        self._test = search(words)
        self._find()

    def _find(self) -> None:
        self.found = [item for item in self.items if self._wanted(item)] if self.asked else self.items[:]

    def _wanted(self, item: Item) -> bool:
        return self._test(item) if isinstance(item, SessionSummary) else not self.asked

    # Changes

    def put(self, session: Session) -> SessionSummary:
        """Take in a session that was edited or brought back, in place of what there is of it."""
        self.remove(session.id)
        new = summarize(session)
        newest_last = self.items[::-1]
        place = len(self.items) - bisect_left(newest_last, session.id, key=_id)
        self.items.insert(place, new)
        self._find()
        return new

    def remove(self, id_: str) -> None:
        """Forget a session; the stats have to be counted anew."""
        self.items = [item for item in self.items if _id(item) != id_]
        self.stats = None
        self._find()

    # In words

    def words(self, today: date) -> list[str]:
        """How many there are, how many of them are asked for, and what they mean."""
        sessions = sum(isinstance(item, SessionSummary) for item in self.items)
        bad = len(self.items) - sessions
        words = [
            f"{len(self.found)} of {count_text(sessions, 'session')}" if self.asked else count_text(sessions, "session")
        ]
        if bad:
            words.append(f"{count_text(bad, 'file')} unreadable")
        if not self.complete:
            words.append("reading…")
        return [*words, *(trend_clauses(self.stats, today) if self.stats else ())]

    @property
    def emptiness(self) -> str:
        """What to say where nothing is listed."""
        if not self.complete or self.found:
            return ""
        return "Nothing here is like that." if self.items else "Nothing here yet. The first workout you do will be."


def _id(item: Item) -> str:
    return item.id if isinstance(item, SessionSummary) else item.path.stem
