"""Finding sessions by words, all of which must match.

`pain`, `tight` and `fine` are about the back; `completed`, `stopped`, `interrupted` and `running` about how the session
ended; `form` is a form break; `effort>7` (also `=`, `<`, `>=`, `<=`) the effort; `2026`, `2026-11` or `2026-11-22` the
date, with `..` between two dates or at either end for a period. Any other word is a part of the preset's name.
"""

import operator
import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import get_args

from legtimer.core.session import Back, SessionSummary, Status

Matcher = Callable[[SessionSummary], bool]

_COMPARISONS: dict[str, Callable[[int, int], bool]] = {
    "=": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
}


def search(text: str) -> Matcher:
    """A test of whether a session matches every word of a text; without words, every session does."""
    matchers = [_matcher(word) for word in text.casefold().split()]
    return lambda summary: all(matches(summary) for matches in matchers)


def _matcher(word: str) -> Matcher:
    if word in get_args(Back):
        return lambda summary: summary.back == word
    if word in get_args(Status):
        return lambda summary: summary.status == word
    if word == "form":
        return lambda summary: summary.form_break
    return (
        _effort(word)
        or _date(word)
        or (lambda summary: word in summary.preset.casefold() or word in summary.name.casefold())
    )


def _effort(word: str) -> Matcher | None:
    match = re.fullmatch(r"effort([<>]=?|=)(\d{1,2})", word)
    if match is None:
        return None
    compare, number = _COMPARISONS[match[1]], int(match[2])
    return lambda summary: summary.effort is not None and compare(summary.effort, number)


def _date(word: str) -> Matcher | None:
    first, dots, last = word.partition("..")
    start = _days(first) if first else (date.min, date.min)
    end = _days(last or first) if (last or not dots) else (date.max, date.max)
    if start is None or end is None or word == "..":
        return None
    return lambda summary: start[0] <= summary.day <= end[1]


def _days(text: str) -> tuple[date, date] | None:
    """The first and last day of a year, month or day; None if the text is none of these."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?", text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        last_month = month or 12
        return first, date(first.year, last_month, day or monthrange(first.year, last_month)[1])
    except ValueError:
        return None
