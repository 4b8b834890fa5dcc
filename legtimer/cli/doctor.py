"""`legtimer doctor`: check files, terminal and sound, and say what to fix."""

import argparse
import asyncio
import os
import platform
import shutil
import sys
from pathlib import Path

import legtimer
from legtimer.audio.own_speech import can_speak
from legtimer.audio.playback.backends import BACKENDS
from legtimer.audio.playback.probe import BackendStatus, probe_backends
from legtimer.audio.render.mix import STYLES, Mix
from legtimer.audio.render.sound_library import SoundLibrary
from legtimer.audio.sound_test import WORDS, play, spoken_words
from legtimer.cli.output import EXIT_FAILURE, EXIT_OK, fault_line, print_line
from legtimer.core.formatting import count_text
from legtimer.core.printable import error_reason
from legtimer.core.settings import Settings
from legtimer.storage.history import History
from legtimer.storage.locations import Locations, bundled_folder
from legtimer.storage.preset_library import PresetLibrary
from legtimer.storage.settings_file import read_settings
from legtimer.storage.toml_file import file_exists
from legtimer.system.terminal import is_terminal
from legtimer.tui.keymap import read_keymap
from legtimer.tui.terminal.capabilities import SMALLEST, knows_unicode

COACH_SAYS = {
    "full": "names, set-up, cautions, breath in each set, form often",
    "some": "names, set-up, sets to go, breath in the first set, form",
    "few": "phases, numbers and rests",
}


class Report:
    """Prints findings. `failed` is whether one of them needs fixing."""

    def __init__(self) -> None:
        self.failed = False

    def section(self, title: str) -> None:
        """Start a section."""
        print_line("")
        print_line(title)

    def add(self, name: str, text: str, *, bad: bool = False) -> None:
        """Print a finding; one that is `bad` needs fixing."""
        self.failed |= bad
        print_line(f"{'!' if bad else ' '} {name:12} {text}")


def doctor(options: argparse.Namespace, locations: Locations) -> int:
    """Print the report; the exit code is 1 if there is something to fix."""
    settings, _ = read_settings(locations.settings)
    sounds = SoundLibrary(bundled_folder("sounds"), locations.own_sounds)
    print_line(f"legtimer {legtimer.__version__}, Python {platform.python_version()}, {platform.platform(terse=True)}")
    report = Report()
    _check_files(report, locations)
    _check_terminal(report)
    outputs = asyncio.run(probe_backends(BACKENDS))
    _check_sound(report, outputs, settings, locations, sounds)
    play_sound = is_terminal(sys.stdout) if options.play is None else options.play
    if play_sound and any(output.fault is None for output in outputs):
        _play_test_sound(report, settings, sounds)
    return EXIT_FAILURE if report.failed else EXIT_OK


def _check_files(report: Report, locations: Locations) -> None:
    report.section("Files")
    _check_folder(report, "config", locations.config)
    _check_folder(report, "data", locations.data)
    entries = PresetLibrary(locations).load()
    own = sum(entry.source == "own" for entry in entries)
    faulty = [entry.stem for entry in entries if entry.preset is None]
    report.add("presets", f"{bundled_folder('presets')}: {len(entries) - own} built-in")
    report.add("own presets", f"{locations.own_presets}: {own}")
    if faulty:
        report.add("", f"faulty: {', '.join(faulty)}; `legtimer check` says why", bad=True)
    settings, faults = read_settings(locations.settings)
    state = "" if faults or locations.settings.exists() else ": not there yet, using the defaults"
    report.add("settings", f"{locations.settings}{state}")
    keymap, key_faults = read_keymap(settings.keys)
    for fault in (*faults, *key_faults):
        report.add("", fault_line(locations.settings.name, fault), bad=True)
    if keymap:
        report.add("keys", f"{count_text(len(keymap), 'command')} with keys of your own")
    sessions, unreadable = History(locations).read_all()
    report.add("history", f"{locations.history}: {count_text(len(sessions), 'session')}")
    if unreadable:
        report.add(
            "", f"{count_text(len(unreadable), 'file')} cannot be read; `legtimer history check` says why", bad=True
        )
    report.add("log", f"{locations.log}; --debug writes more to it")


def _check_folder(report: Report, name: str, folder: Path) -> None:
    try:
        existing = next((each for each in (folder, *folder.parents) if file_exists(each)), folder)
    except OSError as error:
        report.add(name, f"{folder}: {error_reason(error)}", bad=True)
        return
    writable = existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)
    state = "writable" if existing == folder else "not there yet, created when needed"
    report.add(name, f"{folder}: {state if writable else 'not writable'}", bad=not writable)


def _check_terminal(report: Report) -> None:
    report.section("Terminal")
    term = os.environ.get("TERM", "")
    report.add("TERM", term or "not set")
    if is_terminal(sys.stdout):
        columns, rows = shutil.get_terminal_size((0, 0))
        small = columns < SMALLEST[0] or rows < SMALLEST[1]
        hint = f"; too small, at least {SMALLEST[0]} columns and {SMALLEST[1]} rows are needed" if small else ""
        report.add("size", f"{columns} columns, {rows} rows{hint}", bad=small)
    else:
        report.add("size", "unknown, because the output does not go to a terminal")
    report.add("colours", _colours(term))
    report.add("characters", _characters(term))


def _characters(term: str) -> str:
    if knows_unicode(os.environ):
        return "Unicode"
    if knows_unicode({**os.environ, "TERM": ""}):
        return f"ASCII only, because TERM is {term}: the figure is coarser"
    return "ASCII only, because the locale is not UTF-8: the figure is coarser; try LANG=C.UTF-8"


def _colours(term: str) -> str:
    if "NO_COLOR" in os.environ:
        return "none, because NO_COLOR is set"
    if os.environ.get("COLORTERM") in ("truecolor", "24bit"):
        return "16 million (COLORTERM)"
    if term in ("dumb", "unknown"):
        return "none, because of TERM"
    return "256 (TERM)" if term.rpartition("-")[2] in ("256color", "kitty") else "16 (TERM); try COLORTERM=truecolor"


def _check_sound(
    report: Report, outputs: list[BackendStatus], settings: Settings, locations: Locations, sounds: SoundLibrary
) -> None:
    report.section("Sound")
    for output in outputs:
        report.add(output.name, "works" if output.fault is None else f"does not work: {output.fault}")
    player = next((output.name for output in outputs if output.fault is None), None)
    if player is None:
        report.add("player", "none: the terminal bell rings at each phase instead", bad=True)
    else:
        report.add("player", f"{player} plays the sound{'' if player == outputs[0].name else ' instead'}")
    mute = ", all muted" if settings.mute else ""
    volumes = ", ".join(f"{name} {getattr(settings, name):.0%}" for name in ("master", *STYLES))
    report.add("volumes", volumes + mute)
    report.add("coach", f"{settings.coach}: {COACH_SAYS[settings.coach]}")
    report.add("spoken", "the coach's words and the texts of the built-in presets: recorded, built in")
    report.add("", f"texts of your own presets: by <text>.wav in {locations.own_sounds}, else {_otherwise_spoken()}")
    report.add("sounds", f"{bundled_folder('sounds')}: {len(sounds.names)} built-in")
    report.add("own sounds", f"{locations.own_sounds}: {len(sounds.own)} replace or complete the built-in ones")
    for path, reason in sounds.faults.items():
        report.add("", f"not used: {path}: {reason}", bad=True)


def _otherwise_spoken() -> str:
    return "by hibari-tts" if can_speak() else "left out (the extra `voice` speaks them)"


def _play_test_sound(report: Report, settings: Settings, sounds: SoundLibrary) -> None:
    report.section(f'You should hear "{", ".join(WORDS)}" now.')
    sys.stdout.flush()
    voice, master = settings.voice or 1.0, settings.master or 1.0
    mix = Mix(voice=voice, master=master, keep_awake_noise=settings.keep_awake_noise)
    failure = asyncio.run(play(spoken_words(sounds, mix)))
    if failure is None:
        print_line("If you heard nothing, check the volume and the output device of the system.")
    else:
        report.add("test sound", f"failed: {failure}", bad=True)
