"""What the page sends: JSON lists of a kind and its data. Anything else is refused."""

import json
from dataclasses import dataclass

MAX_MESSAGE = 4 * 1024**2  # bytes
MAX_INPUT = 10_000  # characters at once; a longer paste is ignored, because it would keep the app busy for minutes
MAX_SIZE = 2000  # columns or rows


class RefusedError(ValueError):
    """A message or a size that the page does not send. The text says why, in one line."""


@dataclass(frozen=True)
class Input:
    """Keys, mouse and pasted text, as a terminal sends them."""

    text: str


@dataclass(frozen=True)
class Resize:
    """Columns and rows that fit the page, which is being looked at."""

    width: int
    height: int


@dataclass(frozen=True)
class Drawn:
    """The page has drawn one more piece of output."""


@dataclass(frozen=True)
class MaySound:
    """Whether the browser lets the page play sound; most ask for a tap or a key first."""

    allowed: bool


Message = Input | Resize | Drawn | MaySound


def parse_message(data: str) -> Message:
    """Read a message of the page.

    Raises:
        RefusedError: it is not one.
    """
    try:
        message = json.loads(data)
    except (ValueError, RecursionError):
        raise RefusedError("not JSON") from None
    match message:
        case ["stdin", str(text)]:
            return Input(text if len(text) <= MAX_INPUT else "")
        case ["resize", width, height]:
            return Resize(_length(width), _length(height))
        case ["drawn"]:
            return Drawn()
        case ["may_sound", bool(allowed)]:
            return MaySound(allowed)
    raise RefusedError("not a message of legtimer's page")


def parse_size(width: str, height: str) -> tuple[int, int]:
    """Read the size in the address of a connection, in cells.

    Raises:
        RefusedError: it is not a size.
    """
    for text in (width, height):
        if not (text.isascii() and text.isdigit() and len(text) <= len(str(MAX_SIZE))):
            raise RefusedError("width and height must be whole numbers")
    return _length(int(width)), _length(int(height))


def _length(value: object) -> int:
    if type(value) is not int or not 1 <= value <= MAX_SIZE:
        raise RefusedError(f"width and height must be whole numbers from 1 to {MAX_SIZE}")
    return value
