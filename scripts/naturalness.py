"""How natural the voice sounds, beside flite: `python -m scripts.naturalness`. Writes benchmarks/RESULTS.md.

Distill-MOS predicts what people would say on a scale from 1 to 5. It was trained on, among others, the ratings of
synthetic voices in the VoiceMOS Challenge 2022, and is the only such predictor found whose package has its weights:
those of NISQA-TTS and UTMOS are downloaded. It can compare voices that were measured alike; its figures are not those
of other predictors.
"""

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import which
from statistics import fmean
from typing import Any

import distillmos
import numpy as np
import torch

from legtimer.core.speech import spoken_stem
from scripts import adpcm
from scripts.listening_results import update
from scripts.phrases import SOUNDS, phrases
from scripts.speech import FloatArray, at_rate

TITLE = "How natural the voice sounds, as Distill-MOS predicts it from 1 to 5"
RATE = 16_000  # hertz, of the predictor
WORDS_MIN = 5  # a word by itself has no melody to judge
EVERY = 3  # sentences: one in three is rated
AT_ONCE = 4  # phrases: about as long as what the predictor was trained on
PAUSE = np.zeros(RATE // 2)


def recorded(text: str) -> FloatArray:
    """A text as it is in `sounds/`."""
    samples = np.array(adpcm.read((SOUNDS / f"{spoken_stem(text)}.wav").read_bytes())) / 32_768
    return at_rate(samples, adpcm.RATE, RATE)


def flite(text: str) -> FloatArray:
    """A text as flite's voice `rms` says it, at the same rate."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "spoken.wav"
        subprocess.run(["flite", "-voice", "rms", "-t", text, "-o", str(path)], check=True)
        return np.frombuffer(path.read_bytes()[44:], np.int16) / 32_768


def rating(model: Any, spoken: Sequence[FloatArray]) -> float:
    """The mean rating of phrases, several at once."""
    return fmean(model(torch.from_numpy(together)[None]).item() for together in _joined(spoken))


def _joined(spoken: Sequence[FloatArray]) -> Iterator[Any]:
    for first in range(0, len(spoken), AT_ONCE):
        parts = [part for phrase in spoken[first : first + AT_ONCE] for part in (phrase, PAUSE)]
        yield np.concatenate([PAUSE, *parts]).astype(np.float32)


def main() -> None:
    """Rate the sentences of the built-in presets."""
    if not which("flite"):
        raise SystemExit("flite is not installed: it is the voice to compare with (Debian: apt install flite)")
    sentences = dict.fromkeys(text for text in phrases()["preset_texts"] if len(text.split()) >= WORDS_MIN)
    texts = list(sentences)[::EVERY]
    model = distillmos.ConvTransformerSQAModel().eval()
    with torch.no_grad():
        ours, theirs = rating(model, [recorded(text) for text in texts]), rating(model, [flite(text) for text in texts])
    rows = {"legtimer: hibari `heart`": [f"{ours:.2f}"], "flite 2.2 `rms`": [f"{theirs:.2f}"]}
    print(rows)
    update(TITLE, ["voice", f"mean of {len(texts)} sentences"], rows, known=lambda name: name in rows)


if __name__ == "__main__":
    main()
