"""Bytes from the terminal to Textual's messages. Nothing that a terminal sends raises an error or blocks later keys."""

import re
import time
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import MODIFIER_FUNCTIONAL_KEYS
from textual._xterm_parser import BRACKETED_PASTE_END, XTermParser
from textual.events import Resize
from textual.keys import _character_to_key, key_to_character
from textual.message import Message

MAX_SIZE = 2000  # columns or rows; Textual would allocate any size that the terminal reports
PASTE_TIMEOUT = 1.0  # seconds of silence after which the end of a paste has been lost
# What is parsed at once: a complete control sequence, or text up to the next one.
PARTS = r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b?[^\x1b]+|\x1b"
# A mouse report in the oldest format, of three bytes of any value. Textual ignores it, if it can decode it.
X10_MOUSE = rb"\x1b\[M[^\x1b]{3}"
X10_MOUSE_CUT = rb"\x1b\[M[^\x1b]{0,2}\Z"
# A key in the protocol of kitty (https://sw.kovidgoyal.net/kitty/keyboard-protocol/): its code, with shift, and that of
# the key in the same place on a US keyboard; modifiers and the kind of event; what it types.
KITTY_KEY = r"\x1b\[(\d+)(?::(\d*))?(?::(\d+))?(;(\d*)(?::\d*)?(?:;[\d:]*)?)?u"
# Asks for the key in the same place, besides what Textual asks for.
REPORT_PLACES = "\x1b[=4;2u"
SHIFT, CAPS_LOCK = 1, 64  # bits of the modifiers
BY_THEMSELVES = {*MODIFIER_FUNCTIONAL_KEYS, "caps_lock", "num_lock"}  # these keys alone mean nothing

SEQUENCES = {keys[0].value: text for text, keys in list(ANSI_SEQUENCES_KEYS.items())[::-1] if isinstance(keys, tuple)}


def sequence_of(key: str) -> str:
    """What a terminal sends for a key of that name in Textual; nothing if there is none."""
    return key if len(key) == 1 else SEQUENCES.get(key) or key_to_character(key) or ""


class Key(events.Key):
    """A key about which the terminal says more than Textual understands.

    `place` is the key in the same place on a US keyboard, if this key is not an ASCII character; None if not known. The
    class is called as Textual's own, because Textual finds handlers by the name of a message.
    """

    __slots__ = ["place"]

    def __init__(self, key: str, character: str | None, place: str | None) -> None:
        super().__init__(key, character)
        self.place = place


def other_names(event: events.Key) -> Iterator[str]:
    """Yield the keys that a key stands for where no command has it: the small letter, and the key in its place."""
    for key in filter(None, (event.key, getattr(event, "place", None))):
        if key != event.key:
            yield key
        if len(key) == 1 and key != key.lower():
            yield key.lower()


class TerminalInput:
    """Decodes and parses the input of one terminal.

    Textual's input thread ends the app at a byte that is not UTF-8 (https://github.com/Textualize/textual/issues/6456)
    and at a key or size that its parser cannot convert.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._decode = getincrementaldecoder("utf-8")("ignore").decode
        self._parser = XTermParser()
        self._cut = b""
        self._last_input: float | None = None

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield the messages that `data` completes; call it with `b""` every 0.1 s while nothing arrives."""
        now = self._clock()
        if data:
            self._last_input = now
            data = re.sub(X10_MOUSE, b"", self._cut + data)
            cut = re.search(X10_MOUSE_CUT, data)
            self._cut = cut[0] if cut else b""
            yield from self._parse(self._decode(data[: len(data) - len(self._cut)]))
        elif self._last_input is not None and now - self._last_input > PASTE_TIMEOUT:
            self._last_input, self._cut = None, b""
            yield from self._parse(BRACKETED_PASTE_END)  # ignored if there was no paste
        yield from self._guarded(self._parser.tick)

    def _parse(self, text: str) -> Iterator[Message]:
        # Sequence by sequence: an error loses the rest of what the parser was given.
        for part in re.findall(PARTS, text):
            kitty = re.fullmatch(KITTY_KEY, part)
            if kitty is None:
                yield from self._guarded(partial(self._parser.feed, part))
            else:
                plain = f"\x1b[{kitty[1]}{kitty[4] or ''}u"
                for message in self._guarded(partial(self._parser.feed, plain)):
                    yield _placed(message, kitty) if isinstance(message, events.Key) else message

    def _guarded(self, parse: Callable[[], Iterable[Message]]) -> Iterator[Message]:
        try:
            yield from filter(_is_usable, parse())
        except (ValueError, OverflowError, ZeroDivisionError, StopIteration):
            self._parser = XTermParser()


def _placed(event: events.Key, kitty: re.Match[str]) -> Key:
    """Return the key without the effect of Caps Lock on its name, and with its place; it types what it typed."""
    modifiers = int(kitty[5] or "1") - 1
    before, plus, letter = event.key.rpartition("+")
    if modifiers & CAPS_LOCK and not before:
        letter = letter.swapcase() if len(letter) == 1 else letter
    place = None
    if kitty[3] and len(letter) == 1 and not letter.isascii():
        there = chr(int(kitty[3]))
        there = there.upper() if modifiers & SHIFT and not before else there
        place = f"{before}{plus}{_character_to_key(there)}"
    return Key(f"{before}{plus}{letter}", event.character, place)


def _is_usable(message: Message) -> bool:
    match message:
        case events.Key(key=key) if key in BY_THEMSELVES or not key.isprintable():
            return False
        case Resize(size=size):
            return 0 < size.width <= MAX_SIZE and 0 < size.height <= MAX_SIZE
        case events.Key(character=str(character)):
            return not any("\ud800" <= each <= "\udfff" for each in character)
    return True
