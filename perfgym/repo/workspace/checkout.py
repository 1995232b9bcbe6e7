"""A task -> a folder with its repository, for a person; and such a folder -> the tree that is evaluated.

The folder is a clone of the canonical repository, which has no remote: a push would change what all episodes
begin with. Git runs on it once, before anyone else has touched it. Later its files are read, and no git runs.
"""

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from perfgym.errors import HarnessError, MachineError, SettingsError
from perfgym.printable import clean_text
from perfgym.repo.hosting.trusted_git import TrustedGit
from perfgym.repo.tasks.debian import base_tree
from perfgym.repo.tasks.load import load_task
from perfgym.repo.tasks.task import RepoTask
from perfgym.repo.workspace.canonical import canonical_repository
from perfgym.repo.workspace.tree import Tree, TreeError

__all__ = ["GUIDE", "Checkout", "checked_out", "checkout"]

GUIDE = "PERFGYM.md"
"""The file that tells a person how to go on."""

_MARK = ".perfgym.json"  # which task the folder is of
_MOST_MARK_BYTES = 4096
_TIMEOUT_S = 60.0
_OURS = (".git", GUIDE, _MARK)


class _Mark(msgspec.Struct, frozen=True, kw_only=True):
    task: str
    task_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkout:
    """A folder that was read.

    Attributes:
        task: The task that it is of.
        base: The task's own tree.
        tree: The files of the folder.
    """

    task: RepoTask
    base: Tree = field(repr=False)
    tree: Tree = field(repr=False)


def checkout(name: str, folder: Path) -> None:
    """Write the repository of a task to a folder, with a guide.

    Args:
        name: Name of the task.
        folder: The folder. It must be empty or not exist.

    Raises:
        SettingsError: There is no such task, or the folder is in use or cannot be made.
        MachineError: Git or the files of the task are missing, or git failed.
        HarnessError: Git wrote other files than it was asked for.
    """
    task = load_task(name)
    base = base_tree(task)
    target = folder.absolute()
    try:
        if target.is_symlink() or (target.exists() and (not target.is_dir() or any(target.iterdir()))):
            raise SettingsError(f"{folder} exists and is no empty folder; name a folder that is new")
        target.mkdir(parents=True, exist_ok=True)
        repository = canonical_repository(base.files)
        _git(["clone", "--quiet", "--no-hardlinks", "--template=", str(repository.folder), str(target)])
        _git(["-C", str(target), "remote", "remove", "origin"])
        if Tree.from_folder(target) != base:
            raise HarnessError(f"git wrote other files to {target} than those of {name}")
        (target / ".git/info").mkdir(exist_ok=True)
        (target / ".git/info/exclude").write_text(f"/{GUIDE}\n/{_MARK}\n")
        (target / _MARK).write_bytes(msgspec.json.encode(_Mark(task=name, task_sha256=task.digest)))
        (target / GUIDE).write_text(_guide(task, repository.commit))
    except OSError as error:
        raise SettingsError(f"{folder} cannot be written: {error.strerror or error}") from error


def _git(arguments: list[str]) -> None:
    try:
        status, said = TrustedGit().run(arguments, {}, timeout_s=_TIMEOUT_S)
    except TimeoutError as error:
        raise MachineError(str(error)) from error
    if status:
        raise MachineError(f"`git {arguments[0]}` ended with exit status {status}: {clean_text(said)}")


def _guide(task: RepoTask, commit: str) -> str:
    editable = "\n".join(f"- `{glob}`" for glob in task.editable)
    benchmarks = "\n".join(f"- `{package}`: {', '.join(names)}" for package, names in task.benchmarks.items())
    return f"""\
# {task.title}

{task.summary}

{task.goal.strip()}

Evaluations take the files that match these patterns; all others are the task's own:

{editable}

These benchmarks point to what matters:

{benchmarks}

- `go test ./...` runs the tests, and `go test -bench . ./...` the benchmarks.
- `git diff {commit[:12]}` shows all that you have changed; commits are yours alone.
- `perfgym repo submit .` evaluates the files as they stand. It builds and runs them in a sandbox.
"""


def checked_out(folder: Path, name: str | None = None) -> Checkout:
    """Read a folder that :func:`checkout` wrote, or another one with the files of a task.

    Args:
        folder: The folder. Its files may be hostile.
        name: Name of the task; None for the one that the folder is of.

    Raises:
        SettingsError: The folder is of no task or of another version of it, or holds a link, a special file,
            or too much.
        MachineError: The files of the task are missing.
    """
    task = load_task(name if name is not None else _marked(folder).task)
    if name is None and (was := _marked(folder).task_sha256) != task.digest:
        raise SettingsError(
            f"{folder} was checked out from another version of {task.name} ({clean_text(was, 16)}, and not "
            f"{task.digest[:16]} as here); check it out again and carry your changes over"
        )
    try:
        tree = Tree.from_folder(folder, without=_OURS)
    except TreeError as error:
        raise SettingsError(f"the files in {folder} cannot be evaluated: {error}") from None
    except OSError as error:
        raise SettingsError(f"{folder} cannot be read: {error.strerror or error}") from error
    return Checkout(task=task, base=base_tree(task), tree=tree)


def _marked(folder: Path) -> _Mark:
    path = folder / _MARK
    try:
        # A link or a pipe at this place must neither be followed nor make the process wait.
        flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOFOLLOW
        with os.fdopen(os.open(path, flags), "rb") as file:
            is_file = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            return msgspec.json.decode(file.read(_MOST_MARK_BYTES) if is_file else b"", type=_Mark)
    except (OSError, msgspec.MsgspecError, UnicodeError) as error:
        raise SettingsError(
            f"{path} does not tell which task the folder is of ({clean_text(str(error), 200)}); make the "
            "folder with `perfgym repo checkout TASK DIR`, or name the task with --task"
        ) from error
