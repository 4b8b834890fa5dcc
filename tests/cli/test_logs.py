"""The log file: private, bounded, printable, and never the reason why anything fails."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from legtimer.cli import main
from legtimer.cli.logs import MAX_BYTES, configure_logging
from tests import needs

logger = logging.getLogger("legtimer.test")


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Let nothing else see the records."""
    handler, logging.lastResort = logging.lastResort, None
    yield
    logging.lastResort = handler


def test_warnings_are_logged_for_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "legtimer.log"
    umask = os.umask(0)
    try:
        with configure_logging(path, debug=False):
            logger.info("not this")
            logger.warning("but this")
    finally:
        os.umask(umask)
    assert path.read_text().splitlines()[0].endswith("WARNING legtimer.test: but this")
    assert "not this" not in path.read_text()
    needs.assert_mode(path, 0o600)
    needs.assert_mode(path.parent, 0o700)


def test_debug_logs_everything(tmp_path: Path) -> None:
    with configure_logging(tmp_path / "log", debug=True):
        logger.debug("a detail")
    assert "a detail" in (tmp_path / "log").read_text()


def test_without_a_warning_there_is_no_file(tmp_path: Path) -> None:
    with configure_logging(tmp_path / "log", debug=False):
        logger.info("nothing")
    assert not (tmp_path / "log").exists()


def test_the_files_stay_below_one_megabyte_whatever_is_logged(tmp_path: Path) -> None:
    with configure_logging(tmp_path / "log", debug=False):
        for length in (1000, 200_000, 1_000_000) * 20:
            logger.error("é" * length)
    sizes = [path.stat().st_size for path in tmp_path.iterdir()]
    assert len(sizes) == 2
    assert max(sizes) <= MAX_BYTES
    assert sum(sizes) <= 1_000_000 + 48_576


def test_control_characters_are_escaped(tmp_path: Path) -> None:
    with configure_logging(tmp_path / "log", debug=False):
        logger.error("a file named \x1b[31mred\x07")
    assert r"\x1b[31mred\x07" in (tmp_path / "log").read_text()


@pytest.mark.parametrize("path", ["/dev/full", "/proc/nowhere/log", "/dev/null/log"])
def test_a_log_that_cannot_be_written_is_silent(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with configure_logging(Path(path), debug=False) as log_file:
        logger.error("lost")
        assert log_file.failed
    assert capsys.readouterr() == ("", "")


def test_an_unexpected_error_is_one_line_that_names_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> int:
        raise ValueError("planted \x1b[31mhere")

    monkeypatch.setattr("legtimer.cli.doctor.doctor", fail)
    assert main(["--data-dir", str(tmp_path), "doctor"]) == 70
    said = capsys.readouterr().err
    assert said == (
        rf"legtimer: unexpected error (ValueError: planted \x1b[31mhere); details are in {tmp_path / 'legtimer.log'}"
        "\n"
    )
    log = (tmp_path / "legtimer.log").read_text()
    assert "Traceback" in log
    assert "in fail" in log


def test_an_unexpected_error_with_a_log_that_cannot_be_written_is_one_line_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("legtimer.cli.doctor.doctor", lambda *_: 1 // 0)
    data = Path("/dev/null/data")
    assert main(["--data-dir", str(data), "doctor"]) == 70
    log = data.absolute() / "legtimer.log"
    assert capsys.readouterr().err.endswith(f"the log could not be written to {log}\n")


def test_legtimer_debug_asks_for_details(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def log(*_: object) -> int:
        logger.debug("a detail")
        return 0

    monkeypatch.setattr("legtimer.cli.doctor.doctor", log)
    monkeypatch.setenv("LEGTIMER_DEBUG", "1")
    assert main(["--data-dir", str(tmp_path), "doctor"]) == 0
    assert "a detail" in (tmp_path / "legtimer.log").read_text()
