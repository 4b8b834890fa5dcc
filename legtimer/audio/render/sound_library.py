"""The sounds: those that come with legtimer, and your own in their place."""

from array import array
from pathlib import Path

from legtimer.audio.render.wav import LARGEST, Samples, WavError, read_wav


class SoundLibrary:
    """Sounds by name: `up` is `up.wav`. A file in the own folder replaces the built-in one, unless it cannot be read.

    Nothing is read before it is asked for, and nothing twice.
    """

    def __init__(self, builtin: Path, own: Path | None = None) -> None:
        self._builtin = _wav_files(builtin)
        self._own = _wav_files(own) if own else {}
        self._read: dict[str, Samples] = {}
        self._faults: dict[Path, str] = {}

    @property
    def names(self) -> frozenset[str]:
        """The names a sound can have."""
        return frozenset(self._builtin)

    @property
    def own(self) -> list[str]:
        """The names of your own sounds that are used. Reads all of your own."""
        faults = self.faults
        return sorted(name for name, path in self._own.items() if path not in faults)

    @property
    def faults(self) -> dict[Path, str]:
        """Your own files that are not used, and why. Reads all of them."""
        for name, path in self._own.items():
            if name in self._builtin:
                self.samples(name)
            else:
                # Only for those whose file is misnamed.
                from difflib import get_close_matches  # noqa: PLC0415

                near = get_close_matches(name, self._builtin, 1)
                self._faults[path] = "no sound has this name" + (f": did you mean {near[0]}.wav?" if near else "")
        return dict(sorted(self._faults.items()))

    def samples(self, name: str) -> Samples:
        """A sound as signed 16-bit mono samples at 44.1 kHz; empty where there is none that can be read."""
        if name not in self._read:
            paths = [files[name] for files in (self._own, self._builtin) if name in files]
            self._read[name] = next(filter(None, map(self._try, paths)), array("h"))
        return self._read[name]

    def _try(self, path: Path) -> Samples | None:
        try:
            return read_wav(_read_bytes(path))
        except WavError as error:
            self._faults[path] = str(error)
        except OSError as error:
            self._faults[path] = error.strerror or "cannot be read"
        return None


def _wav_files(folder: Path) -> dict[str, Path]:
    try:
        return {path.stem: path for path in sorted(folder.iterdir()) if path.suffix.lower() == ".wav"}
    except OSError:
        return {}


def _read_bytes(path: Path) -> bytes:
    if not path.is_file():  # a pipe would never end, or never begin
        raise WavError("not a file")
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise WavError(f"larger than {LARGEST // 1_000_000} MB")
    return data
