"""A problem folder on disk -> :class:`~perfgym.bank.problem.Problem`.

A problem is a folder with ``problem.toml``, ``spec.md``, ``problem.py`` and one reference program for each
language. It may also hold expert programs, and knobs for tuning (:mod:`perfgym.bank.knobs`).
"""

import hashlib
import importlib.util
from collections.abc import Mapping
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any, cast

from perfgym.bank.comparison import Compare, compare_bytes, compare_within
from perfgym.bank.folders import (
    LANGUAGE_OF_ENDING,
    add_folder,
    check_name,
    new_problem_names,
    problem_folders,
)
from perfgym.bank.knobs import load_tunings
from perfgym.bank.problem import Problem, SizeRange, TestGroup
from perfgym.bank.toml import Table, read_text, read_toml
from perfgym.errors import ProblemError, SettingsError, suggestion

__all__ = ["add_problem_folder", "load_problem", "load_problem_folder"]

_FILES = ("problem.toml", "spec.md", "problem.py")
_TEXTS = ("title", "summary", "bottleneck", "source", "licence")
_DEFAULT_LIMITS = {"memory_bytes": 1 << 30, "output_bytes": 64 << 20}
_MOST_BYTES = 1 << 60  # more fits into no message to the sandbox


def _size_range(content: Any, where: str) -> SizeRange:
    ranges: dict[str, tuple[int, int]] = {}
    for name, value in Table(content, where).take_rest().items():
        bounds = cast("list[Any]", value) if isinstance(value, list) else [value, value]
        low, high = bounds if len(bounds) == 2 else (None, None)
        if not (type(low) is int and type(high) is int and 0 <= low <= high):
            raise ProblemError(
                f"{where}: {name} must be a whole number or [smallest, largest], got {value!r}"
            )
        ranges[name] = (low, high)
    return ranges


def _group(content: Any, where: str, *, name: str = "", count: int = 1) -> TestGroup:
    table = Table(content, where)
    group = TestGroup(
        name=name or table.take("name", str),
        kind=table.take("kind", str, "random"),
        count=table.take("count", int, 1) if count > 1 else 1,
        size=_size_range(table.take("size", dict), f"{where}.size"),
    )
    table.done()
    return group


def _tests(content: Any, where: str) -> tuple[TestGroup, ...]:
    table = Table(content, where)
    edge = [_group(case, f"{where}.edge[{i}]") for i, case in enumerate(table.take("edge", list, []))]
    random = [
        _group(case, f"{where}.random[{i}]", name=f"random-{chr(97 + i)}", count=2)
        for i, case in enumerate(table.take("random", list, []))
    ]
    table.done()
    groups = (*edge, *random)
    names = [group.name for group in groups]
    if repeated := {name for name in names if names.count(name) > 1}:
        raise ProblemError(f"{where}: repeated name(s) {', '.join(sorted(repeated))}")
    if not groups:
        raise ProblemError(f"{where}: there are no tests")
    return groups


def _measured(content: Any, where: str) -> dict[str, dict[str, TestGroup]]:
    return {
        language: {
            mode: _group(group, f"{where}.{language}.{mode}", name=f"measured-{mode}")
            for mode, group in Table(modes, f"{where}.{language}").take_rest().items()
        }
        for language, modes in Table(content, where).take_rest().items()
    }


def _parameters(content: Any, where: str, measured: Mapping[str, Mapping[str, TestGroup]]) -> tuple[str, ...]:
    """Return the size parameters that a table lists; every measured size must have each of them."""
    table = Table(content, where)
    names = cast("list[Any]", table.take("parameters", list))
    table.done()
    if not (names and all(isinstance(name, str) for name in names) and len(set(names)) == len(names)):
        raise ProblemError(f'{where}: parameters must be different names such as ["n"], got {names!r}')
    for group in (group for modes in measured.values() for group in modes.values()):
        for name in names:
            if name not in group.size:
                raise ProblemError(
                    f"{where}: a measured size has no parameter {name!r}; {suggestion(name, group.size)}"
                )
    return tuple(names)


def _comparison(content: Any, where: str) -> tuple[str, Compare | None]:
    table = Table(content, where)
    kind = table.take("kind", str)
    compare: Compare | None = None
    if kind == "exact":
        compare = compare_bytes
    elif kind == "tolerance":
        compare = compare_within(table.take("tolerance", float))
    elif kind != "custom":
        raise ProblemError(f"{where}: kind must be exact, tolerance or custom, got {kind!r}")
    table.done()
    return kind, compare


class _TracelessLoader(SourceFileLoader):
    """Loads a module without writing a ``__pycache__`` into its folder."""

    def set_data(self, path: Any, data: Any, *, _mode: int = 0) -> None:
        """Write nothing."""


def _load_module(path: Path) -> Any:
    name = f"perfgym_problem_{path.parent.name}"
    loader = _TracelessLoader(name, str(path))
    spec = importlib.util.spec_from_loader(name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    try:
        loader.exec_module(module)
    except Exception as error:
        raise ProblemError(f"{path} cannot be imported: {error!r}") from error
    return module


def _function(module: Any, name: str, path: Path) -> Any:
    found = getattr(module, name, None)
    if not callable(found):
        raise ProblemError(f"{path} defines no function {name}()")
    return found


def _programs(folder: Path) -> dict[str, str]:
    """Return the source text of each ``solution.*`` file in ``folder`` by language."""
    return {
        LANGUAGE_OF_ENDING.get(path.suffix[1:], path.suffix[1:]): read_text(path)
        for path in sorted(folder.glob("solution.*"))
    }


def _limits(content: Any, where: str) -> dict[str, int]:
    table = Table(content, where)
    limits = {name: table.take(name, int, usual) for name, usual in _DEFAULT_LIMITS.items()}
    table.done()
    for name, limit in limits.items():
        if not 1 <= limit <= _MOST_BYTES:
            raise ProblemError(f"{where}: {name} must be between 1 and {_MOST_BYTES}, got {limit}")
    return limits


def _digest(folder: Path) -> str:
    """Return the SHA-256 of the names and contents of a problem's files, without those for tuning."""
    digest = hashlib.sha256()
    files = [folder / name for name in _FILES]
    files += sorted(folder.glob("reference/solution.*")) + sorted(folder.glob("expert/solution.*"))
    for path in files:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder)}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def load_problem_folder(folder: Path) -> Problem:
    """Load the problem in ``folder``.

    Raises:
        ProblemError: A file is missing or malformed; the message names the file and the place in it.
    """
    check_name(folder.name)
    for name in _FILES:
        if not (folder / name).is_file():
            raise ProblemError(f"{folder} is not a problem folder: it has no {name}")
    where = str(folder / "problem.toml")
    table = read_toml(folder / "problem.toml")
    module = _load_module(folder / "problem.py")
    kind, compare = _comparison(table.take("comparison", dict), f"{where}: comparison")
    limits = _limits(table.take("limits", dict, {}), f"{where}: limits")
    measured = _measured(table.take("measured", dict, {}), f"{where}: measured")
    scaled, calibrated = (
        _parameters(table.take(key, dict), f"{where}: {key}", measured) if table.has(key) else ()
        for key in ("scaling", "calibration")
    )
    problem = Problem(
        name=folder.name,
        folder=folder,
        **{name: table.take(name, str) for name in _TEXTS},
        memory_bytes=limits["memory_bytes"],
        output_bytes=limits["output_bytes"],
        version=table.take("version", int, 0),
        tags=tuple(table.take("tags", list, [])),
        spec=read_text(folder / "spec.md"),
        comparison=kind,
        tests=_tests(table.take("tests", dict), f"{where}: tests"),
        measured=measured,
        scaled=scaled,
        grown=calibrated or scaled,
        references=_programs(folder / "reference"),
        experts=_programs(folder / "expert"),
        tunings=load_tunings(folder, _programs(folder / "tune")),
        digest=_digest(folder),
        generate=_function(module, "generate", folder / "problem.py"),
        _compare=_function(module, "compare", folder / "problem.py")
        if compare is None
        else lambda _, expected, got: compare(expected, got),
    )
    table.done()
    return problem


def add_problem_folder(folder: Path) -> list[str]:
    """Add a folder of problem folders to the bank, and return the names of its problems.

    Raises:
        ProblemError: The folder holds no problem, or a problem that cannot be loaded or whose name another
            problem has.
    """
    folder = folder.expanduser().resolve()
    names = new_problem_names(folder)
    for name in names:
        load_problem_folder(folder / name)
    add_folder(folder)
    return names


def load_problem(name: str) -> Problem:
    """Load the problem of the bank that has this name: specification, programs, tests, sizes and limits.

    Raises:
        SettingsError: No problem in the bank has this name.
        ProblemError: The problem's folder is malformed.
    """
    folders = problem_folders()
    if name not in folders:
        raise SettingsError(f"no problem is called {name!r}; {suggestion(name, folders)}")
    return load_problem_folder(folders[name])
