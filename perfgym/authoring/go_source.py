"""A tree of Go files -> what a new task is filled with: its module, packages, benchmarks and functions.

Go's own parser would need a program in Go. The patterns here read code as ``gofmt`` formats it; what they do
not recognise is left for the author to fill in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from perfgym.repo.workspace.tree import Tree

__all__ = ["GoFunction", "GoModule", "read_module"]

_MODULE = re.compile(r"^module\s+\"?([^\s\"]+)", re.MULTILINE)
_REQUIRED = re.compile(r"^(?:require\s+|\t)([\w.~-]+(?:/[\w.~-]+)+)\s+v\d\S*", re.MULTILINE)
_PACKAGE = re.compile(r"^package\s+(\w+)", re.MULTILINE)
_BENCHMARK = re.compile(r"^func (Benchmark(?:[^a-z\W]\w*)?)\(\w+ \*testing\.B\) \{", re.MULTILINE)
_FUNCTION = re.compile(r"^func ([A-Z]\w*)\(([^()]*)\) (?:\(([^()]*)\)|([^(){]+)) \{", re.MULTILINE)
_NO_PACKAGES = ("testdata", "vendor")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoFunction:
    """An exported function of a package.

    Attributes:
        package: The package, as ``.`` or ``./a/b``.
        package_name: The name by which code calls it.
        name: Name of the function.
        parameters: Type of each parameter.
        results: Type of each result.
        mentions: How often the repository's tests and benchmarks name it.
    """

    package: str
    package_name: str
    name: str
    parameters: tuple[str, ...]
    results: tuple[str, ...]
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoModule:
    """A module and its exported functions, as far as they were found.

    Attributes:
        path: Import path of the module.
        required: Import paths of the other modules that it names.
        packages: The packages that are libraries, by folder, with their names.
        benchmarks: Package to names of benchmarks.
        functions: Exported functions, those first that tests and benchmarks name most often.
    """

    path: str
    required: tuple[str, ...]
    packages: dict[str, str]
    benchmarks: dict[str, tuple[str, ...]]
    functions: tuple[GoFunction, ...]


def read_module(tree: Tree) -> GoModule | None:
    """Describe the module whose ``go.mod`` lies at the top of a tree; None without a module's name."""
    definition = _text(tree, "go.mod") if "go.mod" in tree.files else ""
    named = _MODULE.search(definition)
    if named is None:
        return None
    packages = _packages(tree)
    tests = {path: _text(tree, path) for path in _go_files(tree) if path.endswith("_test.go")}
    benchmarks: dict[str, tuple[str, ...]] = {}
    for path, text in tests.items():
        if found := tuple(_BENCHMARK.findall(text)):
            package = _package_of(path)
            benchmarks[package] = (*benchmarks.get(package, ()), *found)
    return GoModule(
        path=named[1],
        required=tuple(dict.fromkeys(_REQUIRED.findall(definition))),
        packages=packages,
        benchmarks=dict(sorted(benchmarks.items())),
        functions=tuple(
            sorted(_functions(tree, packages, "\n".join(tests.values())), key=lambda one: -one.mentions)
        ),
    )


def _text(tree: Tree, path: str) -> str:
    return tree.files[path].content.decode(errors="replace")


def _package_of(path: str) -> str:
    folder = PurePosixPath(path).parent
    return "." if folder == PurePosixPath() else f"./{folder}"


def _go_files(tree: Tree) -> Iterator[str]:
    """Yield the paths of the module's own files; a folder with a ``go.mod`` of its own is another module."""
    nested = [path.removesuffix("go.mod") for path in tree.files if path.endswith("/go.mod")]
    for path in tree.files:
        folders = path.split("/")[:-1]
        hidden = any(part in _NO_PACKAGES or part.startswith((".", "_")) for part in folders)
        if path.endswith(".go") and not hidden and not path.startswith(tuple(nested)):
            yield path


def _packages(tree: Tree) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in _go_files(tree):
        name = None if path.endswith("_test.go") else _PACKAGE.search(_text(tree, path))
        if name is not None and name[1] not in ("main", "documentation"):
            found[_package_of(path)] = name[1]
    return found


def _functions(tree: Tree, packages: dict[str, str], tests: str) -> Iterator[GoFunction]:
    for path in _go_files(tree):
        package = _package_of(path)
        if path.endswith("_test.go") or package not in packages:
            continue
        for name, parameters, several, one in _FUNCTION.findall(_text(tree, path)):
            yield GoFunction(
                package=package,
                package_name=packages[package],
                name=name,
                parameters=_types(parameters),
                results=_types(several or one),
                mentions=len(re.findall(rf"\b{name}\(", tests)),
            )


def _types(text: str) -> tuple[str, ...]:
    """The types in a list of parameters or results: ``a, b string, n int`` has three."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not any(" " in part for part in parts):
        return tuple(parts)
    types: list[str] = []
    for part in reversed(parts):  # a name without a type has the type of the next one
        types.append(part.partition(" ")[2].strip() if " " in part else types[-1] if types else part)
    return tuple(reversed(types))
