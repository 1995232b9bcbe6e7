"""Folders that hold problems: the bank in the package, those in ``PERFGYM_PROBLEMS``, and those added.

A user's folders may also hold tasks, repositories that agents make faster (:mod:`perfgym.repo.tasks.load`),
and research tasks, training scripts that agents improve (:mod:`perfgym.research.load`).
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from perfgym.errors import ProblemError, SettingsError
from perfgym.source_names import SOURCE_NAMES

__all__ = [
    "LANGUAGE_OF_ENDING",
    "add_folder",
    "bank_folders",
    "check_name",
    "holds_any",
    "named_folders",
    "new_problem_names",
    "new_task_names",
    "problem_folders",
    "problem_names",
]

LANGUAGE_OF_ENDING = {name.rpartition(".")[2]: language for language, name in SOURCE_NAMES.items()}
"""Ending of a program's file name -> language."""

_PROBLEM, _TASK, _RESEARCH = "problem.toml", "task.toml", "research.toml"
_KINDS = {_PROBLEM: "problem", _TASK: "task", _RESEARCH: "research task"}
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_MIXED = "mixed"  # the environment IDs that draw a problem for each episode have this name


def check_name(name: str) -> None:
    """Check a problem's name, which becomes part of environment IDs.

    Raises:
        ProblemError: The name has other characters than an ID may have, or too many.
    """
    if not _NAME.fullmatch(name):
        raise ProblemError(
            f"a problem cannot be called {name!r}: a name is part of environment IDs, so it has lower-case "
            "letters, digits and underscores, begins with a letter and has at most 40 characters"
        )
    if name == _MIXED:
        raise ProblemError(
            f"a problem cannot be called {name!r}, because IDs such as PerfOptimize-{name}-c-v0 stand for "
            "episodes of several problems; rename the folder"
        )


_added: list[Path] = []


def _shipped() -> Path:
    """Return the folder of the problems that perfgym ships: in the wheel, or at the root of a checkout."""
    package = Path(__file__).parents[1]
    in_wheel = package / "problems"
    return in_wheel if in_wheel.is_dir() else package.parent / "problems"


def bank_folders() -> list[Path]:
    """Return all folders that hold problem folders: shipped, listed in ``PERFGYM_PROBLEMS``, added.

    Raises:
        SettingsError: An entry of ``PERFGYM_PROBLEMS`` is no folder, or is a problem folder itself.
    """
    named = [Path(p).expanduser() for p in os.environ.get("PERFGYM_PROBLEMS", "").split(os.pathsep) if p]
    for folder in named:
        if not folder.is_dir():
            state = "is not a folder" if folder.exists() else "does not exist"
            raise SettingsError(
                f"PERFGYM_PROBLEMS: {folder} {state}; give folders that hold problem folders, "
                f"with {os.pathsep!r} between them"
            )
        if wrong := _not_the_parent(folder):
            raise SettingsError(f"PERFGYM_PROBLEMS: {wrong}")
    return list(dict.fromkeys([_shipped(), *(folder.resolve() for folder in named), *_added]))


def _not_the_parent(folder: Path) -> str:
    """Say that a folder is the folder of one problem or task; empty if it is not."""
    for file, kind in _KINDS.items():
        if (folder / file).is_file():
            lies_in = folder.resolve().parent
            return f"{folder} is a {kind} folder itself; give the folder that it lies in, {lies_in}"
    return ""


def named_folders(file: str, shipped: Path) -> dict[str, Path]:
    """Return the folders that hold a file of this name: those that perfgym ships, and the user's.

    Args:
        file: ``"problem.toml"``, ``"task.toml"`` or ``"research.toml"``.
        shipped: The folder of those that perfgym ships.

    Returns:
        Name to folder, sorted by name.

    Raises:
        SettingsError: A name cannot be part of an ID, or two folders have the same name.
    """
    found: dict[str, Path] = {}
    for folder in (shipped, *bank_folders()[1:]):
        try:
            found |= _new_in(folder, file, found)
        except ProblemError as error:
            raise SettingsError(f"PERFGYM_PROBLEMS: {error}") from error
    return dict(sorted(found.items()))


def problem_folders() -> dict[str, Path]:
    """Return the folder of each problem in the bank by the problem's name, sorted by name.

    Raises:
        SettingsError: A name cannot be part of an ID, or two problems have the same name.
    """
    return named_folders(_PROBLEM, _shipped())


def _new_in(folder: Path, file: str, known: Mapping[str, Path]) -> dict[str, Path]:
    """Return what is in ``folder``; raise ``ProblemError`` if one cannot be added to ``known``."""
    found = {path.parent.name: path.parent for path in sorted(folder.glob(f"*/{file}"))}
    for name, path in found.items():
        check_name(name)
        if known.get(name, path) != path:
            raise ProblemError(
                f"{path}: there is a {_KINDS[file]} called {name} in {known[name].parent}; rename one of the "
                "folders"
            )
    return found


def new_problem_names(folder: Path) -> list[str]:
    """Return the names of the problems in a folder that a user wants to add to the bank.

    Raises:
        ProblemError: The folder holds no problem and no task of any kind, or a problem whose name another one
            has.
    """
    if wrong := _not_the_parent(folder):
        raise ProblemError(wrong)
    names = list(_new_in(folder, _PROBLEM, problem_folders()))
    if not names and not holds_any(folder):
        raise ProblemError(f"{folder} holds no problem folder (a folder with a {' or a '.join(_KINDS)})")
    return names


def holds_any(folder: Path) -> bool:
    """Return whether a folder holds the folder of a problem, or of a task of any kind."""
    return any(any(folder.glob(f"*/{file}")) for file in _KINDS)


def new_task_names(folder: Path, known: Mapping[str, Path], file: str = _TASK) -> list[str]:
    """Return the names of the tasks in such a folder.

    Args:
        folder: The folder.
        known: The tasks that there are, by name.
        file: ``"task.toml"`` or ``"research.toml"``.

    Raises:
        ProblemError: It holds a task whose name another one has.
    """
    return list(_new_in(folder, file, known))


def add_folder(folder: Path) -> None:
    """Add a folder of problem folders to the bank of this process. A second call does nothing."""
    if folder not in _added:
        _added.append(folder)


def problem_names() -> list[str]:
    """Return the names of all problems in the bank, sorted."""
    return list(problem_folders())
