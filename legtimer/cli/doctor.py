"""`legtimer doctor`: where files are, what the terminal can do, and what can be heard."""

import argparse
import asyncio
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

import legtimer
from legtimer.audio.playback.probe import Candidate, probe_outputs
from legtimer.audio.render.mix import Mix
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.sound_test import WORDS, play, trial
from legtimer.cli.check import fault_line
from legtimer.cli.output import EXIT_NO, EXIT_OK, print_line
from legtimer.core.settings import Settings
from legtimer.storage.history import History
from legtimer.storage.locations import Locations, bundled_folder
from legtimer.storage.preset_library import PresetLibrary
from legtimer.storage.settings_file import read_settings
from legtimer.tui.terminal.capabilities import knows_unicode

SMALLEST = (40, 12)  # columns and rows
UNKNOWN_SIZE = (0, 0)


class Finding(Struct, frozen=True):
    """One line of the answer; what is `bad` wants mending."""

    name: str
    text: str
    bad: bool = False


def doctor(options: argparse.Namespace, locations: Locations) -> int:
    """Say how things are; the answer is no if anything is bad."""
    settings, _ = read_settings(locations.settings)
    sounds = SoundLibrary(bundled_folder("sounds"), locations.own_sounds)
    heard: list[Candidate] = []
    bad = False
    print_line(f"legtimer {legtimer.__version__}, Python {platform.python_version()}, {platform.platform(terse=True)}")
    parts: dict[str, Callable[[], Iterator[Finding]]] = {
        "Files": lambda: _files(locations),
        "Terminal": _terminal,
        "Sound": lambda: _sound(settings, locations.own_sounds, sounds, heard),
    }
    for title, findings in parts.items():
        print_line("")
        print_line(title)
        for finding in findings():
            bad |= finding.bad
            print_line(f"{'!' if finding.bad else ' '} {finding.name:12} {finding.text}")
    wanted = sys.stdout.isatty() if options.play is None else options.play
    if wanted and any(candidate.fault is None for candidate in heard):
        bad |= _try_out(settings, sounds)
    return EXIT_NO if bad else EXIT_OK


def _files(locations: Locations) -> Iterator[Finding]:
    for name, folder in (("config", locations.config), ("data", locations.data)):
        yield Finding(name, f"{folder}: {_writable(folder)}", bad=not _can_write(folder))
    entries = PresetLibrary(locations).load()
    own = [entry for entry in entries if entry.source == "own"]
    faulty = [entry.stem for entry in entries if entry.preset is None]
    yield Finding("presets", f"{bundled_folder('presets')}: {len(entries) - len(own)} built-in")
    yield Finding("own presets", f"{locations.own_presets}: {len(own)}")
    if faulty:
        yield Finding("", f"faulty: {', '.join(faulty)}; `legtimer check` says why", bad=True)
    yield Finding("sounds", f"{bundled_folder('sounds')}: {len(SoundLibrary(bundled_folder('sounds')).names)} built-in")
    _, faults = read_settings(locations.settings)
    state = "" if locations.settings.exists() else ": none yet, everything as by default"
    yield Finding("settings", f"{locations.settings}{state}")
    for fault in faults:
        yield Finding("", fault_line(locations.settings.name, fault), bad=True)
    sessions, unreadable = History(locations).read_all()
    yield Finding("history", f"{locations.history}: {len(sessions)} sessions")
    if unreadable:
        yield Finding("", f"{len(unreadable)} files cannot be read; `legtimer history check` says why", bad=True)


def _can_write(folder: Path) -> bool:
    existing = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    return existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)


def _writable(folder: Path) -> str:
    if not _can_write(folder):
        return "cannot be written to"
    return "writable" if folder.is_dir() else "not there yet, made when needed"


def _terminal() -> Iterator[Finding]:
    term = os.environ.get("TERM", "")
    yield Finding("TERM", term or "not set")
    if not sys.stdout.isatty():
        yield Finding("screen", "the answer does not go to a terminal, so there is nothing to measure")
    else:
        columns, rows = shutil.get_terminal_size(UNKNOWN_SIZE)
        small = columns < SMALLEST[0] or rows < SMALLEST[1]
        hint = f"; too small to see from the mat, {SMALLEST[0]}x{SMALLEST[1]} will do" if small else ""
        yield Finding("size", f"{columns} columns, {rows} rows{hint}", bad=small)
    yield Finding("colours", _colours(term))
    yield Finding("letters", _letters(term))


def _letters(term: str) -> str:
    if knows_unicode(os.environ):
        return "Unicode"
    if knows_unicode({**os.environ, "TERM": ""}):
        return f"ASCII, as a terminal of the kind {term} shows little more: the figure is coarser"
    return "ASCII, as the locale is not UTF-8: the figure is coarser; LANG=C.UTF-8 if the terminal can do more"


def _colours(term: str) -> str:
    if os.environ.get("NO_COLOR"):
        return "none, as NO_COLOR asks"
    if os.environ.get("COLORTERM") in ("truecolor", "24bit"):
        return "16 million (COLORTERM)"
    if term in ("", "dumb"):
        return "none that TERM tells of"
    return "256 (TERM)" if "256color" in term else "16, as TERM tells of no more; COLORTERM=truecolor if it can do more"


def _sound(settings: Settings, folder: Path, sounds: SoundLibrary, heard: list[Candidate]) -> Iterator[Finding]:
    heard += asyncio.run(probe_outputs())
    for candidate in heard:
        yield Finding(candidate.name, "can play" if candidate.fault is None else f"cannot play: {candidate.fault}")
    used = next((candidate.name for candidate in heard if candidate.fault is None), None)
    if used is None:
        yield Finding("used", "none: the terminal bell rings at each phase instead", bad=True)
    else:
        yield Finding("used", f"{used}, {'the best' if used == heard[0].name else 'the first'} that can play here")
    mute = ", all muted" if settings.mute else ""
    volumes = ", ".join(f"{name} {getattr(settings, name):.0%}" for name in ("master", "glide", "voice", "clicks"))
    yield Finding("volumes", volumes + mute)
    yield Finding("own sounds", f"{folder}: {len(sounds.own)} in place of built-in ones")
    for path, reason in sounds.faults.items():
        yield Finding("", f"not used: {path}: {reason}", bad=True)


def _try_out(settings: Settings, sounds: SoundLibrary) -> bool:
    """Play the words; whether that failed."""
    print_line("")
    print_line(f'You should hear "{", ".join(WORDS)}" now.')
    sys.stdout.flush()
    failure = asyncio.run(play(trial(sounds, Mix(voice=settings.voice or 1.0, master=settings.master or 1.0))))
    print_line(
        f"! It failed: {failure}" if failure else "If you did not, look at the volume and the output of the system."
    )
    return failure is not None
