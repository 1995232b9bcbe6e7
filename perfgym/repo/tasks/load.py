"""A task folder on disk -> :class:`~perfgym.repo.tasks.task.RepoTask`.

A task is a folder with ``task.toml`` and ``workloads/``, and with ``tree/`` unless Debian has the repository.
It should also have ``hidden/``, ``expert.patch`` and ``steps/``.
"""

import dataclasses
import tomllib
from pathlib import Path
from typing import Any, cast

from perfgym.bank import check_name, load_workload_folder, named_folders, new_task_names
from perfgym.bank.toml import Table, read_text, read_toml
from perfgym.errors import ProblemError, SettingsError, suggestion
from perfgym.languages.go_flags import DIAGNOSTIC_FLAGS, is_known_flag
from perfgym.repo.tasks.task import DebianSource, RepoTask, VendoredModule, Workload
from perfgym.repo.workspace.tree import Tree, TreeError

__all__ = ["load_new_tasks", "load_task", "load_task_folder", "task_folders", "task_version"]

_TOML = "task.toml"
_LEAST_WORKLOADS = 2
_TEXTS = ("title", "summary", "goal", "source", "licence", "module")


def _shipped() -> Path:
    """Return the folder of the tasks that perfgym ships: in the wheel, or at the root of a checkout."""
    package = Path(__file__).parents[2]
    in_wheel = package / "repos"
    return in_wheel if in_wheel.is_dir() else package.parent / "repos"


def task_folders() -> dict[str, Path]:
    """Return the folder of each task by its name, sorted by name: those that perfgym ships, and the user's.

    Raises:
        SettingsError: A name cannot be part of an ID, or two tasks have the same name.
    """
    return named_folders(_TOML, _shipped())


def load_new_tasks(folder: Path) -> list[str]:
    """Load the tasks in a folder that a user wants to add; return their names.

    Raises:
        ProblemError: A task cannot be loaded, or its name is another's.
    """
    names = new_task_names(folder, task_folders())
    for name in names:
        load_task_folder(folder / name)
    return names


def load_task(name: str) -> RepoTask:
    """Load the task of this name.

    Raises:
        SettingsError: No task has this name.
        ProblemError: The task's folder is malformed.
    """
    folders = task_folders()
    if name not in folders:
        raise SettingsError(f"no repository is called {name!r}; {suggestion(name, folders)}")
    return load_task_folder(folders[name])


def load_task_folder(folder: Path) -> RepoTask:
    """Load the task in ``folder``.

    Raises:
        ProblemError: A file is missing or malformed; the message names the file and the place in it.
    """
    check_name(folder.name)
    where = str(folder / _TOML)
    table = read_toml(folder / _TOML)
    whole = _tree(folder)
    debian = _debian(table, where)
    task = RepoTask(
        name=folder.name,
        folder=folder,
        **{name: str(table.take(name, str)).strip() for name in _TEXTS},
        version=table.take("version", int, 0),
        bottlenecks=_texts(table, "bottlenecks", where),
        tags=_texts(table, "tags", where, ()),
        **_files(table.take("files", dict), f"{where}: files"),
        **_tests(table.take("tests", dict), f"{where}: tests"),
        **_budget(table.take("budget", dict), f"{where}: budget"),
        build_flags=_flags(table.take("flags", dict, {}), f"{where}: flags"),
        benchmarks=_benchmarks(table.take("targets", dict), f"{where}: targets"),
        expected=_expected(table.take("expected", dict, {}), f"{where}: expected"),
        workloads=_workloads(folder),
        hidden=_below(whole, "hidden"),
        expert=read_text(folder / "expert.patch") if (folder / "expert.patch").exists() else "",
        steps={path.stem: read_text(path) for path in sorted((folder / "steps").glob("*.patch"))},
        tree=None if debian else _below(whole, "tree"),
        debian=debian,
        digest=whole.digest,
    )
    table.done()
    if task.tree is not None and "go.mod" not in task.tree.files:
        raise ProblemError(f"{folder}: tree/ has no go.mod; a task without [debian] ships its module there")
    return task


def task_version(folder: Path) -> int:
    """The version of the task in a folder, 0 unless ``task.toml`` names one.

    A file that cannot be read has version 0, because it is reported when the task is loaded.
    """
    try:
        version = tomllib.loads((folder / _TOML).read_text(encoding="utf-8")).get("version", 0)
    except (OSError, ValueError):
        return 0
    return version if isinstance(version, int) and version >= 0 else 0


def _tree(folder: Path) -> Tree:
    try:
        return Tree.from_folder(folder, without=("__pycache__",))
    except TreeError as error:
        raise ProblemError(f"{folder}: {error}") from error
    except OSError as error:
        raise ProblemError(f"{folder} cannot be read: {error}") from error


def _below(tree: Tree, folder: str) -> Tree:
    prefix = f"{folder}/"
    return Tree({path[len(prefix) :]: file for path, file in tree.files.items() if path.startswith(prefix)})


def _texts(table: Table, key: str, where: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """Return a list of texts, which may be empty only if it has a default."""
    found = cast("list[Any]", table.take(key, list, None if default is None else list(default)))
    if not all(isinstance(text, str) and text for text in found) or (default is None and not found):
        raise ProblemError(f"{where}: {key} must be a list of texts, got {found!r}")
    return tuple(found)


def _at_least(table: Table, key: str, where: str, least: int) -> int:
    number: int = table.take(key, int)
    if number < least:
        raise ProblemError(f"{where}: {key} must be at least {least}, got {number}")
    return number


def _files(content: Any, where: str) -> dict[str, Any]:
    table = Table(content, where)
    found = {"editable": _texts(table, "editable", where)}
    table.done()
    return found


def _tests(content: Any, where: str) -> dict[str, Any]:
    table = Table(content, where)
    found = {
        "packages": _texts(table, "packages", where),
        "skipped": _texts(table, "skip", where, ()),
        "tests_timeout_s": _at_least(table, "timeout_s", where, 1),
    }
    table.done()
    return found


def _budget(content: Any, where: str) -> dict[str, Any]:
    table = Table(content, where)
    found = {key: _at_least(table, key, where, 1) for key in ("max_steps", "max_evaluations")}
    table.done()
    return found


def _flags(content: Any, where: str) -> tuple[str, ...]:
    table = Table(content, where)
    found = _texts(table, "allowed", where, DIAGNOSTIC_FLAGS)
    table.done()
    if unknown := [flag for flag in found if not is_known_flag(flag)]:
        raise ProblemError(
            f"{where}: allowed cannot hold {unknown[0]!r}; a flag is -tags=NAME or one of "
            f"{', '.join(DIAGNOSTIC_FLAGS)}"
        )
    return found


def _benchmarks(content: Any, where: str) -> dict[str, tuple[str, ...]]:
    table = Table(content, where)
    by_package = Table(table.take("benchmarks", dict), f"{where}.benchmarks")
    table.done()
    names = by_package.take_rest()
    listed = Table(names, f"{where}.benchmarks")
    return {package: _texts(listed, package, f"{where}.benchmarks") for package in names}


def _expected(content: Any, where: str) -> dict[str, float]:
    table = Table(content, where)
    found = {key: float(table.take(key, float)) for key in ("expert", "first_step") if table.has(key)}
    table.done()
    return found


def _workloads(folder: Path) -> dict[str, Workload]:
    folders = sorted(path.parent for path in folder.glob("workloads/*/main.go"))
    if len(folders) < _LEAST_WORKLOADS:
        raise ProblemError(
            f"{folder}: a task has at least {_LEAST_WORKLOADS} workloads, folders below workloads/ that hold "
            f"main.go, problem.toml and problem.py; there are {len(folders)}"
        )
    return {
        path.name: Workload(
            name=path.name,
            main=read_text(path / "main.go").encode(),
            problem=load_workload_folder(path),
        )
        for path in folders
    }


def _debian(table: Table, where: str) -> DebianSource | None:
    if not table.has("debian"):
        return None
    content = Table(table.take("debian", dict), f"{where}: debian")
    texts = {name: content.take(name, str) for name in ("package", "version", "folder", "tree_sha256")}
    content.done()
    return DebianSource(**texts, vendored=_vendored(table, f"{where}: vendor"))


def _vendored(table: Table, where: str) -> tuple[VendoredModule, ...]:
    content = Table(table.take("vendor", dict, {}), where)
    listed = cast("list[Any]", content.take("packages", list, []))
    content.done()
    return tuple(_vendored_module(one, f"{where}.packages") for one in listed)


def _vendored_module(content: Any, where: str) -> VendoredModule:
    table = Table(content, where)
    names = (field.name for field in dataclasses.fields(VendoredModule))
    module = VendoredModule(**{name: table.take(name, str) for name in names})
    table.done()
    return module
