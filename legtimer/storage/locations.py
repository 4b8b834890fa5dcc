"""Where things live. Nothing is created here: whoever writes a file makes its folder first."""

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

import legtimer

# For a person of whom the system knows no home. Nobody can make it: it is told that nothing can be saved there, and the
# workout takes place.
NOWHERE = Path(os.devnull, "legtimer").absolute()


class Locations(Struct, frozen=True):
    """The folders for what a person writes (`config`) and for what the program records (`data`)."""

    config: Path
    data: Path

    @property
    def own_presets(self) -> Path:
        """Preset files of one's own."""
        return self.config / "presets"

    @property
    def presets_bin(self) -> Path:
        """Preset files that were deleted or replaced."""
        return self.config / "bin"

    @property
    def own_sounds(self) -> Path:
        """Sounds of one's own."""
        return self.config / "sounds"

    @property
    def settings(self) -> Path:
        """The file with one's choices."""
        return self.config / "settings.toml"

    @property
    def history(self) -> Path:
        """Session files, in a folder a year."""
        return self.data / "history"

    @property
    def session_bin(self) -> Path:
        """Session files that were deleted."""
        return self.data / "bin"

    @property
    def unsaved(self) -> Path:
        """Sessions that the history did not take; it takes them in as soon as it can."""
        return self.config / "unsaved"

    @property
    def exports(self) -> Path:
        """What was exported from the app."""
        return self.data / "exports"

    @property
    def log(self) -> Path:
        """The log file."""
        return self.data / "legtimer.log"

    @property
    def running(self) -> Path:
        """One lock for each workout under way on this machine."""
        return self.data / "running"


def locate(
    config: str | None = None, data: str | None = None, environment: Mapping[str, str] = os.environ
) -> Locations:
    """The folders to use: those given, else those of the environment, else the platform's."""
    return Locations(
        config=_folder(config or environment.get("LEGTIMER_CONFIG_DIR")) or _of_the_platform("user_config_path"),
        data=_folder(data or environment.get("LEGTIMER_DATA_DIR")) or _of_the_platform("user_data_path"),
    )


def bundled_folder(folder: str) -> Path:
    """The folder of that name that comes with the program: inside an installed wheel, else beside the package."""
    package = Path(legtimer.__file__).parent
    installed = package / "data" / folder
    return installed if installed.is_dir() else package.parent / folder


def _folder(given: str | None) -> Path | None:
    # Path.expanduser fails for a person unknown to the system; this leaves such a name as it is.
    return Path(os.path.expanduser(given)).absolute() if given else None  # noqa: PTH111


def _of_the_platform(kind: str) -> Path:
    # Not needed by whoever names the folders, and it costs 16 ms.
    import platformdirs  # noqa: PLC0415

    try:
        path: Path = getattr(platformdirs, kind)("legtimer", appauthor=False)
    except RuntimeError:
        return NOWHERE
    return path if path.is_absolute() else NOWHERE
