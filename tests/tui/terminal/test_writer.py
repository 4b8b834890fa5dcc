"""The line to the terminal: whoever writes to it never waits, and whoever stops it waits no longer than it moves."""

import os
import re
from collections.abc import Iterator
from threading import Event

import pytest

from legtimer.tui.terminal.writer import TerminalWriter

MUCH = "x" * 1_000_000


class End:
    """The other end of a line."""

    def __init__(self) -> None:
        self.reading, self.writing = os.pipe()
        self.gone, self.taken = Event(), Event()
        self.line = TerminalWriter(self.writing, self.taken.set, self.gone.set)
        self.line.start()

    def read(self, amount: int) -> bytes:
        read = b""
        while len(read) < amount and (piece := os.read(self.reading, amount - len(read))):
            read += piece
        return read


@pytest.fixture
def end() -> Iterator[End]:
    end = End()
    yield end
    os.close(end.reading)
    end.line.stop()
    end.line.join(10)
    os.close(end.writing)


def test_all_of_it_arrives_in_order(end: End) -> None:
    for i in range(100):
        end.line.write(f"{i:05}")
    assert end.read(500) == b"".join(b"%05d" % i for i in range(100))


def test_it_is_busy_until_all_is_taken(end: End) -> None:
    assert not end.line.busy
    end.line.write(MUCH)
    assert end.line.busy
    end.read(len(MUCH))
    assert end.taken.wait(10)
    assert not end.line.busy


def test_what_has_not_begun_can_be_forgotten(end: End) -> None:
    end.line.write(MUCH)
    end.read(1)  # it has begun
    end.line.write("forgotten")
    end.line.forget()
    end.line.write("end")
    rest = b""
    while not rest.endswith(b"end"):
        rest += os.read(end.reading, 65536)
    assert re.fullmatch(rb"x+\x18end", rest)
    assert len(rest) < len(MUCH) // 2


def test_an_end_that_takes_nothing_does_not_hold_up_a_stop(end: End, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legtimer.tui.terminal.writer.DEAD", 0.2)
    end.line.write(MUCH)
    end.line.stop()
    assert end.line.is_alive()


def test_an_end_that_is_slow_gets_all_before_a_stop(end: End, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legtimer.tui.terminal.writer.DEAD", 5.0)
    end.line.write("all of it")
    end.line.stop()
    assert end.read(9) == b"all of it"
    assert not end.line.is_alive()


def test_an_end_that_is_gone_is_told_of() -> None:
    reading, writing = os.pipe()
    gone = Event()
    line = TerminalWriter(writing, lambda: None, gone.set)
    line.start()
    os.close(reading)
    line.write("nobody there")
    assert gone.wait(10)
    line.write(MUCH)
    assert not line.busy
    line.stop()
    assert not line.is_alive()
    os.close(writing)


def test_an_end_that_goes_while_nothing_is_written_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legtimer.tui.terminal.writer.LOOK", 0.01)
    reading, writing = os.pipe()
    gone = Event()
    line = TerminalWriter(writing, lambda: None, gone.set)
    line.start()
    os.close(reading)
    assert gone.wait(10)
    line.stop()
    os.close(writing)
