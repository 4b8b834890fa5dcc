"""The address for other devices: encrypted if there is a certificate, and without a terminal not as a QR code."""

import shutil
import ssl
import subprocess
import sys
from pathlib import Path

import aiohttp
import pytest

from legtimer.cli import main
from tests import needs
from tests.web.served import serving


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"),
            *("-addext", "subjectAltName=IP:127.0.0.1", "-out", certificate, "-keyout", key),
        ],
        check=True,
        capture_output=True,
    )
    return certificate, key


@pytest.mark.slow
@needs.signals
async def test_with_a_certificate_the_connection_is_encrypted_and_so_are_cookies(
    tmp_path: Path, certificate: tuple[Path, Path]
) -> None:
    options = ("--tls-cert", str(certificate[0]), "--tls-key", str(certificate[1]))
    context = ssl.create_default_context(cafile=certificate[0])
    with serving(tmp_path, *options) as served:
        assert served.url.startswith("https://")
        async with aiohttp.ClientSession() as session, session.get(served.url, ssl=context) as answer:
            assert answer.status == 200
            assert all(cookie["secure"] for cookie in answer.cookies.values())
            assert "wss://" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("options", "code", "expected"),
    [
        (("--tls-key", "key.pem"), 2, "--tls-key needs --tls-cert"),
        (("--tls-cert", "nowhere.pem"), 1, "nowhere.pem, no --tls-key: No such file or directory"),
        (("--tls-cert", __file__), 1, "not a pair; both are PEM files"),
    ],
)
def test_files_that_are_no_certificate_are_named_in_one_line(
    options: tuple[str, ...], code: int, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        result = main(["serve", "--port", "0", *options])
    except SystemExit as ended:
        result = int(str(ended.code))
    error = capsys.readouterr().err
    assert result == code
    assert expected in error
    assert error.count("\n") == 1


def test_without_a_terminal_no_code_is_printed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from legtimer.cli.serve import _print_code; _print_code('http://example')"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == ""
