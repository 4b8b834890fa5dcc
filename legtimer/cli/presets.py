"""`legtimer presets` and `legtimer check`: list presets, show one, start a new one, report faults."""

import argparse
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from legtimer.cli.output import (
    EXIT_FAILURE,
    EXIT_OK,
    EXIT_USAGE,
    fail,
    fault_line,
    print_error,
    print_json,
    print_line,
)
from legtimer.core.formatting import clock_text, plan_text, rounds_text
from legtimer.core.load import Unit
from legtimer.core.preset import Block, Preset, Stem
from legtimer.core.timeline import Segment, Timeline, build_timeline
from legtimer.storage.history import History
from legtimer.storage.locations import Locations
from legtimer.storage.past_bests import past_bests
from legtimer.storage.preset_file import read_preset
from legtimer.storage.preset_library import PresetEntry, PresetLibrary, UnknownPresetError
from legtimer.storage.settings_file import read_settings
from legtimer.storage.toml_file import BadFileError
from legtimer.system.files import RESERVED_NAMES


def list_presets(options: argparse.Namespace, locations: Locations) -> int:
    """Print all presets, gentlest first."""
    library = PresetLibrary(locations)
    if options.names:
        for stem in library.stems():
            # Read by shell completion: bash would run a `$(...)` in a word that it completes.
            if re.fullmatch(r"[\w.-]+", stem, re.ASCII):
                print_line(stem)
        return EXIT_OK
    entries, timeline_of = library.load(), partial(_timeline, library, History(locations))
    if options.json:
        print_json([_entry_data(entry, timeline_of) for entry in entries])
        return EXIT_OK
    width = max((len(entry.stem) for entry in entries), default=0)
    for entry in entries:
        own = "  (yours)" if entry.source == "own" else ""
        if entry.preset is None:
            print_line(f"{entry.stem:{width}}  faulty: legtimer check {entry.path}{own}")
        else:
            length = clock_text(timeline_of(entry.stem, entry.preset).duration)
            print_line(f"{entry.stem:{width}}  level {entry.preset.level}  {length:>7}  {entry.preset.name}{own}")
    return EXIT_OK


def show(options: argparse.Namespace, locations: Locations) -> int:
    """Print one preset and its timeline."""
    library = PresetLibrary(locations)
    entry, timeline_of = find_entry(library, options.name), partial(_timeline, library, History(locations))
    data = {**_entry_data(entry, timeline_of), "segments": []}
    if entry.preset is not None:
        timeline = timeline_of(entry.stem, entry.preset)
        data["segments"] = [_segment_data(segment) for segment in timeline.segments]
        if not options.json:
            _print_preset(entry.preset, timeline, read_settings(locations.settings)[0].units)
    if options.json:
        print_json(data)
    if entry.preset is None or not options.json:
        print_faults(entry)
    return EXIT_FAILURE if entry.preset is None else EXIT_OK


def new(options: argparse.Namespace, locations: Locations) -> int:
    """Copy a preset with its comments into your presets folder, under a new name."""
    library = PresetLibrary(locations)
    try:
        stem = msgspec.convert(options.name, Stem)
        if stem in RESERVED_NAMES:
            fail(f"{stem!r} cannot be the name of a preset: Windows has a device of that name", EXIT_USAGE)
        source = find_entry(library, options.source)
        name = re.sub("[-_]", " ", stem).strip().capitalize() or stem
        print_line(str(library.copy(source, stem, name)))
    except msgspec.ValidationError:
        usage = "use lowercase letters, digits, - and _, such as my-lift"
        fail(f"{options.name[:60]!r} cannot be the name of a preset: {usage}", EXIT_USAGE)
    except BadFileError as bad:
        fail(f"{source.path}: {bad}")
    except FileExistsError as error:
        fail(f"{error.filename2 or error.filename} already exists: choose another name, or edit that file")
    return EXIT_OK


def check(options: argparse.Namespace, _: Locations) -> int:
    """Report the faults in all files; with `--strict`, warnings make the check fail too."""
    faults = [(file, fault) for file in options.files for fault in read_preset(Path(file))[1]]
    if options.json:
        print_json([{"file": file, **msgspec.to_builtins(fault)} for file, fault in faults])
    else:
        for file, fault in faults:
            print_line(fault_line(file, fault))
        if not faults:
            checked = options.files[0] if len(options.files) == 1 else f"{len(options.files)} files"
            print_line(f"{checked}: no faults")
    return EXIT_FAILURE if any(options.strict or fault.severity == "error" for _, fault in faults) else EXIT_OK


def find_entry(library: PresetLibrary, name: str) -> PresetEntry:
    """The preset of that name or path; if there is none, end the command with an error."""
    try:
        return library.find(name)
    except UnknownPresetError as error:
        fail(str(error), EXIT_USAGE)


def print_faults(entry: PresetEntry) -> None:
    """Print the faults of a preset file to standard error."""
    for fault in entry.faults:
        print_error(fault_line(str(entry.path), fault))


def _segment_data(segment: Segment) -> dict[str, Any]:
    """A segment as in the JSON output; times are in seconds."""
    return {
        "kind": segment.kind,
        "start": segment.start / 1000,
        "duration": segment.duration / 1000,
        "round": segment.round,
        "block": segment.block,
        "set": segment.set,
        "rep": segment.rep,
        "side": segment.side,
    }


def _timeline(library: PresetLibrary, history: History, stem: str, preset: Preset) -> Timeline:
    """The segments of a preset; a set that goes on until a key ends it is as long as the best so far."""
    return build_timeline(preset, past_bests(history, library, stem, preset))


def _entry_data(entry: PresetEntry, timeline_of: Callable[[str, Preset], Timeline]) -> dict[str, Any]:
    """A preset as in the JSON output; times are in seconds."""
    preset = entry.preset
    timeline = timeline_of(entry.stem, preset) if preset else None
    blocks = [msgspec.to_builtins(block) for block in preset.blocks] if preset else []
    return {
        "stem": entry.stem,
        "name": preset.name if preset else None,
        "source": entry.source,
        "path": str(entry.path),
        "level": preset.level if preset else None,
        "variation": preset.blocks[0].variation if preset else None,
        "duration": timeline.duration / 1000 if timeline else None,
        "tension": timeline.tension / 1000 if timeline else None,
        "rounds": preset.rounds if preset else None,
        "round_rest": preset.round_rest if preset else None,
        "blocks": [{key: value for key, value in block.items() if value is not None} for block in blocks],
        "faults": msgspec.to_builtins(entry.faults),
    }


def _print_preset(preset: Preset, timeline: Timeline, units: Unit) -> None:
    tension = f"{clock_text(timeline.tension)} under tension"
    print_line(f"{preset.name}  (level {preset.level}, {clock_text(timeline.duration)}, {tension})")
    if preset.summary:
        print_line(preset.summary)
    if preset.rounds > 1:
        print_line(rounds_text(preset))
    for block in preset.blocks:
        print_line("")
        if len(preset.blocks) > 1:
            print_line(block.name)
        _print_block(block, units)
    print_line("")
    for segment in timeline.segments:
        round_ = f"  round {segment.round}" if preset.rounds > 1 else ""
        rep = f"  rep {segment.rep}" if segment.rep else ""
        side = f"  {segment.side}" if segment.side else ""
        start, seconds = clock_text(segment.start), f"{segment.duration / 1000:g} s"
        print_line(f"{start:>6}  {segment.kind:8}{seconds:>7}{round_}  set {segment.set}{rep}{side}")


def _print_block(block: Block, units: Unit) -> None:
    print_line(plan_text(block, units))
    if block.tempo is not None:
        print_line(block.tempo.words)
    for cue in (*block.cues.setup, *block.cues.form):
        print_line(f"- {cue}")
    if block.cues.caution:
        print_line(block.cues.caution)
