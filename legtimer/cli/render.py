"""`legtimer render`: write the sound of a whole workout to a WAV file, for a phone or a speaker."""

import argparse
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from legtimer.audio.own_speech import OwnSpeech, texts_of
from legtimer.audio.render.coaching import Coaching
from legtimer.audio.render.keep_awake_noise import wake_up
from legtimer.audio.render.mix import DEFAULTS, STYLES, Mix
from legtimer.audio.render.renderer import render as render_section
from legtimer.audio.render.sections import sections
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.render.wav import write_wav
from legtimer.audio.samples import RATE, Samples
from legtimer.cli.output import EXIT_OK, EXIT_USAGE, fail, print_error, print_line
from legtimer.cli.run import find_preset, print_tempo
from legtimer.core.formatting import clock_text
from legtimer.core.plan import Bests
from legtimer.core.preset import Preset
from legtimer.core.settings import Settings
from legtimer.core.timeline import build_timeline
from legtimer.storage.history import History
from legtimer.storage.locations import Locations, bundled_folder
from legtimer.storage.past_bests import past_bests
from legtimer.storage.preset_library import PresetLibrary
from legtimer.storage.settings_file import read_settings
from legtimer.system.files import retry_if_open

ASKED_FOR = 0.6  # the volume of a style that is off by default


def render(options: argparse.Namespace, locations: Locations) -> int:
    """Write the WAV file completely, or not at all."""
    settings, _ = read_settings(locations.settings)
    mix = _mix(settings, options.style, options.volume)
    out = Path(options.out)
    _check_target(out, force=options.force)
    entry, preset = find_preset(options, locations)
    bests = past_bests(History(locations), PresetLibrary(locations), entry.stem, preset)
    print_tempo(options, preset)
    sounds = SoundLibrary(bundled_folder("sounds"), locations.own_sounds, locations.spoken)
    for path, reason in sounds.faults.items():
        print_error(f"warning: not used: {path}: {reason}")
    speech = OwnSpeech(locations.spoken, sounds)
    while speech.speak_one(texts_of(preset)):
        pass
    settings = replace(settings, count=options.count or settings.count)
    samples = _write(out, _rendered_sections(preset, bests, mix, sounds, settings), force=options.force)
    styles = ", ".join(style for style in STYLES if mix.gain(style)) or "silence"
    print_line(f"{out}: {clock_text(samples * 1000 // RATE)} of sound ({styles}), {out.stat().st_size / 1e6:.1f} MB")
    return EXIT_OK


def _mix(settings: Settings, style: str | None, volume: float | None) -> Mix:
    """The volumes of the settings, limited to the given styles. Muting the app does not mute the file."""
    wanted = STYLES if style is None else [each.strip() for each in style.split(",")]
    for each in wanted:
        if each not in STYLES:
            expected = f"{', '.join(STYLES)}, or several with commas"
            fail(f"--style: found {each[:60]!r}, expected {expected}", EXIT_USAGE)
    volumes: dict[str, Any] = {each: getattr(settings, each) if each in wanted else 0.0 for each in STYLES}
    if style is not None:  # a style that is off in the settings but asked for gets its default volume
        volumes |= {each: getattr(DEFAULTS, each) or ASKED_FOR for each in wanted if not volumes[each]}
    master = settings.master if volume is None else volume
    return Mix(master=master, keep_awake_noise=settings.keep_awake_noise, **volumes)


def _check_target(out: Path, *, force: bool) -> None:
    if out.is_dir():
        fail(f"{out}: is a folder; name a file in it, such as workout.wav")
    if not out.parent.is_dir():
        fail(f"{out}: there is no such folder; create it first")
    if out.exists() and not force:
        fail(f"{out}: already exists; choose another name, or --force to replace it")
    if out.exists() and not out.is_file():
        fail(f"{out}: not a regular file; name one, such as workout.wav")


def _rendered_sections(
    preset: Preset, bests: Bests, mix: Mix, sounds: SoundLibrary, settings: Settings
) -> Iterator[Samples]:
    timeline = build_timeline(preset, bests)
    coaching = replace(Coaching.of(preset, settings), bests=bests)
    yield wake_up(mix)
    for section in sections(timeline, 0):
        yield render_section(timeline, section.start, section.end, mix, sounds, coaching)


def _write(out: Path, rendered: Iterator[Samples], *, force: bool) -> int:
    """Write to a temporary file in the same folder, then rename it; returns the number of samples.

    A new file gets the mode that the umask says, a replaced one keeps its own.
    """
    target = Path(os.path.realpath(out))
    temporary = target.with_name(f".{os.getpid()}.{target.name}.tmp")
    try:
        with temporary.open("xb") as file:
            if target.exists():
                temporary.chmod(stat.S_IMODE(target.stat().st_mode))
            samples = write_wav(file, rendered)
        if target.exists() and not force:
            fail(f"{out}: another program has just created it; choose another name, or --force")
        retry_if_open(lambda: temporary.replace(target))
    finally:
        temporary.unlink(missing_ok=True)
    return samples
