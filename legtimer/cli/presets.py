"""`legtimer presets`: list them, show one, start one of your own."""

import argparse
import re
from typing import Any

import msgspec

from legtimer.cli.check import fault_data, fault_line
from legtimer.cli.output import EXIT_NO, EXIT_OK, EXIT_USAGE, print_error, print_json, print_line
from legtimer.core.formatting import clock_text
from legtimer.core.preset import Block, Stem
from legtimer.core.preset_entry import PresetEntry
from legtimer.core.timeline import Segment, build_timeline
from legtimer.storage.locations import Locations
from legtimer.storage.preset_library import PresetLibrary, UnknownPresetError
from legtimer.storage.toml_file import BadFileError


def list_presets(options: argparse.Namespace, locations: Locations) -> int:
    """All presets, gentlest first."""
    if options.names:
        return _list_names(locations)
    entries = PresetLibrary(locations).load()
    if options.json:
        print_json([entry_data(entry) for entry in entries])
        return EXIT_OK
    width = max((len(entry.stem) for entry in entries), default=0)
    for entry in entries:
        own = "  (yours)" if entry.source == "own" else ""
        if entry.preset is None:
            print_line(f"{entry.stem:{width}}  not readable: legtimer check {entry.path}{own}")
        else:
            length = clock_text(entry.preset.duration)
            print_line(f"{entry.stem:{width}}  level {entry.preset.level}  {length:>7}  {entry.preset.name}{own}")
    return EXIT_OK


def _list_names(locations: Locations) -> int:
    """The names that a shell takes as they are: when it completes a word, bash would run what is in `$(...)`."""
    for stem in PresetLibrary(locations).stems():
        if re.fullmatch(r"[\w.-]+", stem, re.ASCII):
            print_line(stem)
    return EXIT_OK


def show(options: argparse.Namespace, locations: Locations) -> int:
    """One preset and what happens when."""
    try:
        entry = PresetLibrary(locations).find(options.name)
    except UnknownPresetError as error:
        print_error(str(error))
        return EXIT_USAGE
    if options.json:
        print_json({**entry_data(entry), "segments": _segments_data(entry)})
    elif entry.preset is not None:
        _say_preset(entry)
    if entry.preset is None:
        for fault in entry.faults:
            print_error(fault_line(str(entry.path), fault))
        return EXIT_NO
    return EXIT_OK


def new(options: argparse.Namespace, locations: Locations) -> int:
    """Copy a preset, comments and all, under a new name into one's own folder."""
    library = PresetLibrary(locations)
    try:
        stem = msgspec.convert(options.name, Stem)
        source = library.find(options.source)
        path = library.copy(source, stem, stem.replace("-", " ").replace("_", " ").strip().capitalize() or stem)
    except msgspec.ValidationError:
        print_error(
            f"{options.name[:60]!r} is no name for a preset: use small letters, digits, - and _, such as my-lift"
        )
        return EXIT_USAGE
    except UnknownPresetError as error:
        print_error(str(error))
        return EXIT_USAGE
    except BadFileError as bad:
        print_error(f"{source.path}: {bad}")
        return EXIT_NO
    except FileExistsError as error:
        print_error(f"{error.filename2 or error.filename} exists already: choose another name, or edit that file")
        return EXIT_NO
    print_line(str(path))
    return EXIT_OK


def entry_data(entry: PresetEntry) -> dict[str, Any]:
    """A preset as JSON has it; times in seconds."""
    preset = entry.preset
    return {
        "stem": entry.stem,
        "name": preset.name if preset else None,
        "source": entry.source,
        "path": str(entry.path),
        "level": preset.level if preset else None,
        "variation": preset.variation if preset else None,
        "duration": preset.duration / 1000 if preset else None,
        "tension": preset.tension / 1000 if preset else None,
        "blocks": [_block_data(block) for block in preset.blocks] if preset else [],
        "faults": [fault_data(fault) for fault in entry.faults],
    }


def _block_data(block: Block) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.to_builtins(block)
    return {key: value for key, value in data.items() if value is not None}


def _segments_data(entry: PresetEntry) -> list[dict[str, Any]]:
    if entry.preset is None:
        return []
    return [
        {**msgspec.to_builtins(segment), "start": segment.start / 1000, "duration": segment.duration / 1000}
        for segment in build_timeline(entry.preset).segments
    ]


def _say_preset(entry: PresetEntry) -> None:
    preset = entry.preset
    assert preset is not None
    print_line(
        f"{preset.name}  (level {preset.level}, {clock_text(preset.duration)}, {clock_text(preset.tension)} under tension)"
    )
    if preset.summary:
        print_line(preset.summary)
    for block in preset.blocks:
        _say_block(block, named=len(preset.blocks) > 1)
    print_line("")
    for fault in entry.faults:
        print_error(fault_line(str(entry.path), fault))
    for segment in build_timeline(preset).segments:
        print_line(_segment_line(segment))


def _say_block(block: Block, named: bool) -> None:
    print_line("")
    if named:
        print_line(block.name)
    what = f"{block.work:g} s of work" if block.work is not None else f"{block.reps} reps"
    load = f", {block.load:g} kg" if block.load else ""
    print_line(f"{block.sets} sets of {what}, {block.rest:g} s rest{load}")
    if block.tempo is not None:
        print_line(block.tempo.words)
    for cue in (*block.cues.setup, *block.cues.form):
        print_line(f"- {cue}")
    if block.cues.caution:
        print_line(block.cues.caution)


def _segment_line(segment: Segment) -> str:
    rep = f"  rep {segment.rep}" if segment.rep else ""
    side = f"  {segment.side}" if segment.side else ""
    start, seconds = clock_text(segment.start), f"{segment.duration / 1000:g} s"
    return f"{start:>6}  {segment.kind:8}{seconds:>7}  set {segment.set}{rep}{side}"
