"""Where files are. Nothing is created here: a writer makes the folder of its file."""

import os
from collections.abc import Mapping
from pathlib import Path

import legtimer

# The folder of a user for whom the system knows no home. It cannot be made: a workout runs, and reports that it is
# not saved.
NOWHERE = Path(os.devnull, "legtimer").absolute()


class Locations:
    """The folders and files below `config`, which the user writes, and `data`, which the program records."""

    def __init__(self, config: Path, data: Path) -> None:
        self.config = config
        self.own_presets = config / "presets"
        self.presets_bin = config / "bin"  # preset files that were deleted or replaced
        self.own_sounds = config / "sounds"
        self.settings = config / "settings.toml"
        self.unsaved = config / "unsaved"  # sessions that could not be written into the history
        self.data = data
        self.history = data / "history"  # session files, in a folder for each year
        self.session_bin = data / "bin"  # session files that were deleted
        self.exports = data / "exports"
        self.spoken = data / "spoken"  # texts of the user's own presets, spoken by legtimer[voice]
        self.log = data / "legtimer.log"
        self.running = data / "running"  # a lock for each workout under way on this machine


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
