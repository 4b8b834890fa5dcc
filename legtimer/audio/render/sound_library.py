"""The sounds by name: the built-in ones, and a person's own in their place."""

from array import array
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from legtimer.audio.render.wav import MAX_BYTES, WavError, read_wav, wav_length
from legtimer.audio.samples import RATE, Samples
from legtimer.core.printable import error_reason
from legtimer.core.speech import spoken_stem

PAUSE = RATE // 10  # samples between two recordings that make one utterance

Parsed = TypeVar("Parsed", int, Samples)


class SoundLibrary:
    """Sounds by name: `up` is `up.wav`. A readable file in the folder `own` replaces the built-in one.

    It can also hold a text that has no built-in recording, such as one of the person's presets; `spoken_stem` gives
    its name. The folders are listed when a sound is first looked for, and each file is decoded once, when it is needed.
    """

    def __init__(self, builtin: Path, own: Path | None = None, spoken: Path | None = None) -> None:
        """`spoken` is the folder of texts spoken by the extra `voice`; the other two take precedence."""
        self._folders = builtin, own, spoken
        self._samples: dict[str, Samples] = {}
        self._lengths: dict[str, int] = {}
        self._faults: dict[Path, str] = {}

    @cached_property
    def _builtin(self) -> dict[str, Path]:
        return _wav_files(self._folders[0])

    @cached_property
    def _own(self) -> dict[str, Path]:
        return _wav_files(self._folders[1])

    @cached_property
    def _spoken(self) -> dict[str, Path]:
        return _wav_files(self._folders[2])

    @property
    def names(self) -> frozenset[str]:
        """The names a sound can have."""
        return frozenset(self._builtin)

    @property
    def own(self) -> list[str]:
        """The names of the person's own sounds that are used. Reads all of them."""
        faults = self.faults
        return sorted(name for name, path in self._own.items() if path not in faults)

    @property
    def faults(self) -> dict[Path, str]:
        """The person's own files that are not used, and why. Reads all of them."""
        for name, path in self._own.items():
            self.length(name)
            if name not in self._builtin and "-" not in name:
                # Imported only for the rare misnamed file.
                from difflib import get_close_matches  # noqa: PLC0415

                near = get_close_matches(name, self._builtin, 1)
                if near or name != spoken_stem(name):
                    hint = f": did you mean {near[0]}.wav?" if near else ""
                    self._faults[path] = "no sound has this name" + hint
        return dict(sorted(self._faults.items()))

    def samples(self, name: str) -> Samples:
        """The sound; empty if there is no readable file of this name."""
        if name not in self._samples:
            self._samples[name] = self._first_readable(name, read_wav, array("h"))
        return self._samples[name]

    def length(self, name: str) -> int:
        """The number of samples of the sound, found without decoding it; 0 if there is no readable file."""
        if name not in self._lengths:
            self._lengths[name] = self._first_readable(name, wav_length, 0)
        return self._lengths[name]

    def joined(self, names: Sequence[str]) -> Samples:
        """Sounds one after the other, with a short pause between two."""
        samples = self.samples(names[0])[:]
        for name in names[1:]:
            samples += array("h", bytes(2 * PAUSE)) + self.samples(name)
        return samples

    def joined_length(self, names: Sequence[str]) -> int:
        """The number of samples of `joined`, found without decoding."""
        return sum(self.length(name) for name in names) + PAUSE * (len(names) - 1)

    def add_spoken(self, name: str, path: Path) -> None:
        """Use a file that has just been written, where there is no other."""
        self._spoken[name] = path
        if not self._lengths.get(name):
            self._lengths.pop(name, None)
            self._samples.pop(name, None)

    def _first_readable(self, name: str, parse: Callable[[bytes], Parsed], nothing: Parsed) -> Parsed:
        """The person's own file, else the built-in one, else the spoken one, else `nothing`; notes unusable files."""
        for path in (files[name] for files in (self._own, self._builtin, self._spoken) if name in files):
            try:
                return parse(_read(path))
            except (WavError, OSError) as error:
                self._faults[path] = error_reason(error)
        return nothing


def _read(path: Path) -> bytes:
    if not path.is_file():  # reading from a pipe might never end
        raise WavError("not a file")
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise WavError(f"larger than {MAX_BYTES // 1_000_000} MB")
    return data


def _wav_files(folder: Path | None) -> dict[str, Path]:
    if folder is None:
        return {}
    try:
        return {path.stem: path for path in sorted(folder.iterdir()) if path.suffix.lower() == ".wav"}
    except OSError:
        return {}
