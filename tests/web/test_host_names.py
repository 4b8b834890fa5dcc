"""By which host names a page may address the server, and what the key is made of."""

import socket

import pytest

from legtimer.web.access import KEY_LENGTH, KEY_LETTERS, Access


@pytest.mark.parametrize(
    ("host", "name", "accepted"),
    [
        ("127.0.0.1", "localhost", True),
        ("127.0.0.1", "127.0.0.9", True),
        ("127.0.0.1", "::1", True),
        ("127.0.0.1", "192.168.1.5", False),
        ("127.0.0.1", "box", False),
        ("localhost", "box", False),
        ("127.0.0.1", "", False),
        ("127.0.0.1", "evil.example", False),
        ("0.0.0.0", "192.168.1.5", True),
        ("0.0.0.0", "box", True),
        ("0.0.0.0", "box.local", True),
        ("0.0.0.0", "box.example", False),
        ("0.0.0.0", "localhost", True),
        ("0.0.0.0", "", False),
        ("Mat.example", "mat.example", True),
    ],
)
def test_a_server_answers_to_its_own_names_and_addresses_only(
    host: str, name: str, accepted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "Box")
    assert Access(host, 80).accepts(name) is accepted


def test_the_key_has_only_letters_that_do_not_look_alike() -> None:
    key = Access("localhost", 80).key
    assert len(key) == KEY_LENGTH
    assert set(key) <= set(KEY_LETTERS)
