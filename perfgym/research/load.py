"""A task folder on disk -> :class:`~perfgym.research.task.ResearchTask`.

A task is a folder with ``research.toml`` and ``program.md``. A verified task also has the training script, a
compressed corpus and ``expert/`` with a chain of whole programs; the script of a reported task lies in a
clone of the user's.
"""

import hashlib
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from perfgym.bank.folders import check_name, named_folders, new_task_names
from perfgym.bank.toml import Table, read_text, read_toml
from perfgym.errors import ProblemError, SettingsError, suggestion
from perfgym.research.load_reported import load_reported
from perfgym.research.load_verified import load_verified
from perfgym.research.reported_task import ReportedTask
from perfgym.research.task import GateRule, ResearchNoise, ResearchTask, SignalRule, VerifiedTask
from perfgym.research.toml_rules import rule

__all__ = [
    "load_new_research",
    "load_research",
    "load_research_folder",
    "research_folders",
    "research_version",
]

_TOML = "research.toml"
_TEXTS = ("title", "summary", "source", "licence")
_Loader = Callable[[Table, Path, str, dict[str, Any]], ResearchTask]
_LOADERS: Mapping[str, _Loader] = {
    VerifiedTask.evaluation: load_verified,
    ReportedTask.evaluation: load_reported,
}


def _shipped() -> Path:
    """Return the folder of the tasks that perfgym ships: in the wheel, or at the root of a checkout."""
    package = Path(__file__).parent
    in_wheel = package / "tasks"
    return in_wheel if in_wheel.is_dir() else package.parents[1] / "research"


def research_folders() -> dict[str, Path]:
    """Return the folder of each task by its name, sorted by name: those that perfgym ships, and the user's.

    Raises:
        SettingsError: A name cannot be part of an ID, or two tasks have the same name.
    """
    return named_folders(_TOML, _shipped())


def load_new_research(folder: Path) -> list[str]:
    """Load the tasks in a folder that a user wants to add; return their names.

    Raises:
        ProblemError: A task cannot be loaded, or its name is another's.
    """
    names = new_task_names(folder, research_folders(), _TOML)
    for name in names:
        load_research_folder(folder / name)
    return names


def load_research(name: str) -> ResearchTask:
    """Load the task of this name.

    Raises:
        SettingsError: No task has this name.
        ProblemError: The task's folder is malformed.
    """
    folders = research_folders()
    if name not in folders:
        raise SettingsError(f"no research task is called {name!r}; {suggestion(name, folders)}")
    return load_research_folder(folders[name])


def research_version(folder: Path) -> int:
    """The version of the task in a folder, 0 unless ``research.toml`` names one.

    A file that cannot be read has version 0, because it is reported when the task is loaded.
    """
    try:
        version = tomllib.loads((folder / _TOML).read_text(encoding="utf-8")).get("version", 0)
    except (OSError, ValueError):
        return 0
    return version if isinstance(version, int) and version >= 0 else 0


def load_research_folder(folder: Path) -> ResearchTask:
    """Load the task in ``folder``: a :class:`VerifiedTask`, or a :class:`ReportedTask`.

    Raises:
        ProblemError: A file is missing or malformed; the message names the file and the place in it.
    """
    check_name(folder.name)
    where = str(folder / _TOML)
    table = read_toml(folder / _TOML)
    evaluation = table.take("evaluation", str)
    if evaluation not in _LOADERS:
        known = " or ".join(map(repr, _LOADERS))
        raise ProblemError(f"{where}: evaluation must be {known}, got {evaluation!r}")
    common: dict[str, Any] = {
        "name": folder.name,
        "folder": folder,
        **{name: str(table.take(name, str)).strip() for name in _TEXTS},
        "version": table.take("version", int, 0),
        "file": table.take("file", str),
        "program": read_text(folder / "program.md"),
        "noise": rule(table, "noise", where, ResearchNoise),
        "gate": rule(table, "gate", where, GateRule),
        "signals": rule(table, "signals", where, SignalRule),
        "digest": _digest(folder),
    }
    task = _LOADERS[evaluation](table, folder, where, common)
    table.done()
    return task


def _digest(folder: Path) -> str:
    """A digest of the names and contents of all files, except Python's caches."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if "__pycache__" not in path.parts:
            name, content = str(path.relative_to(folder)).encode(), path.read_bytes()
            digest.update(b"%d %d %s" % (len(name), len(content), name) + content)
    return digest.hexdigest()
