"""Only `legtimer.tui.textual_compat` uses or overrides private names of Textual, and no test uses one of legtimer.

Which names are private is read from the source.
"""

import ast
import importlib
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from tests import needs

PACKAGE = Path(__file__).parent.parent / "legtimer"
COMPAT = PACKAGE / "tui" / "textual_compat"
TESTS = PACKAGE.parent / "tests"
LIBRARIES = ("textual",)
# A private name of another object, or in quotes, as monkeypatch takes it; also in the code that some tests plant.
USE_IN_TEST = re.compile(r"""(?<!\bself)(?<!\bcls)(?<!\bsuper\(\))\.(_[a-z]\w*)|["'](_[a-z]\w*)["']""")


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def module_name(path: Path, root: Path) -> str:
    return ".".join(path.relative_to(root.parent).with_suffix("").parts).removesuffix(".__init__")


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def is_own_object(node: ast.expr) -> bool:
    """Whether an expression is `self`, `cls` or `super()`."""
    return ast.unparse(node) in ("self", "cls", "super()")


def classes_of(tree: ast.Module) -> list[ast.ClassDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]


def private_names(class_: ast.ClassDef) -> set[str]:
    """The private names that a class defines: in its body, or by assignment to `self` in its methods."""
    names = set()
    for node in class_.body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                names.add(name)
            case ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
            case ast.Assign(targets=targets):
                names |= {target.id for target in targets if isinstance(target, ast.Name)}
    for use in ast.walk(class_):
        if isinstance(use, ast.Attribute) and isinstance(use.ctx, ast.Store) and is_own_object(use.value):
            names.add(use.attr)
    return {name for name in names if is_private(name)}


@cache
def library_classes() -> dict[tuple[str, str], set[str]]:
    """The private names of each class of the libraries, by module and name."""
    found = {}
    for library in LIBRARIES:
        spec = find_spec(library)
        assert spec is not None
        assert spec.origin is not None
        root = Path(spec.origin).parent
        for path in root.rglob("*.py"):
            for class_ in classes_of(parse(path)):
                found[module_name(path, root), class_.name] = private_names(class_)
    return found


def faults(path: Path) -> Iterator[str]:
    """The uses and overrides of private names of the libraries in one file."""
    tree, name = parse(path), module_name(path, PACKAGE)
    classes = classes_of(tree)
    for node in classes:
        class_ = getattr(importlib.import_module(name), node.name, None)
        for base in getattr(class_, "__mro__", ()):
            inherited = library_classes().get((base.__module__, base.__name__), set())
            yield from (f"{name}: {node.name} overrides {one}" for one in private_names(node) & inherited)
    yield from (f"{name}: {use}" for use in private_uses(path))


def private_uses(path: Path) -> Iterator[str]:
    """The uses of private names of the libraries' classes in one file, not those of its own classes and of modules."""
    tree = parse(path)
    ours = set[str]().union(*map(private_names, classes_of(tree)))
    theirs = set[str]().union(*library_classes().values())
    modules = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    for use in ast.walk(tree):
        if (
            isinstance(use, ast.Attribute)
            and use.attr in theirs
            and not (is_own_object(use.value) and use.attr in ours)
            and ast.unparse(use.value) not in modules
        ):
            yield ast.unparse(use)


def test_no_file_outside_of_textual_compat_uses_a_private_name_of_textual() -> None:
    paths = [path for package in ("tui", "web") for path in sorted((PACKAGE / package).rglob("*.py"))]
    assert [fault for path in paths if COMPAT not in path.parents for fault in faults(path)] == []


def test_tests_and_scripts_use_no_private_name_of_textual_but_for_the_lines_on_the_screen() -> None:
    folders = [
        PACKAGE.parent / name for name in ("tests/tui", "tests/web", "tests/end_to_end", "scripts", "benchmarks")
    ]
    paths = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    found = {use for path in paths if "textual_compat" not in path.parts for use in private_uses(path)}
    assert found == {"self.app.screen._compositor"}


def test_no_test_uses_a_private_name_of_the_program_but_of_what_overrides_textual() -> None:
    ours = set[str]()
    for path in PACKAGE.rglob("*.py"):
        tree = parse(path)
        functions = (node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
        ours |= {*filter(is_private, functions), *set[str]().union(*map(private_names, classes_of(tree)))}
    found = [
        f"{path.name}: {name}"
        for path in TESTS.rglob("*.py")
        if path != Path(__file__) and "textual_compat" not in path.parts
        for use in USE_IN_TEST.findall(path.read_text(encoding="utf-8"))
        if (name := "".join(use)) in ours
    ]
    assert found == []


@needs.term
def test_the_private_names_in_textual_compat_are_recognised() -> None:
    """The check itself works: it finds what is known to be there."""
    found = " ".join(fault for path in COMPAT.glob("*.py") for fault in faults(path))
    for name in ("_context", "_handle_exception", "_sigcont_application", "_variables"):
        assert name in found


def test_nobody_imports_a_private_module_of_textual() -> None:
    found = []
    for path in (path for path in PACKAGE.rglob("*.py") if COMPAT not in path.parents):
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] in LIBRARIES:
                names = [*node.module.split("."), *(each.name for each in node.names)]
                found += [f"{path.name}: {name}" for name in names if is_private(name)]
    assert found == []
