"""Threads that exist before they are needed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier


def started_pool(threads: int) -> ThreadPoolExecutor:
    """Return a pool all of whose threads have started, so that nothing fails later for want of a thread.

    Raises RuntimeError if a thread cannot be started.
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
