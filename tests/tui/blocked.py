"""A disk that does not answer until the test lets it."""

import threading
from collections.abc import Callable
from typing import Any

import pytest


class Blocked:
    """Replaces a method of an object: calls wait, in their thread, until `release`.

    Called in the event loop, it would hold up the test until it fails.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> None:
        self._called = threading.Event()
        self._released = threading.Event()
        self._method: Callable[..., Any] = getattr(owner, name)
        monkeypatch.setattr(owner, name, self._wait)

    @property
    def called(self) -> bool:
        """Whether the method has been called."""
        return self._called.is_set()

    def release(self) -> None:
        """Let this call, and all later ones, go on."""
        self._released.set()

    def _wait(self, *args: object, **kwargs: object) -> object:
        self._called.set()
        assert self._released.wait(5), "released by the test"
        return self._method(*args, **kwargs)
