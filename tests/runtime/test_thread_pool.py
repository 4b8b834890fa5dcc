"""A pool whose threads have started needs no further one."""

import threading

import pytest

from legtimer.runtime.thread_pool import started_pool


def refuse(_: threading.Thread) -> None:
    raise RuntimeError("can't start new thread")


def test_a_started_pool_works_where_no_further_thread_can_start(monkeypatch: pytest.MonkeyPatch) -> None:
    with started_pool(4) as pool:
        monkeypatch.setattr(threading.Thread, "start", refuse)
        meeting = threading.Barrier(4)
        for future in [pool.submit(meeting.wait, 20) for _ in range(4)]:
            future.result(20)


def test_a_pool_that_cannot_start_says_so_and_leaves_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    start, before = threading.Thread.start, threading.active_count()
    started: list[threading.Thread] = []

    def start_two(thread: threading.Thread) -> None:
        if len(started) == 2:
            refuse(thread)
        started.append(thread)
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", start_two)
    with pytest.raises(RuntimeError, match="can't start new thread"):
        started_pool(4)
    for thread in started:
        thread.join(20)
    assert threading.active_count() == before
