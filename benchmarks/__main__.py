"""Runs every benchmark: `make bench`. Writes RESULTS.md beside this file and the table in the README.

With names, as in `python -m benchmarks screen peers`, only these run, and nothing is written. A benchmark is a module
of this folder whose `main` needs no arguments; it prints Markdown, and the first line of its docstring is its title.
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
IN_THE_README = ("screen", "jitter", "peers")
BEGIN, END = "<!-- begin: written by make bench -->", "<!-- end: written by make bench -->"


def main(*names: str) -> None:
    for name in names:
        print(_section(name), flush=True)
    if names:
        return
    about = _about()
    sections = {name: _section(name) for name in _benchmarks()}
    RESULTS.write_text("\n\n".join(["# What was measured", about, *sections.values()]) + "\n", encoding="utf-8")
    table = "\n\n".join([about, *(sections[name] for name in IN_THE_README)]).replace("\n## ", "\n### ")
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
    """The title and what the benchmark printed; lines that are no table become a list."""
    title = (import_module(f"benchmarks.{name}").__doc__ or name).partition("\n")[0].partition(": `")[0].rstrip(".")
    print(f"{name} ...", file=sys.stderr, flush=True)
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # as installed
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}"],
        cwd=HERE.parent,
        env=compiled,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"benchmarks.{name} failed: nothing has been written")
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
    load = f", load {os.getloadavg()[0]:.1f} at the beginning" if hasattr(os, "getloadavg") else ""
    return (
        f"{date.today():%d %B %Y}: {processor}, {os.cpu_count()} cores{load}; {platform.system()}, "
        f"Python {platform.python_version()}, Textual {version('textual')}, legtimer {version('legtimer')}. "
        "`make bench` makes these figures, each beside its baseline in the same run."
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
