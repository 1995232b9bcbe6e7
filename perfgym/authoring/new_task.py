"""A user's repository -> the folder of a new task, filled in as far as that is possible."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import tomlkit

from perfgym.authoring.go_source import GoModule, read_module
from perfgym.authoring.task_workload import Chosen, choose_functions, write_workload
from perfgym.bank import check_name
from perfgym.errors import ProblemError, SettingsError
from perfgym.repo.tasks.import_source import Imported, imported
from perfgym.repo.tasks.load import task_folders
from perfgym.repo.workspace.tree import Tree

__all__ = ["NewTask", "write_task"]

_TEMPLATE = Path(__file__).parent / "templates" / "task" / "task.toml"
_TODO = "TODO"
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying)([.-]\w+)*", re.IGNORECASE)
# Words of a licence -> its SPDX name; those come first that others contain.
_LICENCES = {
    "Apache License": "Apache-2.0",
    "Mozilla Public License": "MPL-2.0",
    "GNU AFFERO GENERAL PUBLIC LICENSE": "AGPL-3.0-only",
    "GNU LESSER GENERAL PUBLIC LICENSE": "LGPL-3.0-only",
    "GNU GENERAL PUBLIC LICENSE": "GPL-3.0-only",
    "Neither the name": "BSD-3-Clause",
    "Redistributions in binary form": "BSD-2-Clause",
    "Permission to use, copy, modify, and/or distribute": "ISC",
    "Permission is hereby granted, free of charge": "MIT",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTask:
    """The task that was written.

    Attributes:
        folder: The task's folder.
        found: What was found in the repository, one line each.
        missing: What the author has to add, one line each.
    """

    folder: Path
    found: tuple[str, ...]
    missing: tuple[str, ...]


def write_task(name: str, source: str, folder: Path) -> NewTask:
    """Import a repository as a new task, without its history.

    Args:
        name: Name of the task, and of its folder.
        source: A folder, or the address of a git repository.
        folder: Where to put the task's folder; it is created if it does not exist.

    Raises:
        SettingsError: The name, the repository or the folder cannot be used. Nothing was written.
        MachineError: The repository cannot be cloned.
    """
    target = folder.expanduser().resolve() / name
    _check(name, target)
    repository = imported(source)
    module = read_module(repository.tree)
    if module is None or not module.packages:
        raise SettingsError(f"{source} cannot be a task: {_why_no_module(repository.tree)}")
    chosen = choose_functions(module)
    try:
        _write(target, repository, module, chosen)
    except OSError as error:
        raise SettingsError(f"{target} cannot be written: {error}") from error
    return NewTask(
        folder=target,
        found=tuple(_found(repository, module, chosen)),
        missing=tuple(_missing(repository, module, chosen)),
    )


def _check(name: str, target: Path) -> None:
    try:
        check_name(name)
    except ProblemError as error:
        raise SettingsError(str(error)) from error
    if (known := task_folders()).get(name, target) != target:
        raise SettingsError(f"{known[name].parent} already has a task called {name}; choose another name")
    if target.exists():
        raise SettingsError(f"{target} exists already, so nothing was written; choose another name or folder")


def _why_no_module(tree: Tree) -> str:
    if "go.mod" in tree.files:
        return "its go.mod names no module, or it has no package that programs can import"
    below = [path for path in tree.files if path.endswith("/go.mod")]
    if below:
        return f"it has no go.mod at its top; give the folder of one module, such as that of {below[0]}"
    return "it has no go.mod; run `go mod init` in it first"


def _write(target: Path, repository: Imported, module: GoModule, chosen: tuple[Chosen, Chosen]) -> None:
    for path, file in repository.tree.files.items():
        place = target / "tree" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.content)
        place.chmod(0o755 if file.executable else 0o644)
    for workload, function in chosen:
        write_workload(target / "workloads" / workload, module, function)
    document = cast("Any", tomlkit.parse(_TEMPLATE.read_text(encoding="utf-8")))
    document["source"] = repository.source
    document["licence"] = _licence(repository.tree) or f"{_TODO}: SPDX name of its licence"
    document["module"] = module.path
    document["files"]["editable"] = _editable(module)
    for package, names in module.benchmarks.items():
        document["targets"]["benchmarks"][package] = list(names)
    (target / "task.toml").write_text(document.as_string(), encoding="utf-8")


def _editable(module: GoModule) -> list[str]:
    """Globs of all packages: those of the top, and all of each folder there that has one."""
    folders = sorted({package.split("/")[1] for package in module.packages if package != "."})
    own = ["*.go"] if "." in module.packages else []
    return [*own, *(f"{folder}/**/*.go" for folder in folders)]


def _licence(tree: Tree) -> str:
    """SPDX name of the licence in the file at the top; empty if it is not recognised."""
    for path, file in tree.files.items():
        if _LICENCE_FILE.fullmatch(path):
            text = " ".join(file.content.decode(errors="replace").split()).lower()
            return next((name for words, name in _LICENCES.items() if words.lower() in text), "")
    return ""


def _found(repository: Imported, module: GoModule, chosen: tuple[Chosen, Chosen]) -> Iterator[str]:
    files = len(repository.tree.files)
    yield f"{files} file{'s' * (files != 1)} from {repository.source}"
    yield f"module {module.path} with packages {', '.join(module.packages)}"
    yield f"licence {_licence(repository.tree) or 'not recognised'}"
    count = sum(map(len, module.benchmarks.values()))
    yield f"{count} benchmark{'s' * (count != 1)}, which are the agent's targets"
    for workload, function in chosen:
        if function:
            yield f"workload {workload}, which calls {function.package_name}.{function.name}"


def _missing(repository: Imported, module: GoModule, chosen: tuple[Chosen, Chosen]) -> Iterator[str]:
    if _needs_vendor(repository.tree, module):
        yield (
            f"other modules ({', '.join(module.required)}): no build has a network; run `go mod vendor` in "
            "the repository, and import it again"
        )
    for path, reason in repository.left_out.items():
        yield f"{path}, which {reason}: it was left out"
    if not _licence(repository.tree):
        yield "the licence, in task.toml"
    if not module.benchmarks:
        yield "benchmarks, by which agents find out what is slow: add some to tree/ and to task.toml"
    for workload, function in chosen:
        what = "what your users do with the library" if function else "a program that uses the library"
        yield f"workloads/{workload}/: {what}, and inputs for it"
    yield "hidden/: tests that agents never see, at the paths where they would lie in the repository"
    yield "expert.patch: a `git diff` that makes it faster, to show that there is something to gain"


def _needs_vendor(tree: Tree, module: GoModule) -> bool:
    return bool(module.required) and "vendor/modules.txt" not in tree.files
