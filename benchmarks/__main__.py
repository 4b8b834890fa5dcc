"""Runs all benchmarks: `make bench`. Writes RESULTS.md in this folder and the figures in the README.

With names, as in `python -m benchmarks screen peers`, runs only these and writes nothing. A benchmark is a module in
this folder whose `main` needs no arguments and prints Markdown; the first line of its docstring is its title.
"""

import inspect
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
README = HERE.parent / "README.md"
README_BENCHMARKS = ("screen", "jitter", "peers")
LISTENING = "<!-- from here on: written by make listen -->"
BEGIN, END = "<!-- begin: written by make bench -->", "<!-- end: written by make bench -->"


def main(*names: str) -> None:
    for name in names:
        print(_section(name), flush=True)
    if names:
        return
    about = _about()
    sections = {name: _section(name) for name in _benchmarks()}
    _, marker, listening = RESULTS.read_text(encoding="utf-8").partition(LISTENING)
    parts = ["# Benchmark results", about, *sections.values(), (marker + listening).rstrip()]
    RESULTS.write_text("\n\n".join(filter(None, parts)) + "\n", encoding="utf-8")
    table = "\n\n".join([about, *(sections[name] for name in README_BENCHMARKS)]).replace("\n## ", "\n### ")
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")
    print(RESULTS.read_text(encoding="utf-8"))


def _benchmarks() -> Iterator[str]:
    for path in sorted(HERE.glob("*.py")):
        if path.stem.startswith("_"):
            continue
        entry = getattr(import_module(f"benchmarks.{path.stem}"), "main", None)
        needed = inspect.signature(entry).parameters.values() if entry else ()
        if entry and all(parameter.default is not parameter.empty for parameter in needed):
            yield path.stem


def _section(name: str) -> str:
    """The title and the output of a benchmark; lines outside tables become a list."""
    title = (import_module(f"benchmarks.{name}").__doc__ or name).partition("\n")[0].partition(": `")[0].rstrip(".")
    print(f"{name} ...", file=sys.stderr, flush=True)
    environment = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }  # installed programs have bytecode too
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}"],
        cwd=HERE.parent,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"benchmarks.{name} failed; nothing was written")
    lines = (line if not line or line[0] in "|-" else f"- {line}" for line in done.stdout.strip().splitlines())
    return f"## {title}\n\n" + "\n".join(lines)


def _about() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    models = [
        line.partition(":")[2].strip()
        for line in (cpuinfo.read_text() if cpuinfo.exists() else "").splitlines()
        if line.startswith("model name")
    ]
    processor = models[0] if models else platform.processor() or platform.machine()
    load = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    return (
        f"{date.today():%d %B %Y}: {processor}, {os.cpu_count()} cores{load}; {platform.system()}, "
        f"Python {platform.python_version()}, Textual {version('textual')}, legtimer {version('legtimer')}. "
        "Measured by `make bench`, each beside its baseline in the same run."
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
