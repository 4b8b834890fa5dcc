"""Finding sessions by words: every word of a search has to hold. A new kind of word is a line in the table.

`pain`, `tight`, `fine` ask for the back; `completed`, `stopped`, `interrupted`, `running` for how it ended, `form` for
a form break; `effort>7` (also `=`, `<`, `>=`, `<=`) for the effort; `2026`, `2026-11` and `2026-11-22` for the time,
with `..` between two of them or at either end; anything else for a part of the preset's name.
"""

import operator
import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import get_args

from legtimer.core.session import Back, Status
from legtimer.core.session_summary import SessionSummary

Test = Callable[[SessionSummary], bool]

_COMPARE: dict[str, Callable[[int, int], bool]] = {
    "=": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
}
_DATE = r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?"


def search(text: str) -> Test:
    """What a session must be like to be found; everything is, where nothing is asked for."""
    tests = [_test(word) for word in text.casefold().split()]
    return lambda summary: all(test(summary) for test in tests)


def _test(word: str) -> Test:
    return next(test for kind in _KINDS if (test := kind(word)) is not None)


def _back(word: str) -> Test | None:
    return (lambda summary: summary.back == word) if word in get_args(Back) else None


def _status(word: str) -> Test | None:
    return (lambda summary: summary.status == word) if word in get_args(Status) else None


def _form(word: str) -> Test | None:
    return (lambda summary: summary.broken) if word == "form" else None


def _effort(word: str) -> Test | None:
    found = re.fullmatch(r"effort([<>]=?|=)(\d{1,2})", word)
    if found is None:
        return None
    compare, number = _COMPARE[found[1]], int(found[2])
    return lambda summary: summary.effort is not None and compare(summary.effort, number)


def _time(word: str) -> Test | None:
    first, dots, last = word.partition("..")
    start = _days(first) if first else (date.min, date.min)
    end = _days(last or first) if (last or not dots) else (date.max, date.max)
    if start is None or end is None or word == "..":
        return None
    return lambda summary: start[0] <= summary.day <= end[1]


def _days(text: str) -> tuple[date, date] | None:
    """The first and the last day of a year, a month or a day."""
    found = re.fullmatch(_DATE, text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        last_month = month or 12
        return first, date(first.year, last_month, day or monthrange(first.year, last_month)[1])
    except ValueError:
        return None


def _name(word: str) -> Test:
    return lambda summary: word in summary.preset.casefold() or word in summary.name.casefold()


_KINDS: tuple[Callable[[str], Test | None], ...] = (_back, _status, _form, _effort, _time, _name)
