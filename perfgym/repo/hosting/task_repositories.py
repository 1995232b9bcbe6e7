"""The tasks whose files are on this machine -> their canonical repositories, for hosts and for agents."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from perfgym.errors import MachineError, ProblemError
from perfgym.repo.tasks.debian import base_tree
from perfgym.repo.tasks.load import load_task, task_folders
from perfgym.repo.workspace.canonical import canonical_repository

__all__ = ["TaskRepositories", "task_repositories"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRepositories:
    """The canonical repositories of all tasks.

    Attributes:
        folders: Name of a task -> its bare repository, which nobody may change. It stays until this process
            ends.
        titles: Name of a task -> its title, for the tasks in ``folders``.
        absent: Name of every other task -> why it has no repository here, with the fix.
    """

    folders: Mapping[str, Path]
    titles: Mapping[str, str]
    absent: Mapping[str, str]


def task_repositories() -> TaskRepositories:
    """Make the canonical repositories of all tasks whose files are here; those made before are found again.

    Raises:
        ToolchainMissingError: The cache folder cannot be written, or other users can change it.
    """
    folders: dict[str, Path] = {}
    titles: dict[str, str] = {}
    absent: dict[str, str] = {}
    for name in task_folders():
        try:
            task = load_task(name)
            base = base_tree(task)
        except (MachineError, ProblemError) as error:
            absent[name] = str(error)
            continue
        folders[name], titles[name] = canonical_repository(base.files).folder, task.title
    return TaskRepositories(folders=folders, titles=titles, absent=absent)
