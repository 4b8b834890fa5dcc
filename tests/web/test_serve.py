"""The app in a browser: it opens, keys reach it, and requests from other sites are refused."""

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

from legtimer.cli import main
from legtimer.web.server import AppServer, is_loopback
from tests import needs
from tests.web.browser import CHROMIUM, opened

pytestmark = needs.signals  # the server is ended with SIGINT


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Host and port of a running `legtimer serve`."""
    folders = ["--config-dir", str(tmp_path / "config"), "--data-dir", str(tmp_path / "data")]
    command = [sys.executable, "-m", "legtimer", "serve", "--port", str(free_port()), *folders]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        found = re.search(r"http://(\S+)", server.stdout.readline())
        assert found
        assert "not in the browser" in server.stdout.readline()
        yield found[1]
    finally:
        server.send_signal(signal.SIGINT)
        _, errors = server.communicate(timeout=30)
    assert errors == ""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
async def test_a_browser_shows_the_app_and_sends_it_keys(address: str, tmp_path: Path) -> None:
    async with opened(f"http://{address}/", tmp_path / "profile") as tab:
        await tab.until(lambda: "Lying leg lift" in tab.received)
        await tab.press("h")
        await tab.until(lambda: "History" in tab.received)
        assert len(tab.requests) > 2
        assert all(url.startswith(f"http://{address}/") for url in tab.requests.values())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "evil.example:8000"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
async def test_requests_from_other_sites_are_refused(headers: dict[str, str], status: int, address: str) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(f"http://{address}/", headers=headers) as answer:
            assert answer.status == status
        if status == 403:
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(f"http://{address}/ws", headers=headers)


@pytest.mark.parametrize(
    ("bound", "host", "accepted"),
    [
        ("127.0.0.1", "localhost", True),
        ("127.0.0.1", "192.0.2.7", False),
        ("127.0.0.1", "evil.example", False),
        ("0.0.0.0", "192.0.2.7", True),
        ("0.0.0.0", "evil.example", False),
        ("tv.example", "tv.example", True),
    ],
)
def test_which_host_names_are_accepted(bound: str, host: str, accepted: bool) -> None:
    assert AppServer("true", host=bound, port=8000, print_line=print).accepts(host) is accepted


def test_is_loopback_is_true_only_for_addresses_of_this_computer() -> None:
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert not is_loopback("0.0.0.0")


def error_of(*arguments: str) -> str:
    """The one line that a failing `legtimer serve` prints."""
    command = [sys.executable, "-m", "legtimer", "serve", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    return done.stderr


@pytest.mark.slow
def test_a_port_in_use_prints_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = error_of("--port", port)
    assert said == f"legtimer: 127.0.0.1, port {port}: already in use; choose another --host or --port\n"


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [("--port", "99999"), ("--port", "-1"), ("--host", "192.0.2.1")])
def test_an_invalid_address_prints_one_line(arguments: tuple[str, str]) -> None:
    assert "cannot be used; choose another" in error_of(*arguments)


def test_without_textual_serve_the_error_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("legtimer.cli.serve.find_spec", lambda name: None)
    assert main(["serve"]) == 1
    assert "pip install textual-serve" in capsys.readouterr().err
