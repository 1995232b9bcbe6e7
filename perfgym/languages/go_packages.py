"""The packages of a Go module: which there are in a tree, how they are named, and what their tests may read.

A package is named by its folder, as ``.`` or ``./a/b``.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

__all__ = ["binary_name", "check_packages", "files_for_tests", "is_package", "packages_with_tests"]

_PACKAGE = re.compile(r"\.(/[A-Za-z0-9][\w.+~-]*)*", re.ASCII)  # Go ignores names that begin with . or _
_VERSION_ELEMENT = re.compile(r"v([2-9]|[1-9][0-9]+)")
_NOT_PACKAGES = ("testdata", "vendor")


def is_package(text: str) -> bool:
    """Whether a text names one package of a module by its folder, as ``.`` or ``./a/b``. It may not exist."""
    parts = text.split("/")[1:]
    return bool(_PACKAGE.fullmatch(text)) and not any(part in _NOT_PACKAGES for part in parts)


def check_packages(packages: Iterable[str]) -> None:
    """Check that each of these texts names a package.

    Raises:
        ValueError: One does not.
    """
    for package in packages:
        if not is_package(package):
            raise ValueError(f"{package!r} is no package; name its folder, as '.' or './a/b'")


def _matches(package: str, pattern: str) -> bool:
    folder, dots, rest = pattern.partition("...")
    if not dots or rest:
        return package == pattern
    return package == folder.rstrip("/") or package.startswith(folder)


def packages_with_tests(paths: Iterable[str], patterns: Sequence[str] = ("./...",)) -> tuple[str, ...]:
    """The packages of a tree that have test files, sorted.

    Args:
        paths: Paths of all files of the tree.
        patterns: Packages, or patterns such as ``./...`` and ``./a/...``.
    """
    folders = {PurePosixPath(path).parent for path in paths if path.endswith("_test.go")}
    packages = sorted("." if folder == PurePosixPath() else f"./{folder}" for folder in folders)
    return tuple(
        package
        for package in packages
        if is_package(package) and any(_matches(package, pattern) for pattern in patterns)
    )


def files_for_tests(files: Mapping[str, bytes], package: str) -> dict[str, bytes]:
    """The files that a package's tests can read: those in its folder ``testdata``, by path from the package.

    Args:
        files: Path to content, of all files of the tree.
        package: The package.
    """
    folder = f"{package}/testdata/".removeprefix("./")
    own = folder.removesuffix("testdata/")
    return {path.removeprefix(own): files[path] for path in files if path.startswith(folder)}


def binary_name(module: str, package: str) -> str:
    """The name that Go gives to a package's program. A version at the end of its path does not count.

    Args:
        module: Path of the module.
        package: The package.
    """
    parts = [*module.split("/"), *package.split("/")[1:]]
    if len(parts) > 1 and _VERSION_ELEMENT.fullmatch(parts[-1]):
        parts.pop()
    return parts[-1]
