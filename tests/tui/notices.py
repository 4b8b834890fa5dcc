"""The notifications of an app under test, which `run_test` does not draw."""

import pytest

from tests.tui.stage import Stage


def record_notices(monkeypatch: pytest.MonkeyPatch, stage: Stage) -> list[str]:
    """The messages of all notifications from now on."""
    notices: list[str] = []
    monkeypatch.setattr(stage.app, "notify", lambda message, **_: notices.append(message))
    return notices
