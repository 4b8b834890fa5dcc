"""Sounds are read from WAV files of all usual formats; a file that cannot be used is only reported."""

import math
import os
import re
import struct
import wave
from array import array
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legtimer.audio.render.adpcm import decode
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.render.wav import MAX_BYTES, WavError, read_wav, resample, write_wav
from legtimer.core.speech import NOT_SPEECH
from scripts import adpcm
from scripts.phrases import recordings

BUILTIN = Path(__file__).parents[3] / "sounds"
PCM, FLOAT, EXTENSIBLE = 1, 3, 0xFFFE


def wav(body: bytes, *, encoding: int = PCM, channels: int = 1, rate: int = 44_100, bits: int = 16) -> bytes:
    frame = channels * bits // 8
    fields = struct.pack("<HHIIHH", encoding, channels, rate, rate * frame % 2**32, frame, bits)
    if encoding == EXTENSIBLE:
        fields += struct.pack("<HHIH14s", 22, bits, 0, PCM, b"\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x008\x9bq")
    chunks = b"fmt " + struct.pack("<I", len(fields)) + fields
    chunks += b"LIST" + struct.pack("<I", 3) + b"odd\x00"
    chunks += b"data" + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


TONE = [math.sin(2 * math.pi * 441 * index / 44_100) * 0.5 for index in range(4410)]
WIDE = b"".join(int(value * 2**23).to_bytes(3, "little", signed=True) for value in TONE)
FILES = {
    "8 bits": wav(bytes(128 + round(value * 127) for value in TONE), bits=8),
    "16 bits": wav(array("h", (round(value * 32_767) for value in TONE)).tobytes()),
    "24 bits": wav(WIDE, bits=24),
    "24 bits, extensible": wav(WIDE, bits=24, encoding=EXTENSIBLE),
    "32 bits": wav(array("i", (round(value * (2**31 - 1)) for value in TONE)).tobytes(), bits=32),
    "float": wav(array("f", TONE).tobytes(), encoding=FLOAT, bits=32),
    "double": wav(array("d", TONE).tobytes(), encoding=FLOAT, bits=64),
    "stereo": wav(array("h", (round(v * 32_767) for v in TONE for _ in "lr")).tobytes(), channels=2),
    "cut short": wav(array("h", (round(value * 32_767) for value in TONE)).tobytes()).replace(
        struct.pack("<I", 8820), struct.pack("<I", 9_999_999)
    ),
}


@pytest.mark.parametrize("kind", FILES)
def test_each_supported_format_is_read_with_the_same_samples(kind: str) -> None:
    samples = read_wav(FILES[kind])
    assert len(samples) == len(TONE)
    tolerance = 300 if kind == "8 bits" else 2
    assert max(abs(sample - value * 32_767) for sample, value in zip(samples, TONE, strict=True)) < tolerance


@pytest.mark.parametrize("rate", [8_000, 11_025, 22_050, 32_000, 44_101, 48_000, 96_000, 192_000])
def test_resampling_keeps_pitch_and_length(rate: int) -> None:
    source = array("h", (round(16_000 * math.sin(2 * math.pi * 300 * n / rate)) for n in range(rate // 2)))
    samples = resample(source, rate)
    assert len(samples) == pytest.approx(22_050, abs=6)
    error = max(abs(s - 16_000 * math.sin(2 * math.pi * 300 * n / 44_100)) for n, s in enumerate(samples[:-10]))
    assert error < 130


def test_floats_out_of_range_are_clipped_and_not_a_number_is_silence() -> None:
    floats = array("f", [9.0, -9.0, math.inf, -math.inf, math.nan])
    assert list(read_wav(wav(floats.tobytes(), encoding=FLOAT, bits=32))) == [32_767, -32_767, 32_767, -32_767, 0]


BROKEN = {
    "empty": (b"", "not a WAV file"),
    "text": (b"hello, this is no sound", "not a WAV file"),
    "no data": (b"RIFF\x04\x00\x00\x00WAVE", "no format or no data"),
    "no samples": (wav(b""), "no sound"),
    "six channels": (wav(bytes(120), channels=6), "6 channels"),
    "no channels": (wav(bytes(120), channels=0), "0 channels"),
    "rate 0": (wav(bytes(120), rate=0), "0 samples per second"),
    "rate too high": (wav(bytes(120), rate=2**32 - 1), "4294967295 samples per second"),
    "mp3 inside": (wav(bytes(120), encoding=85, bits=0), "encoding 85"),
    "12 bits": (wav(bytes(120), bits=12), "12 bits"),
    "too long": (wav(bytes(2 * 8000 * 11), rate=8000), "11.0 seconds long"),
    "format cut": (b"RIFF\x20\x00\x00\x00WAVEfmt \x04\x00\x00\x00\x01\x00\x01\x00data\x02\x00\x00\x00ab", "cut short"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_an_unusable_file_is_reported_with_the_reason_and_the_built_in_sound_is_used(kind: str, tmp_path: Path) -> None:
    data, reason = BROKEN[kind]
    (tmp_path / "up.wav").write_bytes(data)
    library = SoundLibrary(BUILTIN, tmp_path)
    assert library.samples("up") == SoundLibrary(BUILTIN).samples("up")
    [(path, why)] = library.faults.items()
    assert path == tmp_path / "up.wav"
    assert reason in why
    assert "\n" not in why


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_rejected_but_never_crashes(data: st.DataObject) -> None:
    damaged = bytearray(data.draw(st.sampled_from([*FILES.values(), *(body for body, _ in BROKEN.values())])))
    if damaged:
        for _ in range(data.draw(st.integers(0, 6))):
            index = data.draw(st.integers(0, min(len(damaged), 80) - 1))
            damaged[index] = data.draw(st.integers(0, 255))
    damaged = damaged[: data.draw(st.integers(0, len(damaged)))]
    try:
        samples = read_wav(bytes(damaged))
    except WavError:
        return
    assert 0 < len(samples) <= 441_000


@given(st.binary(max_size=300))
def test_random_bytes_are_rejected(noise: bytes) -> None:
    with pytest.raises(WavError):
        read_wav(noise)


def test_an_own_sound_replaces_the_built_in_one_also_with_an_upper_case_suffix(tmp_path: Path) -> None:
    (tmp_path / "up.WAV").write_bytes(FILES["24 bits"])
    library = SoundLibrary(BUILTIN, tmp_path)
    assert library.samples("up") == read_wav(FILES["24 bits"])
    assert library.samples("down") == SoundLibrary(BUILTIN).samples("down")
    assert library.faults == {}


def test_each_file_is_read_only_once(tmp_path: Path) -> None:
    (tmp_path / "up.wav").write_bytes(FILES["float"])
    library = SoundLibrary(BUILTIN, tmp_path)
    first = library.samples("up")
    (tmp_path / "up.wav").unlink()
    assert library.samples("up") is first


def test_a_file_with_an_unknown_name_is_reported_with_the_closest_name(tmp_path: Path) -> None:
    (tmp_path / "dwon.wav").write_bytes(FILES["16 bits"])
    (tmp_path / "notes.txt").write_text("not a sound")
    [reason] = SoundLibrary(BUILTIN, tmp_path).faults.values()
    assert "did you mean down.wav?" in reason


def test_folders_pipes_and_files_over_10_mb_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "up.wav").mkdir()
    with (tmp_path / "down.wav").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "hold.wav")
    reasons = [*SoundLibrary(BUILTIN, tmp_path).faults.values()]
    assert any("larger than 10 MB" in reason for reason in reasons)
    assert sum("not a file" in reason for reason in reasons) == len(reasons) - 1


def test_without_an_own_folder_there_are_no_faults(tmp_path: Path) -> None:
    assert SoundLibrary(BUILTIN, tmp_path / "none").faults == {}


def test_a_sound_without_any_file_is_silent(tmp_path: Path) -> None:
    assert len(SoundLibrary(tmp_path).samples("up")) == 0


def test_an_own_recording_of_any_text_is_used(tmp_path: Path) -> None:
    (tmp_path / "frog-pumps.wav").write_bytes(FILES["16 bits"])
    library = SoundLibrary(BUILTIN, tmp_path)
    assert library.samples("frog-pumps") == read_wav(FILES["16 bits"])
    assert library.own == ["frog-pumps"]
    assert library.faults == {}


def test_the_length_of_a_sound_is_known_without_decoding_it(tmp_path: Path) -> None:
    for kind in ("8 bits", "24 bits", "double", "stereo"):
        (tmp_path / "up.wav").write_bytes(FILES[kind])
        assert SoundLibrary(BUILTIN, tmp_path).length("up") == len(TONE)
    (tmp_path / "up.wav").write_bytes(b"no sound")
    library = SoundLibrary(BUILTIN, tmp_path)
    assert library.length("up") == len(library.samples("up")) > 0
    assert library.length("never recorded") == 0


def test_the_built_in_words_are_small_trimmed_and_equally_loud() -> None:
    files = sorted(BUILTIN.glob("*.wav"))
    assert sum(file.stat().st_size for file in files) < 9_200_000  # the wheel stays under 10 MB
    words = [file for file in files if not file.stem.startswith(("click", "end-", "tick", "count", "soft"))]
    assert len(words) > 500
    for file in words[::12]:
        samples = read_wav(file.read_bytes())
        loud = [value for value in samples if abs(value) > 500]
        rms = math.sqrt(sum(value * value for value in loud) / len(loud)) / 32_767
        assert rms == pytest.approx(0.16, abs=0.03), file.stem
        assert max(map(abs, samples[:1800])) > 250, f"{file.stem} starts with silence"
        assert 0.2 < len(samples) / 44_100 < 7


def test_adpcm_is_decoded_by_hand_computed_steps_within_16_bits_and_cut_at_the_end_of_the_recording() -> None:
    data = bytes((0, 0, 0, 0, 0x77))
    assert list(decode(data, 512)) == [0, 11, 41]
    assert list(decode(bytes((0xFF, 0x7F, 88, 0, 0x77)), 512)) == [32_767] * 3
    assert list(decode(bytes((0x00, 0x80, 88, 0, 0xFF)), 512)) == [-32_768] * 3
    fields = struct.pack("<HHIIHHHH", 0x11, 1, 44_100, 0, 512, 4, 2, 1017)

    def file(fact: int, body: bytes = data, channels: int = 1) -> bytes:
        form = fields[:2] + struct.pack("<H", channels) + fields[4:]
        chunks = b"fmt " + struct.pack("<I", len(form)) + form + b"fact" + struct.pack("<II", 4, fact)
        chunks += b"data" + struct.pack("<I", len(body)) + body
        return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks

    assert list(read_wav(file(2))) == [0, 11]
    assert list(read_wav(file(99))) == [0, 11, 41]
    for broken in (file(2, channels=2), file(0), file(3, b"ab")):
        with pytest.raises(WavError):
            read_wav(broken)


def test_a_tone_that_is_encoded_for_a_recording_is_decoded_with_little_noise() -> None:
    tone = [round(16_000 * math.sin(index / 8)) for index in range(5_000)]
    decoded = adpcm.read(adpcm.wav(tone))
    assert sum((a - b) ** 2 for a, b in zip(tone, decoded, strict=True)) < 0.001 * sum(a * a for a in tone)


def test_every_phrase_is_recorded_and_every_recording_is_of_a_phrase() -> None:
    recorded = {file.stem for file in BUILTIN.glob("*.wav") if not re.fullmatch(NOT_SPEECH, file.stem)}
    assert recorded == set(recordings()), "`make sounds` records what is missing, and removes what is not said"


def test_each_sound_that_is_not_speech_is_in_the_readme() -> None:
    text = (BUILTIN / "README.md").read_text("utf-8")
    for file in BUILTIN.glob("*.wav"):
        if re.fullmatch(NOT_SPEECH, file.stem):
            assert f"`{file.stem}`" in text


def test_sections_are_written_one_after_the_other_as_one_wav(tmp_path: Path) -> None:
    with (tmp_path / "out.wav").open("wb") as file:
        assert write_wav(file, [array("h", [1]), array("h", [2])]) == 2
    with wave.open(str(tmp_path / "out.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 44_100)
        assert file.readframes(9) == b"\x01\x00\x02\x00"
