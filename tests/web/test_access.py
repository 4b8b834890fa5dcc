"""Who may use the server: requests need the key, and come from our own page; what a client sends wrong is refused."""

import asyncio
import hmac
import json
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from aiohttp import ClientWebSocketResponse, WSMessage, WSMsgType, WSServerHandshakeError, web
from aiohttp.test_utils import TestClient, TestServer

from legtimer.web import shared_apps
from legtimer.web.messages import MAX_MESSAGE
from legtimer.web.server import MAX_REQUEST, AppServer

# Draws one line, then whatever it reads, until that is q.
APP = "import os; os.write(1, b'ready')\nwhile (data := os.read(0, 1000)) not in (b'', b'q'): os.write(1, data)"

Client = TestClient[web.Request, web.Application]
Connection = ClientWebSocketResponse


class Visitor:
    """A client without cookies, and the key of its server."""

    def __init__(self, client: Client, key: str) -> None:
        self.client = client
        self.key = key
        self.host = f"{client.server.host}:{client.server.port}"

    async def status(self, path: str, **headers: str) -> tuple[int, str]:
        async with self.client.get(path, headers=headers) as answer:
            return answer.status, await answer.text()


async def output(connection: Connection) -> bytes:
    """The next that the app draws."""
    while (message := await connection.receive()).type is not WSMsgType.BINARY:
        assert message.type is WSMsgType.TEXT, message
    data: bytes = message.data
    return data


async def closing(connection: Connection) -> WSMessage:
    """The message with which the server closes a connection."""
    while (message := await connection.receive()).type is WSMsgType.TEXT:
        pass
    return message


@pytest.fixture
async def visitor() -> AsyncIterator[Visitor]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = AppServer([sys.executable, "-c", APP], host="127.0.0.1", listener=listener, sound={})
        async with TestClient(TestServer(server.make_application())) as client:
            yield Visitor(client, server.access.key)


@pytest.mark.parametrize("path", ["/", "/?key=", "/?key=wrong", "/?key=%C3%A9", "/ws", "/page/main.js"])
async def test_a_request_without_the_key_is_refused(path: str, visitor: Visitor) -> None:
    status, text = await visitor.status(path)
    assert status == 403
    assert "with its key" in text
    assert text.count("\n") == 1


async def test_after_the_first_request_a_strict_cookie_replaces_the_key(visitor: Visitor) -> None:
    async with visitor.client.get(f"/?key={visitor.key}") as answer:
        assert answer.status == 200
        cookies = list(answer.cookies.values())
    assert visitor.key in [cookie.value for cookie in cookies]
    assert all((cookie["httponly"], cookie["samesite"]) == (True, "Strict") for cookie in cookies)
    assert (await visitor.status("/"))[0] == 200
    assert (await visitor.status("/page/main.js"))[0] == 200
    async with visitor.client.ws_connect("/ws") as connection:
        assert await output(connection) == b"ready"


async def test_a_wrong_cookie_is_refused(visitor: Visitor) -> None:
    async with visitor.client.get(f"/?key={visitor.key}") as answer:
        name = next(name for name, cookie in answer.cookies.items() if cookie.value == visitor.key)
    visitor.client.session.cookie_jar.clear()
    assert (await visitor.status("/", Cookie=f"{name}=wrong"))[0] == 403
    assert (await visitor.status("/", Cookie=f"{name}={visitor.key}"))[0] == 200


async def test_a_cookie_that_is_no_text_is_refused_like_any_other(visitor: Visitor) -> None:
    async with visitor.client.get(f"/?key={visitor.key}") as answer:
        name = next(name for name, cookie in answer.cookies.items() if cookie.value == visitor.key)
    reader, writer = await asyncio.open_connection(visitor.client.server.host, visitor.client.server.port)
    writer.write(f"GET / HTTP/1.1\r\nHost: {visitor.host}\r\nCookie: {name}=".encode() + b"\xff\r\n\r\n")
    assert b" 403 " in await reader.readline()
    writer.close()
    await writer.wait_closed()


async def test_keys_are_compared_in_constant_time(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legtimer.web.access.hmac.compare_digest", lambda *_: False)
    assert (await visitor.status(f"/?key={visitor.key}"))[0] == 403


@pytest.mark.parametrize("path", ["/", "/ws", "/nothing", "/page/main.js"])
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
    '["resize", 80]',
    '["resize", 0, 0]',
    '["resize", "80", 24]',
    '["resize", true, 24]',
    '["resize", 1e400, 24]',
    '["may_sound", 1]',
]


@pytest.mark.parametrize("message", MALFORMED, ids=lambda message: message[:30])
async def test_a_malformed_message_closes_the_connection_with_a_reason(
    message: str, visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    async with visitor.client.ws_connect(f"/ws?key={visitor.key}") as connection:
        assert await output(connection) == b"ready"
        await connection.send_str(message)
        closed = await closing(connection)
        assert closed.data == 1008
        assert closed.extra
        assert "\n" not in closed.extra
    assert caplog.records == []


async def test_messages_of_the_page_reach_the_app_as_a_terminal_would_send_them(visitor: Visitor) -> None:
    async with visitor.client.ws_connect(f"/ws?key={visitor.key}") as connection:
        assert await output(connection) == b"ready"
        for message, expected in (
            (["stdin", "h\ud800"], b"h"),
            (["resize", 100, 30], b"\x1b[48;30;100;0;0t"),
        ):
            await connection.send_json(message)
            assert await output(connection) == expected


async def test_a_page_is_told_the_time_of_the_clock_by_which_sound_is_due(visitor: Visitor) -> None:
    before = time.monotonic_ns() / 1e6
    async with visitor.client.ws_connect(f"/ws?key={visitor.key}") as connection:
        told: list[float] = []
        while len(told) < 6:  # five at once, then one a second
            message = await connection.receive()
            if message.type is WSMsgType.TEXT and (parts := json.loads(message.data))[0] == "time":
                told.append(parts[1])
        assert told == sorted(told)
        assert before <= told[0]
        assert told[-1] <= time.monotonic_ns() / 1e6


async def test_a_message_that_is_too_long_closes_the_connection(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    async with visitor.client.ws_connect(f"/ws?key={visitor.key}") as connection:
        assert await output(connection) == b"ready"
        with suppress(ConnectionError):  # closed before all of it was sent
            await connection.send_str("x" * (MAX_MESSAGE + 1))
        assert (await closing(connection)).type in (WSMsgType.CLOSE, WSMsgType.CLOSED, WSMsgType.ERROR)
    assert caplog.records == []


async def test_a_request_with_a_body_or_a_long_address_is_refused(visitor: Visitor) -> None:
    async with visitor.client.post(f"/?key={visitor.key}", data=b"x" * (MAX_REQUEST + 1)) as answer:
        assert answer.status == 405
    assert (await visitor.status(f"/?key={visitor.key}&more={'x' * 100_000}"))[0] == 400


async def test_one_client_too_many_sees_why(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_apps, "MAX_PAGES", 2)
    async with visitor.client.ws_connect(f"/ws?key={visitor.key}") as first:
        await output(first)
        async with visitor.client.ws_connect(f"/ws?key={visitor.key}") as second:
            await output(second)
            status, text = await visitor.status(f"/?key={visitor.key}")
            assert status == 503
            assert "Close one" in text
            with pytest.raises(WSServerHandshakeError):
                await visitor.client.ws_connect(f"/ws?key={visitor.key}")
            assert (await visitor.status(f"/ws?key={visitor.key}"))[0] == 503


async def test_the_connection_closes_when_the_app_ends(visitor: Visitor) -> None:
    async with visitor.client.ws_connect(f"/ws?key={visitor.key}") as connection:
        assert await output(connection) == b"ready"
        await connection.send_json(["stdin", "q"])
        assert (await closing(connection)).data == 1000


async def test_the_server_shows_at_most_eight_clients() -> None:
    assert shared_apps.MAX_PAGES == 8


async def test_a_missing_and_a_wrong_key_take_the_same_path_to_the_same_answer(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[bytes] = []
    compare_digest = hmac.compare_digest  # in constant time

    def compare(given: bytes, key: bytes) -> bool:
        compared.append(key)
        return compare_digest(given, key)

    monkeypatch.setattr("legtimer.web.access.hmac.compare_digest", compare)
    cookie = f"legtimer-key-{visitor.host.rpartition(':')[2]}"
    almost = f"{visitor.key[:-1]}-"
    answers = set()
    for path in ("/", "/?key=", "/?key=wrong", f"/?key={almost}", "/ws", "/sound/1", "/page/main.js", "/nothing"):
        for headers in ({}, {"Cookie": f"{cookie}=wrong"}, {"Cookie": f"{cookie}={almost}"}):
            compared.clear()
            answers.add(await visitor.status(path, **headers))
            assert compared == 2 * [visitor.key.encode()]  # with the address and the cookie, always both
    ((status, _),) = answers
    assert status == 403


async def test_the_page_may_run_and_load_nothing_but_its_own_files(visitor: Visitor) -> None:
    async with visitor.client.get(f"/?key={visitor.key}") as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self';" in policy
    assert "unsafe-eval" not in policy


@pytest.mark.parametrize("path", ["/page/", "/page/xterm/", "/page/../server.py", "/page/%2e%2e/server.py", "/page/.x"])
async def test_only_files_of_the_page_are_served_and_no_folder_is_listed(path: str, visitor: Visitor) -> None:
    assert (await visitor.status(f"{path}?key={visitor.key}"))[0] == 404


@pytest.mark.parametrize(("query", "status"), [("?from=0&to=1", 404), ("", 400), ("?from=x&to=1", 400)])
async def test_sound_that_is_not_there_is_refused(query: str, status: int, visitor: Visitor) -> None:
    await visitor.status(f"/?key={visitor.key}")
    assert (await visitor.status(f"/sound/1{query}"))[0] == status


async def test_the_tabs_of_a_browser_show_one_app_which_waits_for_them(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_apps, "GRACE", 0.5)
    await visitor.status(f"/?key={visitor.key}")
    async with visitor.client.ws_connect("/ws") as first:
        assert await output(first) == b"ready"
        async with visitor.client.ws_connect("/ws") as second:
            await first.send_json(["stdin", "both"])
            for connection in (first, second):
                while b"both" not in await output(connection):
                    pass
    async with visitor.client.ws_connect("/ws") as returned:  # in time: the same app, which draws everything
        assert b"\x1b[48;24;80;0;0t" in await output(returned)
    await asyncio.sleep(1.0)
    async with visitor.client.ws_connect("/ws") as late:
        assert await output(late) == b"ready"


async def test_a_page_that_draws_nothing_gets_no_more_than_it_can_hold(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("legtimer.web.page_connection.IN_FLIGHT", 5)
    async with visitor.client.ws_connect(f"/ws?key={visitor.key}") as connection:
        assert await output(connection) == b"ready"
        for text in ("a", "b", "c"):
            await connection.send_json(["stdin", text])
            await asyncio.sleep(0.1)
        await connection.send_json(["drawn"])
        assert await output(connection) == b"a"
        await connection.send_json(["drawn"])
        assert await output(connection) == b"\x18"  # what was lost is drawn again
        assert await output(connection) == b"\x1b[48;24;80;0;0t"
