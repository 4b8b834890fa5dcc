"""Whatever bytes a terminal sends, wherever they are cut: no error, and the next key is understood."""

import os
import random
from collections.abc import Iterator

import pytest
from textual.events import Key, MouseDown, Paste, Resize
from textual.message import Message

from legtimer.tui.textual_compat.input import MAX_SIZE, PASTE_TIMEOUT, TerminalInput

QUICK = 20_000  # inputs
MANY = int(os.environ.get("LEGTIMER_INPUTS", "100000"))  # `make storm` sets a million
SEED = 20261125
PIECES = (
    b"\xff", b"\xe9", b"\xe2\x82", b"\xe2\x82\xac", b"\xc3", b"a", b"q", b"\x1b", b"[", b"O", b"\x1b[", b"\x1b[M",
    b"\x1b[M \xff\xff", b"\x1b[<0;1;1M", b"\x1b[<64;999999999999;5M", b"\x1b[<0;-5;3m", b"\x1b[<35;7;7M",
    b"\x1b[97;1;9999999u", b"\x1b[9999999u", b"\x1b[1:2u", b"\x1b[55296;1;55296u", b"\x1b[97;5u", b"\x1b[;u",
    b"\x1b[57352u",
    b"\x1b[48;1;1;0;0t", b"\x1b[48;0;0;0;0t", b"\x1b[48;24;80;480;800t", b"\x1b[48;9999999;9999999;1;1t",
    b"\x1b[1;1R", b"\x1b[?2026;2$y", b"\x1b[?2048;9$y", b"\x1b[200~", b"\x1b[201~", b"\x1b[I", b"\x1b[O",
    b"\x1b[A", b"\x1bOP",
    b";", b":", b"M", b"u", b"~", b"0", b"999999999999999999999", b"\x00", b"\x7f", b"\r", b"\x03", b"\xf4\x90\x80\x80",
)  # fmt: skip


class Terminal:
    """An input whose time only the test moves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        monkeypatch.setattr("textual._parser.get_time", lambda: self.now)
        self.input = TerminalInput(lambda: self.now)

    def send(self, data: bytes) -> list[Message]:
        return list(self.input.feed(data))

    def wait(self, seconds: float = 2 * PASTE_TIMEOUT) -> list[Message]:
        """Pass time, with the polls of the input thread."""
        messages = []
        for _ in range(round(seconds * 10)):
            self.now += 0.1
            messages += self.send(b"")
        return messages

    def keys(self, data: bytes) -> list[str]:
        return [message.key for message in self.send(data) + self.wait() if isinstance(message, Key)]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(monkeypatch)


@pytest.mark.parametrize(
    "data",
    [b"\xff", b"\xe9", b"\xe2\x82", b"\x1b[M \xff\xff", b"\x1b[M\xe2\xc3\xb6", b"\x1b[97;1;9999999u", b"\x1b[1:2u",
     b"\x1b[55296;1;55296u", b"\x1b[57358;5;55296u", b"\x1b[48;0;0;0;0t", b"\x1b[48;9999999;9999999;1;1t",
     b"\x1b[999999999999999999999u"],
    ids=repr,
)  # fmt: skip
def test_what_cannot_be_understood_is_skipped_and_the_next_key_is_not(data: bytes, terminal: Terminal) -> None:
    # An old mouse report that is cut within its first three bytes is taken for keys.
    for cut in range(3 if data.startswith(b"\x1b[M") else 0, len(data) + 1):
        assert terminal.keys(b"a") == ["a"]
        before = [m.key for m in [*terminal.send(data[:cut]), *terminal.send(data[cut:])] if isinstance(m, Key)]
        assert before == []
        assert terminal.keys(b"q") == ["q"]


def test_a_key_after_a_bad_sequence_in_one_read_is_understood(terminal: Terminal) -> None:
    assert terminal.keys(b"\x1b[97;1;9999999u\x1b[Aq") == ["up", "q"]


def test_a_character_that_is_cut_between_two_reads_is_one_key(terminal: Terminal) -> None:
    terminal.send(b"\xe2\x82")
    assert terminal.keys(b"\xac") == ["euro_sign"]


def test_a_mouse_report_in_the_oldest_format_gives_no_keys_wherever_it_is_cut(terminal: Terminal) -> None:
    report = b"\x1b[M C\xa5"
    for cut in range(4, len(report)):
        assert terminal.send(report[:cut]) == []
        assert terminal.keys(report[cut:] + b"q") == ["q"]


def test_a_lone_escape_is_the_escape_key(terminal: Terminal) -> None:
    assert terminal.keys(b"\x1b") == ["escape"]


def test_a_mouse_report_and_a_size_still_arrive(terminal: Terminal) -> None:
    messages = terminal.send(b"\x1b[<0;5;6M\x1b[48;24;80;480;800t")
    assert [type(message) for message in messages] == [MouseDown, Resize]


def test_a_paste_arrives_whole_and_one_without_an_end_is_ended(terminal: Terminal) -> None:
    whole = terminal.send(b"\x1b[200~two words\x1b[201~q")
    assert [message.text for message in whole if isinstance(message, Paste)] == ["two words"]
    assert terminal.keys(b"\x1b[200~lost") == []
    assert terminal.keys(b"q") == ["q"]


def random_inputs(count: int) -> Iterator[bytes]:
    chance = random.Random(SEED)
    for _ in range(count):
        data = b"".join(chance.choice(PIECES) for _ in range(chance.randint(1, 4)))
        if chance.random() < 0.3:
            data = bytes(chance.randrange(256) for _ in range(chance.randint(1, 6)))
        yield data[: chance.randint(1, len(data))]


@pytest.mark.parametrize("count", [QUICK, pytest.param(MANY, marks=pytest.mark.slow)])
def test_random_input_raises_nothing_and_the_next_key_is_understood(count: int, terminal: Terminal) -> None:
    for number, data in enumerate(random_inputs(count)):
        for message in terminal.send(data):
            if isinstance(message, Resize):
                assert 0 < message.size.width <= MAX_SIZE
        if number % 20 == 0:
            terminal.wait(PASTE_TIMEOUT + 0.3)
            assert [m.key for m in terminal.send(b"q") if isinstance(m, Key)] == ["q"], data


def test_a_key_in_the_same_read_as_an_impossible_key_code_is_understood(terminal: Terminal) -> None:
    assert terminal.keys(b"\x1b[97;1;9999999uh") == ["h"]
