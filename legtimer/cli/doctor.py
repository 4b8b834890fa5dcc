"""`legtimer doctor`: check files, terminal and sound, and say what to fix."""

import argparse
import asyncio
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

import legtimer
from legtimer.audio.playback.probe import Candidate, probe_outputs
from legtimer.audio.render.mix import Mix
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.sound_test import WORDS, play, trial
from legtimer.cli.check import fault_line
from legtimer.cli.output import EXIT_FAILURE, EXIT_OK, print_line
from legtimer.core.settings import Settings
from legtimer.storage.history import History
from legtimer.storage.locations import Locations, bundled_folder
from legtimer.storage.preset_library import PresetLibrary
from legtimer.storage.settings_file import read_settings
from legtimer.tui.terminal.capabilities import knows_unicode

SMALLEST = (40, 12)  # columns and rows


class Finding(Struct, frozen=True):
    """One line of the report; `bad` if there is something to fix."""

    name: str
    text: str
    bad: bool = False


def doctor(options: argparse.Namespace, locations: Locations) -> int:
    """Print the report; the exit code is 1 if there is something to fix."""
    settings, _ = read_settings(locations.settings)
    sounds = SoundLibrary(bundled_folder("sounds"), locations.own_sounds)
    print_line(f"legtimer {legtimer.__version__}, Python {platform.python_version()}, {platform.platform(terse=True)}")
    bad = _print_section("Files", _files(locations))
    bad |= _print_section("Terminal", _terminal())
    outputs = asyncio.run(probe_outputs())
    bad |= _print_section("Sound", _sound(outputs, settings, locations, sounds))
    play_sound = sys.stdout.isatty() if options.play is None else options.play
    if play_sound and any(output.fault is None for output in outputs):
        bad |= not _play_test_sound(settings, sounds)
    return EXIT_FAILURE if bad else EXIT_OK


def _print_section(title: str, findings: Iterator[Finding]) -> bool:
    """Print the findings as they are made; returns whether one is bad."""
    print_line("")
    print_line(title)
    bad = False
    for finding in findings:
        bad |= finding.bad
        print_line(f"{'!' if finding.bad else ' '} {finding.name:12} {finding.text}")
    return bad


def _files(locations: Locations) -> Iterator[Finding]:
    yield _folder("config", locations.config)
    yield _folder("data", locations.data)
    entries = PresetLibrary(locations).load()
    own = sum(entry.source == "own" for entry in entries)
    faulty = [entry.stem for entry in entries if entry.preset is None]
    yield Finding("presets", f"{bundled_folder('presets')}: {len(entries) - own} built-in")
    yield Finding("own presets", f"{locations.own_presets}: {own}")
    if faulty:
        yield Finding("", f"faulty: {', '.join(faulty)}; `legtimer check` says why", bad=True)
    _, faults = read_settings(locations.settings)
    state = "" if locations.settings.exists() else ": not there yet, using the defaults"
    yield Finding("settings", f"{locations.settings}{state}")
    for fault in faults:
        yield Finding("", fault_line(locations.settings.name, fault), bad=True)
    sessions, unreadable = History(locations).read_all()
    yield Finding("history", f"{locations.history}: {len(sessions)} sessions")
    if unreadable:
        yield Finding("", f"{len(unreadable)} files cannot be read; `legtimer history check` says why", bad=True)
    yield Finding("log", f"{locations.data / 'legtimer.log'}; --debug writes more to it")


def _folder(name: str, folder: Path) -> Finding:
    existing = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    if not (existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)):
        return Finding(name, f"{folder}: not writable", bad=True)
    return Finding(name, f"{folder}: {'writable' if existing == folder else 'not there yet, created when needed'}")


def _terminal() -> Iterator[Finding]:
    term = os.environ.get("TERM", "")
    yield Finding("TERM", term or "not set")
    if sys.stdout.isatty():
        columns, rows = shutil.get_terminal_size((0, 0))
        small = columns < SMALLEST[0] or rows < SMALLEST[1]
        hint = f"; too small, at least {SMALLEST[0]} columns and {SMALLEST[1]} rows are needed" if small else ""
        yield Finding("size", f"{columns} columns, {rows} rows{hint}", bad=small)
    else:
        yield Finding("size", "unknown, because the output does not go to a terminal")
    yield Finding("colours", _colours(term))
    yield Finding("characters", _characters(term))


def _characters(term: str) -> str:
    if knows_unicode(os.environ):
        return "Unicode"
    if knows_unicode({**os.environ, "TERM": ""}):
        return f"ASCII only, because TERM is {term}: the figure is coarser"
    return "ASCII only, because the locale is not UTF-8: the figure is coarser; try LANG=C.UTF-8"


def _colours(term: str) -> str:
    if os.environ.get("NO_COLOR"):
        return "none, because NO_COLOR is set"
    if os.environ.get("COLORTERM") in ("truecolor", "24bit"):
        return "16 million (COLORTERM)"
    if term in ("", "dumb"):
        return "none, because of TERM"
    return "256 (TERM)" if "256color" in term else "16 (TERM); try COLORTERM=truecolor"


def _sound(
    outputs: list[Candidate], settings: Settings, locations: Locations, sounds: SoundLibrary
) -> Iterator[Finding]:
    for output in outputs:
        yield Finding(output.name, "works" if output.fault is None else f"does not work: {output.fault}")
    player = next((output.name for output in outputs if output.fault is None), None)
    if player is None:
        yield Finding("player", "none: the terminal bell rings at each phase instead", bad=True)
    else:
        yield Finding("player", f"{player} plays the sound{'' if player == outputs[0].name else ' instead'}")
    mute = ", all muted" if settings.mute else ""
    volumes = ", ".join(f"{name} {getattr(settings, name):.0%}" for name in ("master", "glide", "voice", "clicks"))
    yield Finding("volumes", volumes + mute)
    yield Finding("sounds", f"{bundled_folder('sounds')}: {len(sounds.names)} built-in")
    yield Finding("own sounds", f"{locations.own_sounds}: {len(sounds.own)} replace built-in ones")
    for path, reason in sounds.faults.items():
        yield Finding("", f"not used: {path}: {reason}", bad=True)


def _play_test_sound(settings: Settings, sounds: SoundLibrary) -> bool:
    """Play a few words; returns whether that worked."""
    print_line("")
    print_line(f'You should hear "{", ".join(WORDS)}" now.')
    sys.stdout.flush()
    failure = asyncio.run(play(trial(sounds, Mix(voice=settings.voice or 1.0, master=settings.master or 1.0))))
    hint = "If you heard nothing, check the volume and the output device of the system."
    print_line(f"! The test sound failed: {failure}" if failure else hint)
    return failure is None
