"""Which column of another program's CSV holds what. The names are those that Strong, Hevy and FitNotes write."""

from collections.abc import Mapping

from legtimer.storage.imports.table import Table, columns_text, same_name
from legtimer.storage.toml_file import BadFileError

# The names of the columns by what they hold, in lowercase words; the first that is there is taken.
COLUMNS: dict[str, tuple[str, ...]] = {
    "date": ("start time", "date", "workout date", "started", "start", "datetime", "timestamp"),
    "end": ("end time", "ended", "end"),
    "duration": ("duration sec", "workout duration", "duration"),  # of the whole workout
    "workout": ("workout name", "title", "routine name", "workout"),
    "exercise": ("exercise name", "exercise title", "exercise"),
    "set": ("set order", "set type", "kind"),
    "reps": ("reps", "repetitions"),
    "seconds": ("seconds", "duration seconds", "time", "hold"),  # of one set
    "weight": ("weight",),
    "kilograms": ("weight kg", "weight kgs", "kg"),
    "pounds": ("weight lbs", "weight lb", "lbs", "lb"),
    "unit": ("weight unit", "unit"),
    "effort": ("rpe", "effort"),
    "note": ("workout notes", "description"),
    "set note": ("notes", "exercise notes", "comment", "comments", "note"),
}


def find_columns(table: Table, named: Mapping[str, str]) -> dict[str, str]:
    """The column for each field, as `named` by the person or else by its usual names.

    Raises:
        BadFileError: a field or column does not exist, or no column holds the date, the exercise, or what was done.
    """
    by_name = {same_name(column): column for column in reversed(table.columns)}
    found: dict[str, str] = {}
    for field, usual_names in COLUMNS.items():
        name = next((name for name in usual_names if name in by_name), None)
        if name is not None:
            found[field] = by_name[name]
    for column, field in named.items():
        if field not in COLUMNS:
            raise BadFileError(f"--map {column}={field}", f"a field among {', '.join(COLUMNS)}")
        if same_name(column) not in by_name:
            raise BadFileError(f"no column {column!r} for --map", f"one of {columns_text(table.columns)}")
        found[field] = by_name[same_name(column)]
    missing = [field for field in ("date", "exercise") if field not in found]
    if "reps" not in found and "seconds" not in found:
        missing.append("reps or seconds")
    if missing:
        expected = f"a column for {' and '.join(missing)}; name it with --map COLUMN={missing[0].split()[0]}"
        raise BadFileError(columns_text(table.columns), expected, line=1)
    return found
