"""The sessions that the history screen knows: those read so far, those that match the search, and their totals."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from legtimer.core.formatting import count_text
from legtimer.core.search import search
from legtimer.core.session import Session, SessionSummary, summarize
from legtimer.core.stats import Stats
from legtimer.core.trends import trend_clauses
from legtimer.storage.history import Unreadable

Item = SessionSummary | Unreadable


class HistoryModel:
    """Session summaries and unreadable files, newest first."""

    def __init__(self) -> None:
        self.items: list[Item] = []  # what has been read so far
        self.found: list[Item] = []  # those of them that match the search
        self.stats: Stats | None = None  # of all sessions; None until they are counted, and again after each change
        self.complete = False  # whether everything has been read
        self._query = ""
        self._test = search("")

    def clear(self) -> None:
        """Forget everything but the search."""
        self.items, self.found, self.stats, self.complete = [], [], None, False

    def add(self, items: Sequence[Item], stats: Stats | None) -> list[Item]:
        """Add older items, and with the last of them the stats of all; return those that match the search."""
        self.items += items
        self.stats, self.complete = stats, stats is not None
        found = [item for item in items if self._matches(item)]
        self.found += found
        return found

    def search(self, query: str) -> None:
        """Find the sessions that match a query; without one, everything."""
        self._query = query.strip()
        self._test = search(query)
        self._find()

    def put(self, session: Session) -> SessionSummary:
        """Add a session, or replace the one with its id, and return its summary."""
        self.remove(session.id)
        summary = summarize(session)
        oldest_first = self.items[::-1]
        index = len(self.items) - bisect_left(oldest_first, session.id, key=_id)
        self.items.insert(index, summary)
        self._find()
        return summary

    def remove(self, id_: str) -> None:
        """Remove a session; the stats have to be counted again."""
        self.items = [item for item in self.items if _id(item) != id_]
        self.stats = None
        self._find()

    def summary(self, today: date) -> list[str]:
        """How many sessions there are, how many match, and the current trends."""
        sessions = sum(isinstance(item, SessionSummary) for item in self.items)
        unreadable = len(self.items) - sessions
        count = count_text(sessions, "session")
        parts = [f"{len(self.found)} of {count}" if self._query else count]
        if unreadable:
            parts.append(f"{count_text(unreadable, 'file')} unreadable")
        if not self.complete:
            parts.append("reading…")
        return [*parts, *(trend_clauses(self.stats, today) if self.stats else ())]

    @property
    def empty_text(self) -> str:
        """What to show in place of an empty list; empty while there is something in it."""
        if self.found:
            return ""
        if not self.complete:
            return "Reading your sessions…"
        if self.items:
            return "No sessions match. Escape shows all."
        return "No sessions yet. Your first workout will appear here: escape leads back to the presets."

    def _find(self) -> None:
        self.found = [item for item in self.items if self._matches(item)]

    def _matches(self, item: Item) -> bool:
        return self._test(item) if isinstance(item, SessionSummary) else not self._query


def _id(item: Item) -> str:
    return item.id if isinstance(item, SessionSummary) else item.path.stem
