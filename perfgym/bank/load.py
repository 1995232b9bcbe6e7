"""A problem folder on disk -> :class:`~perfgym.bank.problem.Problem`.

A problem is a folder with ``problem.toml``, ``spec.md``, ``problem.py`` and one reference program for each
language. It may also hold expert programs, first steps, their gains (:mod:`perfgym.bank.gains`), and knobs
for tuning (:mod:`perfgym.bank.knobs`).
"""

import hashlib
import importlib.util
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
from perfgym.bank.gains import load_gains
from perfgym.bank.knobs import load_tunings
from perfgym.bank.load_groups import Measured, load_measured, load_tests
from perfgym.bank.problem import Answer, Problem
from perfgym.bank.structure import structure_of
from perfgym.bank.toml import Table, read_text, read_toml
from perfgym.errors import ProblemError, SettingsError, suggestion
from perfgym.machine.architecture import architecture

__all__ = ["add_problem_folder", "load_problem", "load_problem_folder", "load_workload_folder"]

_SPEC = "spec.md"
_FILES = ("problem.toml", _SPEC, "problem.py")
_TEXTS = ("title", "summary", "bottleneck", "source", "licence")
_DEFAULT_LIMITS = {"memory_bytes": 1 << 30, "output_bytes": 64 << 20}
_MOST_BYTES = 1 << 60  # more fits into no message to the sandbox


def _unsimulated(content: Any, where: str, measured: Measured) -> str:
    """Return why the problem has no sizes for the simulator."""
    table = Table(content, where)
    absent = str(table.take("absent", str)).strip()
    table.done()
    if not absent:
        raise ProblemError(f"{where}: absent must say why the problem cannot be simulated")
    for language, modes in measured.items():
        if "simulated" in modes:
            raise ProblemError(
                f"{where}: absent says that nothing is simulated, but measured.{language} has simulated sizes"
            )
    return absent


def _preloaded(content: Any, where: str) -> dict[str, tuple[str, ...]]:
    """Return the modules that runs begin with, by language: those of the table of the only such language."""
    table = Table(content, where)
    names = cast("list[Any]", table.take("preload", list))
    table.done()
    if not (names and all(isinstance(name, str) for name in names)):
        raise ProblemError(f'{where}: preload must be names of modules such as ["numpy"], got {names!r}')
    return {"python": tuple(names)}


def _parameters(content: Any, where: str, measured: Measured) -> tuple[str, ...]:
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


def _comparison(content: Any, where: str) -> tuple[str, Compare | None, float | None]:
    table = Table(content, where)
    kind = table.take("kind", str)
    compare: Compare | None = None
    tolerance: float | None = None
    if kind == "exact":
        compare = compare_bytes
    elif kind == "tolerance":
        tolerance = cast("float", table.take("tolerance", float))
        compare = compare_within(tolerance)
    elif kind != "custom":
        raise ProblemError(f"{where}: kind must be exact, tolerance or custom, got {kind!r}")
    table.done()
    return kind, compare, tolerance


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


def _answer(module: Any, path: Path) -> Answer | None:
    """Return the author's independent solution; None where there is none."""
    return _function(module, "answer", path) if hasattr(module, "answer") else None


def _programs(folder: Path) -> dict[str, str]:
    """Return the source text of each ``solution.*`` file in ``folder`` by language.

    A program in a folder with the name of this machine's architecture takes the place of the one beside the
    folder, which runs on every machine.
    """
    return {
        LANGUAGE_OF_ENDING.get(path.suffix[1:], path.suffix[1:]): read_text(path)
        for place in (folder, folder / architecture().name)
        for path in sorted(place.glob("solution.*"))
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
    """Return the SHA-256 of the names and contents of a problem's files that can change a result.

    Those for tuning have a digest of their own, of first steps only data for training is made, and gains are
    results themselves.
    """
    digest = hashlib.sha256()
    files = [folder / name for name in _FILES if (folder / name).exists()]
    files += sorted(folder.glob("reference/**/solution.*")) + sorted(folder.glob("expert/**/solution.*"))
    for path in files:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder)}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def load_problem_folder(folder: Path) -> Problem:
    """Load the problem in ``folder``.

    Raises:
        ProblemError: A file is missing or malformed; the message names the file and the place in it.
    """
    _need_files(folder, "problem", _FILES)
    return _load(folder, read_text(folder / _SPEC))


def load_workload_folder(folder: Path) -> Problem:
    """Load a workload of a repository: inputs, sizes and a comparison, without specification and programs.

    Raises:
        ProblemError: A file is missing or malformed; the message names the file and the place in it.
    """
    _need_files(folder, "workload", tuple(name for name in _FILES if name != _SPEC))
    return _load(folder, spec="")


def _need_files(folder: Path, what: str, names: tuple[str, ...]) -> None:
    check_name(folder.name)
    for name in names:
        if not (folder / name).is_file():
            raise ProblemError(f"{folder} is not a {what} folder: it has no {name}")


def _load(folder: Path, spec: str) -> Problem:
    where = str(folder / "problem.toml")
    table = read_toml(folder / "problem.toml")
    module = _load_module(folder / "problem.py")
    kind, compare, tolerance = _comparison(table.take("comparison", dict), f"{where}: comparison")
    limits = _limits(table.take("limits", dict, {}), f"{where}: limits")
    measured = load_measured(table.take("measured", dict, {}), f"{where}: measured")
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
        **structure_of(table, where),
        spec=spec,
        comparison=kind,
        tolerance=tolerance,
        tests=load_tests(table.take("tests", dict), f"{where}: tests", measured),
        measured=measured,
        preloaded=_preloaded(table.take("python", dict), f"{where}: python") if table.has("python") else {},
        unsimulated=_unsimulated(table.take("simulated", dict), f"{where}: simulated", measured)
        if table.has("simulated")
        else "",
        scaled=scaled,
        grown=calibrated or scaled,
        references=_programs(folder / "reference"),
        experts=_programs(folder / "expert"),
        first_steps=_programs(folder / "first_step"),
        gains=load_gains(folder),
        tunings=load_tunings(folder, _programs(folder / "tune")),
        digest=_digest(folder),
        generate=_function(module, "generate", folder / "problem.py"),
        answer=_answer(module, folder / "problem.py"),
        _compare=_function(module, "compare", folder / "problem.py")
        if compare is None
        else lambda _, expected, got: compare(expected, got),
    )
    table.done()
    return problem


def add_problem_folder(folder: Path) -> list[str]:
    """Add a folder of problem folders to the bank, and return the names of its problems.

    Raises:
        ProblemError: The folder holds neither a problem nor a task, or a problem that cannot be loaded or
            whose name another problem has.
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
