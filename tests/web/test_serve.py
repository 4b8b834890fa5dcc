"""The app in a browser: it opens, keys reach it, and requests from other sites are refused."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

from legtimer.cli import main
from legtimer.web.access import Access, is_loopback
from tests import needs
from tests.web.browser import CHROMIUM, opened
from tests.web.served import Served, serving

pytestmark = [
    needs.signals,  # the server is ended with SIGINT
    pytest.mark.xdist_group("browser"),  # one at a time
]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path) as served:
        yield served


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
async def test_a_browser_shows_the_app_and_sends_it_keys(served: Served, tmp_path: Path) -> None:
    async with opened(served.url, tmp_path / "profile") as tab:
        await tab.until(lambda: "Lying leg lift" in tab.received)
        await tab.press("h")
        await tab.until(lambda: "History" in tab.received)
        assert len(tab.requests) > 2
        assert all(url.startswith(f"http://{served.host}/") for url in tab.requests.values())
        assert [url for url in tab.requests.values() if served.key in url] == [served.url]
        assert await tab.evaluate("location.href") == f"http://{served.host}/"
        assert served.key not in await tab.evaluate("document.cookie")


@pytest.mark.slow
async def test_a_new_size_reaches_the_app(served: Served) -> None:
    async with served.connected() as page:
        await page.wait_for("Lying leg lift")
        page.received = ""
        await page.socket.send_json(["resize", 80, 40])
        await page.wait_for("\x1b[40;")  # it draws in the last row, which it did not have before


@pytest.mark.slow
async def test_requests_from_other_sites_are_refused(served: Served) -> None:
    async with aiohttp.ClientSession() as session:
        for headers, status in (({}, 200), ({"Host": "evil.example:8000"}, 403), ({"Origin": "null"}, 403)):
            async with session.get(served.url, headers=headers) as answer:
                assert answer.status == status


@pytest.mark.slow
@pytest.mark.parametrize("host", ["", "localhost", "127.0.0.1"])
async def test_the_address_printed_for_port_0_is_the_real_one(host: str, tmp_path: Path) -> None:
    with serving(tmp_path, "--host", host) as served:
        async with aiohttp.ClientSession() as session, session.get(served.url) as answer:
            assert answer.status == 200


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
    assert Access(bound, 8000).accepts(host) is accepted


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


@pytest.mark.slow
@pytest.mark.parametrize("host", ["no-such-host.invalid", "[::1", "a" * 100])
def test_a_host_that_does_not_exist_prints_one_line(host: str) -> None:
    assert error_of("--host", host) == f"legtimer: {host}: there is no such host; choose another --host\n"


def test_without_what_it_needs_the_error_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("legtimer.cli.serve.find_spec", lambda name: None)
    assert main(["serve"]) == 1
    assert "pip install aiohttp segno" in capsys.readouterr().err
