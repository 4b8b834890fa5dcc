"""Reads numbers, durations and dates as people, spreadsheets and other programs write them."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone

NOON = 12  # the hour of a date without a time
A_DATE = "a date and time such as 2026-11-22 18:30"

# The beginnings of the names of months, without accents: English, German, French, Spanish, Portuguese, Italian, Dutch.
MONTHS = (
    ("jan", "ene", "gen"),
    ("feb", "fev"),
    ("mar", "mrz", "maa"),
    ("apr", "avr", "abr"),
    ("may", "mai", "mag", "mei"),
    ("jun", "juin", "giu"),
    ("jul", "juil", "lug"),
    ("aug", "aou", "ago"),
    ("sep", "set"),
    ("oct", "okt", "ott", "out"),
    ("nov",),
    ("dec", "dez", "dic"),
)

_TIME = (
    r"(?:(?:T|,?\s*(?:at\s+|um\s+|à\s+)?)(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap])?\.?(?:m\.?)?)?\s*(?P<offset>Z|[+-]\d{2}:?\d{2})?"
)
_NUMBERS = rf"(\d{{1,4}})([./-])(\d{{1,2}})\2(\d{{1,4}}){_TIME}"
_DAY_AND_NAME = rf"(?P<day>\d{{1,2}})\.?\s+(?P<name>[^\W\d]+)\.?,?\s+(?P<year>\d{{4}}){_TIME}"
_NAME_AND_DAY = rf"(?P<name>[^\W\d]+)\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}}){_TIME}"
_CLOCK = r"(?:(\d{1,4}):)?(\d{1,3}):(\d{2}(?:[.,]\d+)?)"
_UNITS = (
    r"(?:(\d{1,6})\s*h(?:ours?|rs?)?)?\s*(?:(\d{1,6})\s*m(?:in(?:utes?|s)?)?)?\s*(?:(\d{1,6})\s*s(?:ec(?:onds?|s)?)?)?"
)


class AmbiguousDateError(ValueError):
    """A date that can be read in two ways, such as 3/4/2026."""


def read_number(text: str) -> float:
    """A number with a decimal point or comma: `2.5`, `2,5`.

    Raises:
        ValueError: the text is anything else, such as `inf` or `nan`.
    """
    if not re.fullmatch(r"\s*[+-]?(\d{1,15}([.,]\d{0,20})?|[.,]\d{1,20})\s*", text, re.ASCII):
        raise ValueError(_found(text, "a number"))
    return float(text.replace(",", "."))


def read_whole_number(text: str) -> int:
    """A whole number; `10.0` and `10,0` are whole too.

    Raises:
        ValueError: the text is anything else.
    """
    number = read_number(text)
    if number != int(number):
        raise ValueError(_found(text, "a whole number"))
    return int(number)


def read_duration(text: str) -> float:
    """Seconds, written as `90`, `1:30`, `0:01:30`, `1h 30m` or `90 s`.

    Raises:
        ValueError: the text is anything else.
    """
    text = text.strip()
    if clock := re.fullmatch(_CLOCK, text):
        hours, minutes, seconds = clock.groups(default="0")
        return int(hours) * 3600 + int(minutes) * 60 + read_number(seconds)
    if text and (units := re.fullmatch(_UNITS, text.lower())):
        hours, minutes, seconds = units.groups(default="0")
        return float(int(hours) * 3600 + int(minutes) * 60 + int(seconds))
    try:
        return read_number(text)
    except ValueError:
        raise ValueError(_found(text, "seconds, or a time such as 1:30")) from None


def day_comes_first(dates: Iterable[str]) -> bool | None:
    """Whether dates such as 3/4/2026 have the day first, if any of them shows it; None if none does."""
    for text in dates:
        found = re.fullmatch(_NUMBERS, text.strip(), re.IGNORECASE)
        if found is not None and found[2] == "/" and len(found[1]) <= 2:
            first, second = int(found[1]), int(found[3])
            if max(first, second) > len(MONTHS):
                return first > second
    return None


def read_moment(text: str, day_first: bool | None = None) -> datetime:
    """A date with or without a time and an offset from UTC; without a time, noon.

    3/4/2026 is 3 April if `day_first` is True, 4 March if it is False.

    Raises:
        ValueError: the text is not a date.
        AmbiguousDateError: the text can be read as two dates, and `day_first` is None.
    """
    text = text.strip()
    numbers, day_and_name, name_and_day = (
        re.fullmatch(pattern, text, re.IGNORECASE) for pattern in (_NUMBERS, _DAY_AND_NAME, _NAME_AND_DAY)
    )
    found = numbers or day_and_name or name_and_day
    if found is None:
        raise ValueError(_found(text, A_DATE))
    year, month, day = _from_numbers(found, day_first) if numbers else _from_name(found)
    hour = NOON if found["hour"] is None else int(found["hour"])
    if found["half"]:
        hour = hour % NOON + (NOON if found["half"].lower() == "p" else 0)
    try:
        moment = datetime(year, month, day, hour, int(found["minute"] or 0), int(found["second"] or 0))
        return moment.replace(tzinfo=_offset(found["offset"]))
    except ValueError:
        raise ValueError(_found(text, A_DATE)) from None


def _from_numbers(found: re.Match[str], day_first: bool | None) -> tuple[int, int, int]:
    first, separator, second, third = found[1], found[2], found[3], found[4]
    if len(first) == 4:
        return int(first), int(second), int(third)
    if separator == "/" and day_first is None:
        day_first = day_comes_first([found[0]])
        if day_first is None and first != second:
            raise AmbiguousDateError(_found(found[0], "a date that can be read in one way only, such as 2026-11-22"))
    year = int(third) + (2000 if len(third) == 2 else 0)
    if separator == "/" and not day_first:
        return year, int(first), int(second)
    return year, int(second), int(first)


def _from_name(found: re.Match[str]) -> tuple[int, int, int]:
    decomposed = unicodedata.normalize("NFD", found["name"].lower())
    name = "".join(letter for letter in decomposed if unicodedata.category(letter) != "Mn")
    month = next((number for number, beginnings in enumerate(MONTHS, 1) if name.startswith(beginnings)), 0)
    return int(found["year"]), month, int(found["day"])  # no date has month 0: the caller reports it


def _offset(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text in "Zz":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    return timezone((-1 if text[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))


def _found(text: str, expected: str) -> str:
    return f"found {text[:60]!r}, expected {expected}"
