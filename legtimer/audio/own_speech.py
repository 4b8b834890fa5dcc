"""Speaks texts that have no recording, such as those of a person's own presets, with the extra `legtimer[voice]`.

Each text is spoken once and kept in a folder. Speaking happens in a thread of its own, so that nothing waits for it:
until a text is spoken it is left out.
"""

import math
import wave
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.core.preset import Preset
from legtimer.core.speech import spoken_stem

MAX_BYTES = 50_000_000  # of all files together; the ones that were used longest ago are deleted
PACE = 0.95  # of the voice's own, as for the built-in recordings
LEVEL, PEAK = 0.15, 0.97  # of full scale: RMS of the loud parts, and the highest peak
SILENCE = 0.01  # of the peak: what is quieter at both ends is cut off


def can_speak() -> bool:
    """Whether the extra is installed."""
    return find_spec("hibari") is not None


def texts_of(preset: Preset) -> Iterator[str]:
    """Everything of a preset that the coach may say, the most important first."""
    for number, block in enumerate(preset.blocks):
        yield block.name
        if number or preset.rounds > 1:
            yield f"Next: {block.name}"
        yield from block.cues.setup
        yield from (block.cues.up, block.cues.down)
    for block in preset.blocks:
        yield from block.cues.form
        yield block.cues.caution
    yield preset.name


class OwnSpeech:
    """The spoken texts in a folder."""

    def __init__(self, folder: Path, sounds: SoundLibrary) -> None:
        self._folder = folder
        self._sounds = sounds
        self._voice: Any = None
        self._failed: set[str] = set()

    def speak_one(self, texts: Iterable[str]) -> bool:
        """Speak the first of the texts that has no recording; returns whether there was one.

        A text that cannot be spoken or kept is left out from then on.
        """
        wanted = {spoken_stem(text): text for text in texts if spoken_stem(text)}
        self._mark_used(wanted)
        missing = [stem for stem in wanted if stem not in self._failed and not self._sounds.length(stem)]
        if not missing or not can_speak():
            return False
        stem = missing[0]
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._write(self._folder / f"{stem}.wav", wanted[stem])
            self._sounds.add_spoken(stem, self._folder / f"{stem}.wav")
            self._delete_oldest()
        except Exception:  # whatever fails in the library or on the disk: no reason to end a workout
            self._failed.add(stem)
        return True

    def _write(self, path: Path, text: str) -> None:
        if self._voice is None:
            from hibari import Hibari  # noqa: PLC0415  # half a second, and only with the extra

            self._voice = Hibari()
        sentence = text if text[-1] in ".,:;!?…" else f"{text}."
        samples: list[float] = []
        for phonemes in self._voice.phonemize(sentence):
            samples += self._voice.from_phonemes(phonemes, PACE, seed=0).tolist()
        temporary = path.with_suffix(".tmp")
        with wave.open(str(temporary), "wb") as file:
            file.setparams((1, 2, self._voice.sample_rate, 0, "NONE", ""))
            file.writeframes(array("h", (round(value * 32_767) for value in levelled(samples))).tobytes())
        temporary.replace(path)

    def _mark_used(self, stems: Iterable[str]) -> None:
        """Give the files in use the present time, so that they are not the oldest, which are deleted."""
        for stem in stems:
            path = self._folder / f"{stem}.wav"
            with suppress(OSError):
                if path.exists():
                    path.touch()

    def _delete_oldest(self) -> None:
        try:
            files = sorted(self._folder.glob("*.wav"), key=lambda path: path.stat().st_mtime, reverse=True)
            total = 0
            for path in files:
                total += path.stat().st_size
                if total > MAX_BYTES:
                    path.unlink()
        except OSError:
            return  # another legtimer may have deleted a file


def levelled(samples: Sequence[float]) -> list[float]:
    """The samples without silence at both ends, as loud as the built-in recordings, with no peak above PEAK."""
    peak = max(map(abs, samples))
    loud = [index for index, value in enumerate(samples) if abs(value) > SILENCE * peak]
    speech = samples[loud[0] : loud[-1] + 1]
    strong = [value for value in speech if abs(value) > 0.05 * peak]
    gain = min(LEVEL / math.sqrt(sum(value * value for value in strong) / len(strong)), PEAK / peak)
    return [value * gain for value in speech]
