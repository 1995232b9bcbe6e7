"""Attacks on repositories, and the tree of files that each of them submits.

They are the files in ``attacks/repo/``, with the headers of :mod:`perfgym.redteam.catalogue`. Each suits
every task that its line ``problems`` names, and without that line all tasks.

- A Go file is added to every package whose files may be changed. ``@PACKAGE@`` is the name of the package,
  ``@TESTS@`` a list of the names of all tests, hidden ones included, as a program could find them.
- A Python file with a function ``files(task, base, packages)`` returns paths with new contents, or None for
  files to delete.
- A Python file of class F has a function ``play(episode)``, see
  :class:`perfgym.redteam.repo_episodes.AttackedRepository`.
"""

import re
from collections.abc import Iterable, Mapping

from perfgym.errors import SettingsError, suggestion
from perfgym.redteam.catalogue import ATTACKS, Attack, function_of, load_named
from perfgym.repo.tasks.task import RepoTask
from perfgym.repo.workspace.editable import why_not_editable
from perfgym.repo.workspace.tree import File, Tree

__all__ = ["attacked_tree", "chosen_repo_attacks", "editable_packages", "go_files", "repo_attacks"]

_FOLDER = ATTACKS / "repo"
_CLAUSE = re.compile(rb"^package (\w+)", re.MULTILINE)
_FILE = "zz_attack.go"
_PACKAGE, _TESTS = "@PACKAGE@", "@TESTS@"
_TEST = re.compile(rb"^func (Test\w+)\(", re.MULTILINE)


def repo_attacks(task: RepoTask) -> list[Attack]:
    """Every attack that suits a task, sorted by name."""
    attacks = map(load_named, _FOLDER.glob("[a-z]_*.*"))
    suitable = (attack for attack in attacks if not attack.problems or task.name in attack.problems)
    return sorted(suitable, key=lambda attack: attack.name)


def chosen_repo_attacks(names: Iterable[str], task: RepoTask) -> list[Attack]:
    """Attacks on a task by name, in the order of the names; without names all of them.

    Raises:
        SettingsError: No attack has one of the names.
    """
    known = {attack.name: attack for attack in repo_attacks(task)}
    asked = tuple(names)
    for name in asked:
        if name not in known:
            raise SettingsError(f"no attack on {task.name} is called {name!r}; {suggestion(name, known)}")
    return [known[name] for name in asked] if asked else list(known.values())


def editable_packages(task: RepoTask, base: Tree) -> Mapping[str, str]:
    """Folder, empty for the module's own, to the name of the package in it, where files may be added."""
    found: dict[str, str] = {}
    for path, file in base.files.items():
        folder = path.rpartition("/")[0]
        clause = _CLAUSE.search(file.content)
        is_source = path.endswith(".go") and not path.endswith("_test.go")
        if is_source and clause and not why_not_editable(_in(folder, _FILE), task.editable):
            found[folder] = clause[1].decode()
    return found


def _in(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def go_files(text: str, packages: Mapping[str, str], name: str = _FILE) -> dict[str, bytes]:
    """A Go file for each package.

    Args:
        text: Its text, with the placeholder ``@PACKAGE@``.
        packages: Folder to the name of the package.
        name: The file's name.
    """
    return {
        _in(folder, name): text.replace(_PACKAGE, package).encode() for folder, package in packages.items()
    }


def _names_of_tests(task: RepoTask, base: Tree) -> str:
    files = {**base.files, **task.hidden.files}
    names = (
        name
        for path, file in files.items()
        if path.endswith("_test.go")
        for name in _TEST.findall(file.content)
    )
    return "".join(f'"{name.decode()}",\n' for name in dict.fromkeys(names))


def attacked_tree(attack: Attack, task: RepoTask, base: Tree) -> Tree:
    """The workspace that an attack submits.

    Raises:
        MalformedAttackError: The attack is a Python file without a function ``files()``.
        TreeError: What it makes is no tree.
    """
    packages = editable_packages(task, base)
    changes: Mapping[str, bytes | None]
    if attack.path.suffix == ".py":
        make = function_of(attack.path, "files", "files(task, base, packages)")
        changes = make(task, base, packages)
    else:
        changes = go_files(attack.text.replace(_TESTS, _names_of_tests(task, base)), packages)
    files = {path: file for path, file in base.files.items() if path not in changes}
    return Tree({**files, **{path: File(new) for path, new in changes.items() if new is not None}})
