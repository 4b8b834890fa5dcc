"""What holds for all tests: no test fails because the machine was busy."""

import pytest
from hypothesis import settings

settings.register_profile("legtimer", deadline=None)
settings.load_profile("legtimer")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--keep-pictures", action="store_true", help="keep the pictures of the screen as they are now")


@pytest.fixture
def keep_pictures(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--keep-pictures"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # What takes real seconds is at the mercy of a virtual machine that may lose its processors for some of them: the
    # virtual sound card then stutters by itself. A fault of the program fails three times.
    for item in items:
        if item.get_closest_marker("sound") or item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.flaky(reruns=2))
