"""Writing to the terminal never waits, and stopping waits only while there is progress."""

import os
import re
from collections.abc import Iterator
from threading import Event

import pytest

from legtimer.tui.terminal.writer import TerminalWriter
from tests import needs

MUCH = "x" * 1_000_000


class Line:
    """A pipe in place of a terminal, with the writer on it."""

    def __init__(self) -> None:
        self.reading, self.writing = os.pipe()
        self.closed, self.idle = Event(), Event()
        self.writer = TerminalWriter(self.writing, self.idle.set, self.closed.set)
        self.writer.start()

    def read(self, amount: int) -> bytes:
        read = b""
        while len(read) < amount and (piece := os.read(self.reading, amount - len(read))):
            read += piece
        return read


@pytest.fixture
def line() -> Iterator[Line]:
    line = Line()
    yield line
    os.close(line.reading)
    line.writer.stop()
    line.writer.join(10)
    os.close(line.writing)


def test_everything_is_written_in_order(line: Line) -> None:
    for i in range(100):
        line.writer.write(f"{i:05}")
    assert line.read(500) == b"".join(b"%05d" % i for i in range(100))


def test_the_writer_is_busy_until_everything_is_written(line: Line) -> None:
    assert not line.writer.busy
    line.writer.write(MUCH)
    assert line.writer.busy
    line.read(len(MUCH))
    assert line.idle.wait(10)
    assert not line.writer.busy


def test_forget_drops_what_is_not_being_written_yet(line: Line) -> None:
    line.writer.write(MUCH)
    line.read(1)  # writing has begun
    line.writer.write("forgotten")
    line.writer.forget()
    line.writer.write("end")
    rest = b""
    while not rest.endswith(b"end"):
        rest += os.read(line.reading, 65536)
    assert re.fullmatch(rb"x+\x18end", rest)
    assert len(rest) < len(MUCH) // 2


def test_stop_gives_up_on_a_terminal_that_is_stuck(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legtimer.tui.terminal.writer.STOP_TIMEOUT", 0.2)
    line.writer.write(MUCH)
    line.writer.stop()
    assert line.writer.is_alive()


def test_stop_waits_for_a_slow_terminal(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legtimer.tui.terminal.writer.STOP_TIMEOUT", 5.0)
    line.writer.write("all of it")
    line.writer.stop()
    assert line.read(9) == b"all of it"
    assert not line.writer.is_alive()


def test_a_closed_terminal_is_reported_at_the_next_write() -> None:
    reading, writing = os.pipe()
    closed = Event()
    writer = TerminalWriter(writing, lambda: None, closed.set)
    writer.start()
    os.close(reading)
    writer.write("not read")
    assert closed.wait(10)
    writer.write(MUCH)
    assert not writer.busy
    writer.stop()
    assert not writer.is_alive()
    os.close(writing)


@needs.term
def test_a_terminal_that_closes_while_idle_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legtimer.tui.terminal.writer.POLL", 0.01)
    reading, writing = os.pipe()
    closed = Event()
    writer = TerminalWriter(writing, lambda: None, closed.set)
    writer.start()
    os.close(reading)
    assert closed.wait(10)
    writer.stop()
    os.close(writing)
