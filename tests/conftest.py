"""What holds for all tests: no test fails because the machine was busy."""

from hypothesis import settings

settings.register_profile("legtimer", deadline=None)
settings.load_profile("legtimer")
