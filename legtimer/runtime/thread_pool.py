"""Threads that exist before they are needed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier


def started_pool(threads: int) -> ThreadPoolExecutor:
    """Return a pool whose threads have all started, so that nothing fails later because one cannot be started.

    Raises:
        RuntimeError: a thread cannot be started.
    """
    pool = ThreadPoolExecutor(threads, "asyncio")
    barrier = Barrier(threads + 1)
    try:
        for _ in range(threads):
            pool.submit(barrier.wait)
    except RuntimeError:
        barrier.abort()
        raise
    barrier.wait()
    return pool
