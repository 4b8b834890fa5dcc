"""Bytes from the terminal to Textual's messages. Nothing that a terminal sends raises an error or blocks later keys."""

import re
import time
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from textual._xterm_parser import BRACKETED_PASTE_END, XTermParser
from textual.events import Key, Resize
from textual.message import Message

MAX_SIZE = 2000  # columns or rows; Textual would allocate any size that the terminal reports
PASTE_TIMEOUT = 1.0  # seconds of silence after which the end of a paste has been lost
# What is parsed at once: a complete control sequence, or text up to the next one.
PARTS = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b?[^\x1b]+|\x1b")
# A mouse report in the oldest format, of three bytes of any value. Textual ignores it, if it can decode it.
X10_MOUSE = re.compile(rb"\x1b\[M[^\x1b]{3}")
X10_MOUSE_CUT = re.compile(rb"\x1b\[M[^\x1b]{0,2}\Z")


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
            data = X10_MOUSE.sub(b"", self._cut + data)
            cut = X10_MOUSE_CUT.search(data)
            self._cut = cut[0] if cut else b""
            yield from self._parse(self._decode(data[: len(data) - len(self._cut)]))
        elif self._last_input is not None and now - self._last_input > PASTE_TIMEOUT:
            self._last_input, self._cut = None, b""
            yield from self._parse(BRACKETED_PASTE_END)  # ignored if there was no paste
        yield from self._guarded(self._parser.tick)

    def _parse(self, text: str) -> Iterator[Message]:
        # Sequence by sequence: an error loses the rest of what the parser was given.
        for part in PARTS.findall(text):
            yield from self._guarded(partial(self._parser.feed, part))

    def _guarded(self, parse: Callable[[], Iterable[Message]]) -> Iterator[Message]:
        try:
            yield from filter(_is_usable, parse())
        except (ValueError, OverflowError, ZeroDivisionError, StopIteration):
            self._parser = XTermParser()


def _is_usable(message: Message) -> bool:
    match message:
        case Resize(size=size):
            return 0 < size.width <= MAX_SIZE and 0 < size.height <= MAX_SIZE
        case Key(character=str(character)):
            return not any("\ud800" <= each <= "\udfff" for each in character)
    return True
