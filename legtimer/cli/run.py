"""`legtimer run`: start a workout at once, with options that override the preset."""

import argparse
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from legtimer.cli.app import perform, without_screen
from legtimer.cli.output import EXIT_FAILURE, EXIT_USAGE, fail, fault_text, print_error, print_line
from legtimer.cli.presets import find_entry, print_faults
from legtimer.core.formatting import tempo_text
from legtimer.core.preset import Block, Fault, Preset, block_faults, preset_faults
from legtimer.core.tempo import parse_notation
from legtimer.storage.locations import Locations
from legtimer.storage.preset_library import PresetEntry, PresetLibrary
from legtimer.storage.validation import validate

BLOCK_OVERRIDES, PRESET_OVERRIDES = ("sets", "reps", "rest"), ("prepare",)


def run(options: argparse.Namespace, locations: Locations) -> int:
    """Perform a preset."""
    entry, preset = find_preset(options, locations)
    entry = replace(entry, preset=preset)
    if options.plain:
        from legtimer.cli.plain import perform_plain  # noqa: PLC0415  # the app does not need it

        print_tempo(options, preset)
        return perform_plain(locations, entry, mute=options.mute, save=not options.no_save)
    if without_screen():
        return EXIT_USAGE
    print_tempo(options, preset)
    return perform(locations, entry, mute=options.mute, save=not options.no_save)


def find_preset(options: argparse.Namespace, locations: Locations) -> tuple[PresetEntry, Preset]:
    """The named preset, and the same with the overrides of the command line; after an error, the command ends."""
    entry = find_entry(PresetLibrary(locations), options.preset)
    if entry.preset is None:
        print_faults(entry)
        raise SystemExit(EXIT_FAILURE)
    return entry, _with_overrides(entry.preset, options)


def print_tempo(options: argparse.Namespace, preset: Preset) -> None:
    """If a tempo was given, print what it means in words, and any warnings."""
    if options.tempo is not None:
        for warning in _faults(preset):
            print_error(f"warning: {fault_text(warning)}")
        for block in preset.blocks:
            print_line(f"{block.name}: {tempo_text(block)}")


def _with_overrides(preset: Preset, options: argparse.Namespace) -> Preset:
    given = {key: value for key, value in vars(options).items() if value is not None}
    values, faults = validate(given, Block, tuple(key for key in BLOCK_OVERRIDES if key in given))
    whole, faults_of_whole = validate(given, Preset, PRESET_OVERRIDES)
    _fail_on_error([*faults, *faults_of_whole])
    if options.tempo is not None:
        try:
            values["tempo"] = parse_notation(options.tempo)
        except ValueError as error:
            fail(f"--{error}", EXIT_USAGE)
    for key in ("tempo", "reps"):
        if key in values and all(block.work is not None for block in preset.blocks):
            fail(f"--{key}: this preset has intervals of work, not reps", EXIT_USAGE)
    blocks = []
    for block in preset.blocks:  # an interval of work keeps having no reps and no tempo
        fitting = {key: value for key, value in values.items() if getattr(block, key) is not None}
        blocks.append(replace(block, **fitting))
    changed = replace(preset, blocks=tuple(blocks), **whole)
    _fail_on_error(_faults(changed))
    return changed


def _faults(preset: Preset) -> Iterator[Fault]:
    for block in preset.blocks:
        yield from block_faults(block)
    yield from preset_faults(preset)


def _fail_on_error(faults: Iterable[Fault]) -> None:
    for fault in faults:
        if fault.severity == "error":
            fail(f"--{fault_text(fault)}", EXIT_USAGE)
