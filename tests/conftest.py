"""What all tests share."""

import os

import pytest
from hypothesis import Phase, settings

settings.register_profile("legtimer", deadline=None)  # no test fails because the machine is busy
settings.register_profile("few", deadline=None, max_examples=10)  # for Wine, where files are slow, and other Pythons
settings.register_profile(
    "mutants",
    deadline=None,
    max_examples=30,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),  # a failure is enough: looking for a simpler one takes longest
)  # for `make mutants`
settings.load_profile("legtimer")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--keep-pictures", action="store_true", help="accept the screens as they are drawn now")


@pytest.fixture
def keep_pictures(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--keep-pictures"))


def pytest_xdist_auto_num_workers() -> int:
    return 2 * (os.cpu_count() or 1)  # half of the time they wait: for an app, or for a process
