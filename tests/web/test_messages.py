"""What a page sends is read within its limits; anything else is refused with a reason."""

import json

import pytest

from legtimer.web.messages import (
    MAX_SIZE,
    Drawn,
    Input,
    MaySound,
    Message,
    RefusedError,
    Resize,
    parse_message,
    parse_size,
)


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        (["stdin", "q"], Input("q")),
        (["resize", 1, MAX_SIZE], Resize(1, MAX_SIZE)),
        (["drawn"], Drawn()),
        (["may_sound", True], MaySound(True)),
        (["may_sound", False], MaySound(False)),
    ],
)
def test_each_message_of_the_page_is_read(sent: list[object], message: Message) -> None:
    assert parse_message(json.dumps(sent)) == message


def test_a_size_in_an_address_is_read_within_its_limits() -> None:
    assert parse_size("1", str(MAX_SIZE)) == (1, MAX_SIZE)
    for text in ("0", "2001", "99999", "", "-1", "1.5", "80 ", "٣", "²"):
        for size in ((text, "24"), ("80", text)):
            with pytest.raises(RefusedError, match=r"^width and height must be whole numbers"):
                parse_size(*size)


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ("[", "^not JSON$"),
        ('["paint"]', "^not a message of legtimer's page$"),
        ('["resize", 0, 24]', "^width and height must be whole numbers from 1 to 2000$"),
        ('["resize", 80, 2001]', "^width and height must be whole numbers from 1 to 2000$"),
    ],
)
def test_what_is_no_message_is_refused_with_a_reason(sent: str, reason: str) -> None:
    with pytest.raises(RefusedError, match=reason):
        parse_message(sent)


def test_a_paste_too_long_to_be_meant_is_ignored() -> None:
    assert parse_message(json.dumps(["stdin", "x" * 10_000])) == Input("x" * 10_000)
    assert parse_message(json.dumps(["stdin", "x" * 10_001])) == Input("")


def test_a_message_that_is_not_a_list_is_refused() -> None:
    with pytest.raises(RefusedError):
        parse_message('"stdin"')
