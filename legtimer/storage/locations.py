"""Where files are. Nothing is created here: a writer makes the folder of its file."""

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

import legtimer

# The folder of a user for whom the system knows no home. It cannot be made: a workout runs, and reports that it is
# not saved.
NOWHERE = Path(os.devnull, "legtimer").absolute()


class Locations(Struct, frozen=True):
    """The folders for what the user writes (`config`) and for what the program records (`data`)."""

    config: Path
    data: Path

    @property
    def own_presets(self) -> Path:
        """The user's preset files."""
        return self.config / "presets"

    @property
    def presets_bin(self) -> Path:
        """Preset files that were deleted or replaced."""
        return self.config / "bin"

    @property
    def own_sounds(self) -> Path:
        """The user's sounds."""
        return self.config / "sounds"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "settings.toml"

    @property
    def unsaved(self) -> Path:
        """Sessions that could not be written into the history; a later start moves them there."""
        return self.config / "unsaved"

    @property
    def history(self) -> Path:
        """Session files, in a folder for each year."""
        return self.data / "history"

    @property
    def session_bin(self) -> Path:
        """Session files that were deleted."""
        return self.data / "bin"

    @property
    def exports(self) -> Path:
        """Files exported from the app."""
        return self.data / "exports"

    @property
    def crash_reports(self) -> Path:
        """Reports of internal errors."""
        return self.data / "crash-reports"

    @property
    def running(self) -> Path:
        """A lock for each workout under way on this machine."""
        return self.data / "running"


def locate(
    config: str | None = None, data: str | None = None, environment: Mapping[str, str] = os.environ
) -> Locations:
    """The folders given, else those of the environment, else the platform's."""
    return Locations(
        config=_folder(config or environment.get("LEGTIMER_CONFIG_DIR")) or _platform_folder("user_config_path"),
        data=_folder(data or environment.get("LEGTIMER_DATA_DIR")) or _platform_folder("user_data_path"),
    )


def bundled_folder(folder: str) -> Path:
    """A folder that comes with the program: inside an installed wheel, else beside the package."""
    package = Path(legtimer.__file__).parent
    installed = package / "data" / folder
    return installed if installed.is_dir() else package.parent / folder


def _folder(given: str | None) -> Path | None:
    # Path.expanduser raises an error for an unknown user; this leaves the name unchanged.
    return Path(os.path.expanduser(given)).absolute() if given else None  # noqa: PTH111


def _platform_folder(function: str) -> Path:
    import platformdirs  # noqa: PLC0415  # 16 ms, and not needed where both folders are given

    try:
        path: Path = getattr(platformdirs, function)("legtimer", appauthor=False)
    except RuntimeError:
        return NOWHERE
    return path if path.is_absolute() else NOWHERE
