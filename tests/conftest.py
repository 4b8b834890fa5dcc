"""What holds for all tests: none fails because the machine was busy."""

import os

import pytest
from hypothesis import settings

settings.register_profile("legtimer", deadline=None)
settings.load_profile("legtimer")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--keep-pictures", action="store_true", help="keep the pictures of the screen as they are now")
    parser.addoption("--once", action="store_true", help="try no test again, not even those at the machine's mercy")


@pytest.fixture
def keep_pictures(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--keep-pictures"))


def pytest_xdist_auto_num_workers() -> int:
    # Half of the time they wait: for an app to settle, for a process to start.
    return 2 * (os.cpu_count() or 1)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # A virtual machine may lose its processors for seconds: what listens, or performs a workout in real time, then
    # fails though nothing is wrong. A fault of the program fails three times. Whatever only waits is tried once.
    if config.getoption("--once"):
        return
    for item in items:
        if item.get_closest_marker("sound") or "end_to_end" in item.path.parts:
            item.add_marker(pytest.mark.flaky(reruns=2))
