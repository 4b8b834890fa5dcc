"""Who may use the server: requests need the key, and come from our own page; what a client sends wrong is refused."""

import json
import socket
import sys
from collections.abc import AsyncIterator

import pytest
from aiohttp import WSServerHandshakeError, web
from aiohttp.test_utils import TestClient, TestServer

from legtimer.web import server as server_module
from legtimer.web.messages import Input, RefusedError, parse_message
from legtimer.web.server import AppServer

# Draws one line, then whatever it reads, until that is q.
APP = "import os; os.write(1, b'ready')\nwhile (data := os.read(0, 1000)) not in (b'', b'q'): os.write(1, data)"

Client = TestClient[web.Request, web.Application]


class Visitor:
    """A client without cookies, and the key of its server."""

    def __init__(self, client: Client, key: str) -> None:
        self.client = client
        self.key = key
        self.host = f"{client.server.host}:{client.server.port}"

    async def status(self, path: str, **headers: str) -> tuple[int, str]:
        async with self.client.get(path, headers=headers) as answer:
            return answer.status, await answer.text()


@pytest.fixture
async def visitor() -> AsyncIterator[Visitor]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = AppServer([sys.executable, "-c", APP], host="127.0.0.1", listener=listener, print_line=print)
        async with TestClient(TestServer(await server.make_application())) as client:
            yield Visitor(client, server.access.key)


@pytest.mark.parametrize("path", ["/", "/?key=", "/?key=wrong", "/?key=%C3%A9", "/ws", "/static/js/textual.js"])
async def test_a_request_without_the_key_is_refused(path: str, visitor: Visitor) -> None:
    status, text = await visitor.status(path)
    assert status == 403
    assert "with its key" in text
    assert text.count("\n") == 1


async def test_after_the_first_request_a_strict_cookie_replaces_the_key(visitor: Visitor) -> None:
    async with visitor.client.get(f"/?key={visitor.key}") as answer:
        assert answer.status == 200
        (cookie,) = answer.cookies.values()
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == (visitor.key, True, "Strict")
    assert (await visitor.status("/"))[0] == 200
    assert (await visitor.status("/static/js/textual.js"))[0] == 200
    async with visitor.client.ws_connect("/ws") as connection:
        assert await connection.receive_bytes() == b"ready"


async def test_a_wrong_cookie_is_refused(visitor: Visitor) -> None:
    async with visitor.client.get(f"/?key={visitor.key}") as answer:
        (name,) = answer.cookies
    visitor.client.session.cookie_jar.clear()
    assert (await visitor.status("/", Cookie=f"{name}=wrong"))[0] == 403
    assert (await visitor.status("/", Cookie=f"{name}={visitor.key}"))[0] == 200


async def test_keys_are_compared_in_constant_time(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legtimer.web.access.hmac.compare_digest", lambda *_: False)
    assert (await visitor.status(f"/?key={visitor.key}"))[0] == 403


@pytest.mark.parametrize("path", ["/", "/ws", "/nothing", "/static/js/textual.js"])
@pytest.mark.parametrize("with_key", [True, False])
async def test_no_answer_can_be_framed(path: str, with_key: bool, visitor: Visitor) -> None:
    async with visitor.client.get(f"{path}?key={visitor.key}" if with_key else path) as answer:
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "[::1"},
        {"Host": ""},
        {"Origin": "http://evil.example"},
        {"Origin": "http://[::1"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
async def test_other_hosts_origins_and_ports_are_refused_in_one_line(headers: dict[str, str], visitor: Visitor) -> None:
    for path in ("/", "/ws"):
        status, text = await visitor.status(f"{path}?key={visitor.key}", **headers)
        assert status == 403
        assert "a browser tab of its own" in text
        assert text.count("\n") == 1


async def test_the_origin_of_the_page_itself_is_accepted(visitor: Visitor) -> None:
    assert (await visitor.status(f"/?key={visitor.key}", Origin=f"http://{visitor.host}"))[0] == 200


@pytest.mark.parametrize("size", ["0&height=0", "80&height=0", "x&height=24", "80&height=-1", "9" * 5000, "2001", "٣"])
async def test_an_impossible_size_is_refused_in_one_line(size: str, visitor: Visitor) -> None:
    status, text = await visitor.status(f"/ws?key={visitor.key}&width={size}")
    assert status == 400
    assert "whole numbers" in text
    assert text.count("\n") == 1


MALFORMED = [
    "",
    "[",
    "[" * 100_000,
    "{}",
    "[]",
    "1",
    '["unknown"]',
    '["stdin"]',
    '["stdin", 1]',
    '["resize"]',
    '["resize", {}]',
    '["resize", {"width": 0, "height": 0}]',
    '["resize", {"width": "80", "height": 24}]',
    '["resize", {"width": true, "height": 24}]',
    '["resize", {"width": 1e400, "height": 24}]',
    '["ping", {}]',
]


@pytest.mark.parametrize("message", MALFORMED, ids=lambda message: message[:30])
async def test_a_malformed_message_closes_the_connection_with_a_reason(
    message: str, visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    async with visitor.client.ws_connect(f"/ws?key={visitor.key}") as connection:
        assert await connection.receive_bytes() == b"ready"
        await connection.send_str(message)
        closed = await connection.receive()
        assert closed.data == 1008
        assert closed.extra
        assert "\n" not in closed.extra
    assert caplog.records == []


async def test_messages_of_the_page_reach_the_app_as_a_terminal_would_send_them(visitor: Visitor) -> None:
    async with visitor.client.ws_connect(f"/ws?key={visitor.key}") as connection:
        assert await connection.receive_bytes() == b"ready"
        for message, expected in (
            (["stdin", "h\ud800"], b"h"),
            (["resize", {"width": 100, "height": 30}], b"\x1b[48;30;100;0;0t"),
            (["focus"], b"\x1b[I"),
            (["blur"], b"\x1b[O"),
        ):
            await connection.send_json(message)
            assert await connection.receive_bytes() == expected
        await connection.send_json(["ping", "1"])
        assert await connection.receive_json() == ["pong", "1"]


def test_a_paste_too_long_to_be_meant_is_ignored() -> None:
    assert parse_message(json.dumps(["stdin", "x" * 10_000])) == Input("x" * 10_000)
    assert parse_message(json.dumps(["stdin", "x" * 10_001])) == Input("")


def test_a_message_that_is_not_a_list_is_refused() -> None:
    with pytest.raises(RefusedError):
        parse_message('"stdin"')


async def test_one_client_too_many_sees_why(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_module, "MAX_CLIENTS", 2)
    async with visitor.client.ws_connect(f"/ws?key={visitor.key}") as first:
        await first.receive_bytes()
        async with visitor.client.ws_connect(f"/ws?key={visitor.key}") as second:
            await second.receive_bytes()
            status, text = await visitor.status(f"/?key={visitor.key}")
            assert status == 503
            assert "Close one" in text
            with pytest.raises(WSServerHandshakeError):
                await visitor.client.ws_connect(f"/ws?key={visitor.key}")
            assert (await visitor.status(f"/ws?key={visitor.key}"))[0] == 503


async def test_the_connection_closes_when_the_app_ends(visitor: Visitor) -> None:
    async with visitor.client.ws_connect(f"/ws?key={visitor.key}") as connection:
        assert await connection.receive_bytes() == b"ready"
        await connection.send_json(["stdin", "q"])
        assert (await connection.receive()).data == 1000


async def test_the_server_shows_at_most_eight_clients() -> None:
    assert server_module.MAX_CLIENTS == 8
