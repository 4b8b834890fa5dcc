"""The sounds by name: the built-in ones, and a person's own in their place."""

from array import array
from pathlib import Path

from legtimer.audio.render.wav import MAX_BYTES, WavError, read_wav
from legtimer.audio.samples import Samples
from legtimer.core.printable import error_reason


class SoundLibrary:
    """Sounds by name: `up` is `up.wav`. A readable file in the own folder replaces the built-in one.

    Each file is read once, when it is first needed.
    """

    def __init__(self, builtin: Path, own: Path | None = None) -> None:
        self._builtin = _wav_files(builtin)
        self._own = _wav_files(own) if own else {}
        self._samples: dict[str, Samples] = {}
        self._faults: dict[Path, str] = {}

    @property
    def names(self) -> frozenset[str]:
        """The names a sound can have."""
        return frozenset(self._builtin)

    @property
    def own(self) -> list[str]:
        """The names of the own sounds that are used. Reads all of them."""
        faults = self.faults
        return sorted(name for name, path in self._own.items() if path not in faults)

    @property
    def faults(self) -> dict[Path, str]:
        """The own files that are not used, and why. Reads all of them."""
        for name, path in self._own.items():
            if name in self._builtin:
                self.samples(name)
            else:
                # Imported only for the rare misnamed file.
                from difflib import get_close_matches  # noqa: PLC0415

                near = get_close_matches(name, self._builtin, 1)
                self._faults[path] = "no sound has this name" + (f": did you mean {near[0]}.wav?" if near else "")
        return dict(sorted(self._faults.items()))

    def samples(self, name: str) -> Samples:
        """The sound; empty if there is no readable file of this name."""
        if name not in self._samples:
            paths = [files[name] for files in (self._own, self._builtin) if name in files]
            self._samples[name] = next(filter(None, map(self._read, paths)), array("h"))
        return self._samples[name]

    def _read(self, path: Path) -> Samples:
        """The sound in a file; empty, with a fault noted, if it cannot be used."""
        try:
            if not path.is_file():  # reading from a pipe might never end
                raise WavError("not a file")
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
            if len(data) > MAX_BYTES:
                raise WavError(f"larger than {MAX_BYTES // 1_000_000} MB")
            return read_wav(data)
        except (WavError, OSError) as error:
            self._faults[path] = error_reason(error)
            return array("h")


def _wav_files(folder: Path) -> dict[str, Path]:
    try:
        return {path.stem: path for path in sorted(folder.iterdir()) if path.suffix.lower() == ".wav"}
    except OSError:
        return {}
