"""Folders that hold problems: the bank in the package, those in ``PERFGYM_PROBLEMS``, and those added."""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from perfgym.errors import ProblemError, SettingsError
from perfgym.source_names import SOURCE_NAMES

__all__ = [
    "LANGUAGE_OF_ENDING",
    "add_folder",
    "bank_folders",
    "check_name",
    "new_problem_names",
    "problem_folders",
    "problem_names",
    "problem_version",
]

LANGUAGE_OF_ENDING = {name.rpartition(".")[2]: language for language, name in SOURCE_NAMES.items()}
"""Ending of a program's file name -> language."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


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
        if (folder / "problem.toml").is_file():
            raise SettingsError(f"PERFGYM_PROBLEMS: {_not_the_parent(folder)}")
    return list(dict.fromkeys([_shipped(), *(folder.resolve() for folder in named), *_added]))


def _not_the_parent(folder: Path) -> str:
    return f"{folder} is a problem folder itself; give the folder that it lies in, {folder.resolve().parent}"


def _problems_in(folder: Path) -> dict[str, Path]:
    return {path.parent.name: path.parent for path in sorted(folder.glob("*/problem.toml"))}


def problem_folders() -> dict[str, Path]:
    """Return the folder of each problem in the bank by the problem's name, sorted by name.

    Raises:
        SettingsError: A name cannot be part of an ID, or two problems have the same name.
    """
    found: dict[str, Path] = {}
    for folder in bank_folders():
        try:
            found |= _new_problems(folder, found)
        except ProblemError as error:
            raise SettingsError(f"PERFGYM_PROBLEMS: {error}") from error
    return dict(sorted(found.items()))


def _new_problems(folder: Path, known: Mapping[str, Path]) -> dict[str, Path]:
    """Return the problems in ``folder``; raise ``ProblemError`` if one cannot be added to ``known``."""
    for name, path in (found := _problems_in(folder)).items():
        check_name(name)
        if known.get(name, path) != path:
            raise ProblemError(
                f"{path}: there is a problem called {name} in {known[name].parent}; rename one of the folders"
            )
    return found


def new_problem_names(folder: Path) -> list[str]:
    """Return the names of the problems in a folder that a user wants to add to the bank.

    Raises:
        ProblemError: The folder holds no problem, or a problem whose name another one has.
    """
    if (folder / "problem.toml").is_file():
        raise ProblemError(_not_the_parent(folder))
    names = list(_new_problems(folder, problem_folders()))
    if not names:
        raise ProblemError(f"{folder} holds no problem folder (a folder with a problem.toml)")
    return names


def add_folder(folder: Path) -> None:
    """Add a folder of problem folders to the bank of this process. A second call does nothing."""
    if folder not in _added:
        _added.append(folder)


def problem_version(folder: Path) -> int:
    """The version of the problem in a folder, 0 unless ``problem.toml`` names one.

    A file that cannot be read has version 0, because it is reported when the problem is loaded.
    """
    try:
        version = tomllib.loads((folder / "problem.toml").read_text(encoding="utf-8")).get("version", 0)
    except (OSError, ValueError):
        return 0
    return version if isinstance(version, int) and version >= 0 else 0


def problem_names() -> list[str]:
    """Return the names of all problems in the bank, sorted."""
    return list(problem_folders())
