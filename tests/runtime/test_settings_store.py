"""Settings change at once in memory, and one after the other on disk."""

import threading
import time
from collections.abc import Mapping

import pytest

from legtimer.core.settings import Settings
from legtimer.runtime.settings_store import SettingsStore


def test_a_change_holds_at_once_while_the_disk_is_slow() -> None:
    may_write = threading.Event()
    store = SettingsStore(Settings(), lambda _: assert_set(may_write))
    store.change({"master": 0.5}, pytest.fail)
    assert store.current.master == 0.5
    may_write.set()
    store.wait()


def assert_set(event: threading.Event) -> None:
    assert event.wait(20)


def test_changes_are_written_in_order() -> None:
    written: list[Mapping[str, object]] = []

    def write(choices: Mapping[str, object]) -> None:
        time.sleep(0.01 / (1 + len(written)))
        written.append(choices)

    store = SettingsStore(Settings(), write)
    changes = [{"master": step / 10} for step in range(10)]
    for change in changes:
        store.change(change, pytest.fail)
    store.wait()
    assert written == changes


@pytest.mark.parametrize(
    ("error", "reason", "logged"),
    [
        (OSError(28, "No space left on device"), "No space left on device", 0),
        (ValueError("found ["), "found [", 0),
        (KeyError("x"), "'x'", 1),  # a bug
    ],
)
def test_a_failed_write_is_reported_a_bug_is_logged_and_the_change_holds(
    error: Exception, reason: str, logged: int, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: Mapping[str, object]) -> None:
        raise error

    reasons: list[str] = []
    store = SettingsStore(Settings(), fail)
    store.change({"mute": True}, reasons.append)
    store.wait()
    assert reasons == [reason]
    assert len(caplog.records) == logged
    assert store.current.mute


def test_a_thread_that_cannot_start_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    reasons: list[str] = []
    store = SettingsStore(Settings(), lambda _: None)
    store.change({"mute": True}, reasons.append)
    assert reasons == ["can't start new thread"]
    assert store.current.mute
