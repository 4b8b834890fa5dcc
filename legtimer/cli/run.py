"""`legtimer run`: straight into a workout, with what was asked for in place of what the file says."""

import argparse
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import fields, replace

from legtimer.cli.app import perform, without_screen
from legtimer.cli.check import fault_line
from legtimer.cli.output import EXIT_NO, EXIT_USAGE, print_error, print_line
from legtimer.core.preset import Block, Fault, Preset, block_faults, preset_faults
from legtimer.core.preset_entry import PresetEntry
from legtimer.core.tempo import parse_notation
from legtimer.storage.locations import Locations
from legtimer.storage.preset_library import PresetLibrary, UnknownPresetError
from legtimer.storage.validation import validate

OF_A_BLOCK = ("sets", "reps", "rest")


class RefusedError(Exception):
    """It cannot be done, and why has been said; `code` is the exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class BadOverrideError(ValueError):
    """What was asked for cannot be done with this preset; the message says why."""


def run(options: argparse.Namespace, locations: Locations) -> int:
    """Perform a preset."""
    try:
        entry, preset = preset_asked_for(options, locations)
    except RefusedError as refused:
        return refused.code
    if without_screen():
        return EXIT_USAGE
    echo_tempo(options, preset)
    return perform(locations, replace(entry, preset=preset), mute=options.mute, save=not options.no_save)


def preset_asked_for(options: argparse.Namespace, locations: Locations) -> tuple[PresetEntry, Preset]:
    """The preset that was named, with what was asked for in place of what its file says.

    Raises:
        RefusedError: there is none, it is faulty, or it cannot be so; that has been said.
    """
    try:
        entry = PresetLibrary(locations).find(options.preset)
        if entry.preset is None:
            for fault in entry.faults:
                print_error(fault_line(str(entry.path), fault))
            raise RefusedError(EXIT_NO)
        preset = with_overrides(entry.preset, options)
    except (UnknownPresetError, BadOverrideError) as error:
        print_error(str(error))
        raise RefusedError(EXIT_USAGE) from error
    return entry, preset


def echo_tempo(options: argparse.Namespace, preset: Preset) -> None:
    """Say in words what a tempo that was asked for makes of the preset."""
    if options.tempo is not None:
        for warning in _all_faults(preset):
            print_error(f"warning: {warning.key}: {warning.text}")
        for block in preset.blocks:
            print_line(
                f"{block.name}: {block.tempo.words}" if block.tempo else f"{block.name}: {block.work:g} s of work"
            )


def with_overrides(preset: Preset, options: argparse.Namespace) -> Preset:
    """The preset with the values asked for in all its blocks.

    Raises:
        BadOverrideError: one is beyond its limits, or has no meaning for this preset.
    """
    asked = {key: value for key in (*OF_A_BLOCK, "prepare") if (value := getattr(options, key)) is not None}
    good, faults = validate(asked, [field for field in (*fields(Block), *fields(Preset)) if field.name in asked])
    _refuse(faults)
    if options.tempo is not None:
        try:
            good["tempo"] = parse_notation(options.tempo)
        except ValueError as error:
            raise BadOverrideError(f"--{error}") from None
    prepare = good.pop("prepare", preset.prepare)
    blocks = tuple(_changed(block, good) for block in preset.blocks)
    for key in ("tempo", "reps"):
        if key in good and all(block.work is not None for block in preset.blocks):
            raise BadOverrideError(f"--{key}: this preset has no reps, only plain intervals of work")
    changed = replace(preset, blocks=blocks, prepare=prepare)
    _refuse(_all_faults(changed))
    return changed


def _changed(block: Block, asked: dict[str, Any]) -> Block:
    """The block with what was asked for, as far as it has it: plain work has no reps and no tempo."""
    return replace(block, **{key: value for key, value in asked.items() if getattr(block, key) is not None})


def _all_faults(preset: Preset) -> Iterator[Fault]:
    for block in preset.blocks:
        yield from block_faults(block)
    yield from preset_faults(preset)


def _refuse(faults: Iterable[Fault]) -> None:
    for fault in faults:
        if fault.severity == "error":
            raise BadOverrideError(f"--{fault.key}: {fault.text}")
