"""How texts, numbers and lengths of time are spoken, and the file in which a text is recorded."""

import re
from unicodedata import combining, normalize

LONGEST_STEM = 64  # characters
# Names with another meaning: the sounds that are not speech, and those that Windows reserves.
NOT_SPEECH = r"click-.+|tick|count|soft-count|end-of-set|end-of-workout|con|prn|aux|nul|(com|lpt)\d"

NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def spoken_stem(text: str) -> str:
    """The name, without its ending, of the WAV file in which this text is recorded; empty if nothing can be spoken.

    Lower case without accents and apostrophes, and a hyphen for each run of other characters. Texts that differ only
    in these share a file. A long name is cut after a whole word, and a hash of the uncut one is added.
    """
    plain = "".join(character for character in normalize("NFKD", text.casefold()) if not combining(character))
    stem = re.sub(r"[\W_]+", "-", re.sub(r"['’]", "", plain)).strip("-")
    if re.fullmatch(NOT_SPEECH, stem):
        return f"{stem}-spoken"
    if len(stem) > LONGEST_STEM:
        from hashlib import sha256  # noqa: PLC0415  # loads OpenSSL, which the first frame would wait for

        return f"{stem[: LONGEST_STEM - 8].rpartition('-')[0]}-{sha256(stem.encode()).hexdigest()[:8]}"
    return stem


def spoken_number(number: int) -> str:
    """A number from 0 to 999 in words."""
    if number >= 100:
        rest = f" and {spoken_number(number % 100)}" if number % 100 else ""
        return f"{NUMBERS[number // 100]} hundred{rest}"
    if number >= 20:
        return TENS[number // 10] + (f"-{NUMBERS[number % 10]}" if number % 10 else "")
    return NUMBERS[number]


def spoken_duration(seconds: int) -> str:
    """A length of time in words: seconds up to 99, then minutes and the seconds left over."""
    if seconds < 100:
        return "one second" if seconds == 1 else f"{spoken_number(seconds)} seconds"
    minutes, rest = divmod(seconds, 60)
    whole = "one minute" if minutes == 1 else f"{spoken_number(minutes)} minutes"
    return f"{whole} {spoken_number(rest)}" if rest else whole


def spoken_sets(number: int) -> str:
    """A number of sets in words."""
    return "one set" if number == 1 else f"{spoken_number(number)} sets"
