"""`legtimer render`: a whole workout as sound, for a phone or a speaker."""

import argparse
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from legtimer.audio.render.mix import STYLES, USUAL, Mix
from legtimer.audio.render.renderer import render as render_track
from legtimer.audio.render.sections import sections
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.render.wav import write_wav
from legtimer.audio.track import RATE, Track
from legtimer.cli.output import EXIT_NO, EXIT_OK, EXIT_USAGE, print_error, print_line
from legtimer.cli.run import RefusedError, echo_tempo, preset_asked_for
from legtimer.core.formatting import clock_text
from legtimer.core.preset import Preset
from legtimer.core.settings import CountTiming, Settings
from legtimer.core.timeline import build_timeline
from legtimer.storage.locations import Locations, bundled_folder
from legtimer.storage.settings_file import read_settings


def render(options: argparse.Namespace, locations: Locations) -> int:
    """Write the WAV file, whole or not at all."""
    settings, _ = read_settings(locations.settings)
    try:
        mix = _mix(settings, options.style, options.volume)
    except ValueError as error:
        print_error(str(error))
        return EXIT_USAGE
    out = Path(options.out)
    reason = _unfit(out, replaceable=options.force)
    if reason:
        print_error(f"{out}: {reason}")
        return EXIT_NO
    try:
        _, preset = preset_asked_for(options, locations)
    except RefusedError as refused:
        return refused.code
    echo_tempo(options, preset)
    sounds = SoundLibrary(bundled_folder("sounds"), locations.own_sounds)
    for path, reason in sounds.faults.items():
        print_error(f"warning: not used: {path}: {reason}")
    try:
        samples = _write(out, _tracks(preset, mix, sounds, options.count or settings.count), replaceable=options.force)
    except FileExistsError:
        print_error(f"{out}: somebody else has just written it; choose another name, or --force")
        return EXIT_NO
    styles = ", ".join(style for style in STYLES if mix.gain(style)) or "silence"
    print_line(f"{out}: {clock_text(samples * 1000 // RATE)} of sound ({styles}), {out.stat().st_size / 1e6:.1f} MB")
    return EXIT_OK


def _mix(settings: Settings, style: str | None, volume: str | None) -> Mix:
    """The volumes of the settings, but only the styles that were asked for, and heard even if the app is muted.

    Raises:
        ValueError: what was asked for makes no sense; the message says why.
    """
    volumes = {each: getattr(settings, each) for each in STYLES}
    if style is not None:
        wanted = [each.strip() for each in style.split(",")]
        for each in wanted:
            if each not in STYLES:
                raise ValueError(f"--style: found {each[:60]!r}, expected {', '.join(STYLES)}, or several with commas")
        # A style that is off in the app has been asked for by name.
        volumes = {each: (volumes[each] or getattr(USUAL, each)) if each in wanted else 0.0 for each in STYLES}
    mix = Mix(master=settings.master, **volumes)
    return mix if volume is None else replace(mix, master=_volume(volume))


def _volume(text: str) -> float:
    try:
        number = float(text.removesuffix("%"))
    except ValueError:
        number = -1.0
    share = number / 100 if number > 1 or text.endswith("%") else number
    if not 0 <= share <= 1:
        raise ValueError(f"--volume: found {text[:60]!r}, expected 0 to 100 per cent, or 0 to 1")
    return share


def _unfit(out: Path, *, replaceable: bool) -> str | None:
    """Why nothing can be written there, if so."""
    if out.is_dir():
        return "is a folder; name a file in it, such as workout.wav"
    if not out.parent.is_dir():
        return "there is no such folder; make it first"
    if out.exists() and not replaceable:
        return "exists already; choose another name, or --force to replace it"
    if out.exists() and not out.is_file():
        return "is no ordinary file; name one, such as workout.wav"
    return None


def _tracks(preset: Preset, mix: Mix, sounds: SoundLibrary, count: CountTiming) -> Iterator[Track]:
    timeline = build_timeline(preset)
    variations = tuple(block.variation for block in preset.blocks)
    for section in sections(timeline, 0):
        yield render_track(timeline, section.start, section.end, mix, sounds, count=count, variations=variations)


def _write(out: Path, tracks: Iterator[Track], *, replaceable: bool) -> int:
    """Write beside the place and put it there when it is whole; how many samples it has."""
    target = Path(os.path.realpath(out))
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{out.name}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            samples = write_wav(file, tracks)
        temporary.chmod(0o644)
        if target.exists() and not replaceable:
            raise FileExistsError
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return samples
