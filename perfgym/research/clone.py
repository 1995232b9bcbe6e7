"""A reported task -> the user's clone that its sessions begin with, and the worktree that programs run in."""

import os
from collections.abc import Mapping
from pathlib import Path

from perfgym.errors import MachineError, SettingsError
from perfgym.research.history import History
from perfgym.research.reported import Worktree
from perfgym.research.reported_task import ReportedTask

__all__ = ["files_in_scope", "find_clone", "open_worktree"]

_MOST_READ = 20_000  # bytes of a file that an agent reads: each turn of an agent has them again


def find_clone(task: ReportedTask, repository: str | Path | None = None) -> Path:
    """Find the user's clone, and check that it has what runs need. Nothing is fetched.

    Args:
        task: The task.
        repository: Folder of the clone; None for the one that the task's variable, or the task itself, names.

    Raises:
        SettingsError: The argument or the variable names no clone that has the training script.
        MachineError: No clone is named, or data is missing; the message has the command that fetches it.
    """
    named, by = _named(task, repository)
    clone = Path(named).expanduser().resolve()
    if not clone.is_dir():
        raise SettingsError(f"{by} is {named!r}, which is no folder; it must be {_what(task)}")
    for needed in (".git", task.file, *task.repository.protected):
        if not (clone / needed).exists():
            raise SettingsError(f"{by} is {named!r}, which has no {needed}; it must be {_what(task)}")
    absent = [path for path in task.repository.requires if not _is_there(clone, path)]
    if absent:
        fetch = task.repository.otherwise
        fix = f"run `{fetch}` in {clone}" if fetch else "put it there"
        raise MachineError(f"{task.name} needs {', '.join(absent)}, which {clone} lacks; {fix}")
    return clone


def _named(task: ReportedTask, repository: str | Path | None) -> tuple[str, str]:
    """The folder that is named, and what names it."""
    rule = task.repository
    if repository is not None:
        return os.fspath(repository), "repository"
    if rule.variable and os.environ.get(rule.variable):
        return os.environ[rule.variable], rule.variable
    if rule.folder:
        return str(task.folder / Path(rule.folder).expanduser()), f"folder in {task.folder / 'research.toml'}"
    get = f"`git clone {rule.address}`, and " if rule.address else ""
    raise MachineError(
        f"{task.name} runs in a clone of yours; {get}set {rule.variable} to its folder, or give repository="
    )


def _what(task: ReportedTask) -> str:
    whose = f"of {task.repository.address}" if task.repository.address else f"that holds {task.file}"
    return f"the folder of a git clone {whose}"


def _is_there(clone: Path, path: str) -> bool:
    """Whether a path exists, and is no empty folder."""
    found = clone / Path(path).expanduser()
    return any(found.iterdir()) if found.is_dir() else found.exists()


def files_in_scope(task: ReportedTask, clone: Path) -> Mapping[str, str]:
    """Path to text of the files that an agent reads beside the training script; long ones are cut.

    Raises:
        SettingsError: The clone lacks one of them.
    """
    found: dict[str, str] = {}
    for path in task.repository.reads:
        try:
            with (clone / path).open("rb") as file:
                found[path] = file.read(_MOST_READ).decode(errors="replace")
        except OSError as error:
            raise SettingsError(f"{clone} has no {path} that can be read ({error})") from error
    return found


def open_worktree(task: ReportedTask, clone: Path, history: History, logs: Path) -> Worktree:
    """Describe a session's worktree for its runs.

    Args:
        task: The task.
        clone: The user's clone.
        history: The session in git.
        logs: Folder for the logs.

    Raises:
        SettingsError: A protected file is not in the commit that the session began with.
    """
    inside = [path for path in task.repository.requires if not Path(path).expanduser().is_absolute()]
    return Worktree(
        folder=history.worktree,
        file=task.file,
        clone=clone,
        logs=logs,
        originals={path: history.original(path) for path in task.repository.protected},
        links={path: clone / path for path in inside if not history.has(path)},
    )
