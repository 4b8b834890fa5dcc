"""`legtimer check`: every fault of preset files."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from legtimer.cli.output import EXIT_NO, EXIT_OK, print_json, print_line
from legtimer.core.preset import Fault
from legtimer.storage.locations import Locations
from legtimer.storage.preset_file import read_preset

if TYPE_CHECKING:
    import argparse


def check(options: "argparse.Namespace", _: Locations) -> int:
    """Name the faults of all files; with `--strict`, warnings are faults that count."""
    found = [(file, fault) for file in options.files for fault in read_preset(Path(file))[1]]
    if options.json:
        print_json([{"file": file, **fault_data(fault)} for file, fault in found])
    else:
        for file, fault in found:
            print_line(fault_line(file, fault))
        if not found:
            print_line(
                f"{len(options.files)} files, no faults" if len(options.files) > 1 else f"{options.files[0]}: no faults"
            )
    counts = any(fault.severity == "error" or options.strict for _, fault in found)
    return EXIT_NO if counts else EXIT_OK


def fault_data(fault: Fault) -> dict[str, Any]:
    """A fault as JSON has it."""
    return {name: getattr(fault, name) for name in ("line", "key", "found", "expected", "severity")}


def fault_line(file: str, fault: Fault) -> str:
    """A fault in one line that editors can jump to."""
    where = f"{file}:{fault.line}" if fault.line else file
    key = f"{fault.key}: " if fault.key else ""
    return f"{where}: {fault.severity}: {key}{fault.text}"
