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
