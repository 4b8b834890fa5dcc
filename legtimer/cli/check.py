"""`legtimer check`: report every fault in preset files."""

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import to_builtins

from legtimer.cli.output import EXIT_FAILURE, EXIT_OK, print_json, print_line
from legtimer.core.preset import Fault
from legtimer.storage.locations import Locations
from legtimer.storage.preset_file import read_preset

if TYPE_CHECKING:
    import argparse


def check(options: "argparse.Namespace", _: Locations) -> int:
    """Report the faults in all files; with `--strict`, warnings make the check fail too."""
    faults = [(file, fault) for file in options.files for fault in read_preset(Path(file))[1]]
    if options.json:
        print_json([{"file": file, **to_builtins(fault)} for file, fault in faults])
    else:
        for file, fault in faults:
            print_line(fault_line(file, fault))
        if not faults:
            checked = options.files[0] if len(options.files) == 1 else f"{len(options.files)} files"
            print_line(f"{checked}: no faults")
    return EXIT_FAILURE if any(options.strict or fault.severity == "error" for _, fault in faults) else EXIT_OK


def fault_line(file: str, fault: Fault) -> str:
    """A fault as `FILE:LINE: ...`, which editors can jump to."""
    where = f"{file}:{fault.line}" if fault.line else file
    return f"{where}: {fault.severity}: {fault_text(fault)}"


def fault_text(fault: Fault) -> str:
    """The key, what was found and what was expected."""
    key = f"{fault.key}: " if fault.key else ""
    return f"{key}{fault.text}"
