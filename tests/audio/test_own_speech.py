"""Texts without a recording are spoken by an optional program, kept, and never waited for."""

import asyncio
import os
import sys
import threading
import time
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import ClassVar

import pytest

from legtimer.audio import own_speech
from legtimer.audio.own_speech import LEVEL, PEAK, OwnSpeech, levelled, texts_of
from legtimer.audio.render.keep_awake_noise import wake_up
from legtimer.audio.render.mix import Mix
from legtimer.audio.render.renderer import spoken
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.samples import Samples
from legtimer.audio.service import SoundService
from legtimer.core.preset import Block, Cues, Preset
from legtimer.core.settings import Settings
from legtimer.core.tempo import Tempo
from legtimer.core.timeline import build_timeline
from legtimer.core.workout import Workout
from tests.audio.soundtrack_setup import S, Setup, watch_rendering

BUILTIN = Path(__file__).parents[2] / "sounds"
TONE = [0.0] * 500 + [0.2, -0.2] * 2000 + [0.0] * 500


class Hibari:
    """In place of the real voice: a tone for each sentence."""

    sample_rate = 24_000
    spoken: ClassVar[list[str]] = []

    def phonemize(self, text: str) -> list[str]:
        if "fails" in text:
            raise RuntimeError("no such word")
        self.spoken.append(text)
        return [text]

    def from_phonemes(self, _: str, pace: float, seed: int) -> "Tone":
        return Tone()


class Tone:
    def tolist(self) -> Sequence[float]:
        return TONE


@pytest.fixture
def voice(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    module = ModuleType("hibari")
    module.Hibari = Hibari  # type: ignore[attr-defined]
    module.__spec__ = None
    monkeypatch.setitem(sys.modules, "hibari", module)
    monkeypatch.setattr(own_speech, "can_speak", lambda: True)
    Hibari.spoken = []
    return Hibari.spoken


def is_heard(phrase: Samples, samples: Samples) -> bool:
    """Whether the samples begin with a phrase, beside faint noise and a soft click."""
    return all(abs(heard - said) < 100 for heard, said in zip(samples, phrase[:4000], strict=False))


async def until(condition: Callable[[], bool]) -> None:
    for _ in range(500):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")


def speak_all(speech: OwnSpeech, texts: list[str]) -> None:
    while speech.speak_one(texts):
        pass


def test_texts_without_a_recording_are_spoken_once_and_heard_at_once(tmp_path: Path, voice: list[str]) -> None:
    library = SoundLibrary(BUILTIN, None, tmp_path)
    assert library.length("frog-pumps") == 0
    speak_all(OwnSpeech(tmp_path, library), ["Frog pumps", "Lying leg lift", "", "up"])
    assert voice == ["Frog pumps."], "the others have recordings"
    assert library.length("frog-pumps") == len(library.samples("frog-pumps")) == pytest.approx(4000 * 1.8375, abs=10)
    again = SoundLibrary(BUILTIN, None, tmp_path)
    speak_all(OwnSpeech(tmp_path, again), ["Frog pumps"])
    assert voice == ["Frog pumps."]
    assert again.samples("frog-pumps") == library.samples("frog-pumps")
    assert library.faults == {}


def test_a_text_that_cannot_be_spoken_is_left_out_and_the_others_are_spoken(tmp_path: Path, voice: list[str]) -> None:
    library = SoundLibrary(BUILTIN, None, tmp_path)
    speak_all(OwnSpeech(tmp_path, library), ["This fails", "This works"])
    assert voice == ["This works."]
    assert library.length("this-works")
    (tmp_path / "file").touch()
    speak_all(OwnSpeech(tmp_path / "file", library), ["Not kept"])
    assert library.length("not-kept") == 0


def test_without_the_extra_nothing_is_spoken_or_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_speech, "can_speak", lambda: False)
    folder = tmp_path / "spoken"
    speak_all(OwnSpeech(folder, SoundLibrary(BUILTIN, None, folder)), ["Frog pumps"])
    assert not folder.exists()


def test_the_oldest_files_are_deleted_beyond_50_mb(
    tmp_path: Path, voice: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_speech, "MAX_BYTES", 20_000)
    for age, name in enumerate(("new", "old", "oldest")):
        (tmp_path / f"{name}.wav").write_bytes(bytes(8_000))
        os.utime(tmp_path / f"{name}.wav", (1_000_000 - age, 1_000_000 - age))
    speak_all(OwnSpeech(tmp_path, SoundLibrary(BUILTIN, None, tmp_path)), ["Frog pumps"])
    assert {path.stem for path in tmp_path.iterdir()} == {"frog-pumps", "new"}


def test_texts_in_use_are_kept_however_long_ago_they_were_spoken(
    tmp_path: Path, voice: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_speech, "MAX_BYTES", 25_000)
    speak_all(OwnSpeech(tmp_path, SoundLibrary(BUILTIN, None, tmp_path)), ["Frog pumps"])
    for age, name in ((2, "frog-pumps"), (1, "other")):
        (tmp_path / f"{name}.wav").write_bytes((tmp_path / "frog-pumps.wav").read_bytes())
        os.utime(tmp_path / f"{name}.wav", (1_000_000 - age, 1_000_000 - age))
    speak_all(OwnSpeech(tmp_path, SoundLibrary(BUILTIN, None, tmp_path)), ["Frog pumps", "Something new", "Much else"])
    assert {path.stem for path in tmp_path.iterdir()} == {"frog-pumps", "something-new", "much-else"}


def test_what_is_spoken_is_trimmed_and_as_loud_as_the_recordings() -> None:
    speech = levelled(TONE)
    assert len(speech) == 4000
    assert max(speech) == pytest.approx(LEVEL)
    assert max(levelled([0.01] * 1000 + [1.0] + [0.01] * 1000)) <= PEAK
    assert array("h", (round(value * 32_767) for value in speech))


async def test_a_workout_speaks_the_texts_of_its_preset_after_its_first_section(
    tmp_path: Path, voice: list[str]
) -> None:
    block = Block(name="Frog pumps", sets=1, reps=1, tempo=Tempo(up=1, down=1))
    for level, wanted in (("few", []), ("some", ["Frog pumps."])):
        service = SoundService(BUILTIN, None, Settings(coach=level), spoken=tmp_path)  # type: ignore[arg-type]
        service.soundtrack(Workout(Preset(name="up", blocks=(block,))))
        for _ in range(100):
            await asyncio.sleep(0.01)
            if wanted and voice:
                break
        await service.close()
        assert [text for text in voice if "Frog" in text] == wanted


MINE = Preset(
    name="Mine",
    prepare=4,
    blocks=(
        Block(
            name="Frog pumps", sets=2, reps=2, rest=20, tempo=Tempo(up=1, down=2),
            cues=Cues(setup=("Kneel on a towel",), form=("Hips quite still",)),
        ),
    ),
)  # fmt: skip


@pytest.fixture
def hold(voice: list[str], monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Nothing is spoken until this is set."""
    speak, hold = Hibari.phonemize, threading.Event()

    def phonemize(self: Hibari, text: str) -> list[str]:
        hold.wait()
        return speak(self, text)

    monkeypatch.setattr(Hibari, "phonemize", phonemize)
    return hold


async def test_a_workout_is_heard_while_a_text_takes_long_to_speak(
    tmp_path: Path, setup: Setup, hold: threading.Event
) -> None:
    service = SoundService(BUILTIN, None, Settings(), setup.player, spoken=tmp_path)
    service.speak_ahead(MINE)
    soundtrack = service.soundtrack(Workout(MINE))
    soundtrack.follow(build_timeline(MINE), 0, soundtrack.lead)
    await until(lambda: len(setup.player.orders) == 1)
    hold.set()
    await service.close()


async def test_where_no_thread_can_start_nothing_is_spoken(
    tmp_path: Path, setup: Setup, voice: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    service = SoundService(BUILTIN, None, Settings(), setup.player, spoken=tmp_path)
    with monkeypatch.context() as without_threads:
        without_threads.setattr(threading.Thread, "start", refuse)
        service.speak_ahead(MINE)
    await service.close()
    assert voice == []


async def test_the_first_section_is_rendered_before_anything_is_spoken(
    tmp_path: Path, setup: Setup, voice: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken_before: list[int] = []

    def watch(_: int) -> None:
        time.sleep(0.1)  # rendering takes longer than speaking here
        spoken_before.append(len(voice))

    watch_rendering(monkeypatch, watch)
    service = SoundService(BUILTIN, None, Settings(), setup.player, spoken=tmp_path)
    service.soundtrack(Workout(MINE))
    await until(lambda: len(voice) == 6)
    assert spoken_before[0] == 0
    await service.close()


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Where the sections start that are rendered, in milliseconds, in the order of rendering."""
    starts: list[int] = []
    watch_rendering(monkeypatch, starts.append)
    return starts


async def test_texts_spoken_before_the_start_are_said_from_the_start(
    tmp_path: Path, setup: Setup, hold: threading.Event, rendered: list[int]
) -> None:
    service = SoundService(BUILTIN, None, Settings(), setup.player, spoken=tmp_path)
    soundtrack = service.soundtrack(Workout(MINE))
    await until(lambda: rendered == [0])
    hold.set()
    await until(lambda: rendered == [0, 0])
    soundtrack.follow(build_timeline(MINE), 0, soundtrack.lead)
    await until(lambda: len(setup.player.orders) == 1)
    name = spoken("Frog pumps", Mix(), SoundLibrary(BUILTIN, None, tmp_path))
    assert is_heard(name, setup.player.orders[0].samples[len(wake_up(Mix())) :])
    await service.close()


async def test_texts_spoken_later_are_said_in_what_is_not_heard_yet(
    tmp_path: Path, setup: Setup, hold: threading.Event, rendered: list[int]
) -> None:
    service = SoundService(BUILTIN, None, Settings(), setup.player, spoken=tmp_path)
    soundtrack = service.soundtrack(Workout(MINE))
    soundtrack.follow(build_timeline(MINE), 0)
    await until(lambda: rendered == [0, 10_000])
    hold.set()
    setup.player.now += S

    def rendered_again() -> bool:
        soundtrack.follow(build_timeline(MINE), 1000)
        return rendered == [0, 10_000, 10_000]

    await until(rendered_again)
    assert len(setup.player.orders) == 1, "what is being heard goes on"
    await service.close()


def test_every_text_of_a_preset_that_the_coach_says_is_spoken_the_name_first() -> None:
    cues = Cues(up="Press", down="Let go", form=("Still",), setup=("Kneel",), caution="Careful")
    blocks = tuple(Block(name=name, sets=1, reps=1, tempo=Tempo(up=1, down=1), cues=cues) for name in ("A", "B"))
    texts = list(texts_of(Preset(name="Mine", blocks=blocks)))
    assert texts[0] == "A"
    assert {"A", "B", "Next: B", "Kneel", "Press", "Let go", "Still", "Careful", "Mine"} == set(texts)
