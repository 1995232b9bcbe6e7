"""Debian packages -> the trees of tasks that perfgym does not ship, kept in the user's cache folder.

apt's own client fetches the packages, with the machine's own lists of sources and its own keys. What is kept
is a module's tree whose digest is the one that the task names; any other is refused.
"""

import hashlib
import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_cache_path

from perfgym.errors import MachineError
from perfgym.languages.kept_folder import kept_folder
from perfgym.repo.tasks.task import DebianSource, RepoTask
from perfgym.repo.workspace.tree import File, Tree, TreeError

__all__ = ["base_tree", "fetch", "why_absent"]

_TIMEOUT_S = 300.0
_TREE = "tree.tar"
_NOT_LISTED = "Unable to locate package"  # apt says so, too, where no list of packages was ever fetched


def base_tree(task: RepoTask) -> Tree:
    """The task's own tree, which perfgym ships or which was fetched.

    Raises:
        MachineError: It was not fetched; the message names the command that does it.
    """
    if task.tree is not None:
        return task.tree
    if absent := why_absent(task):
        raise MachineError(absent)
    assert task.debian is not None
    return Tree.from_tar(_kept(task.name, task.debian).read_bytes())


def why_absent(task: RepoTask) -> str:
    """Why a task's tree is not there, with the command that fetches it; empty if it is there."""
    debian = task.debian
    if debian is None or _kept(task.name, debian).is_file():
        return ""
    return (
        f"the files of {task.name} are not here: run `perfgym repo fetch {task.name}` (Debian's "
        f"{debian.package})"
    )


def _folder() -> Path:
    return user_cache_path("perfgym").resolve() / "fetched"


def _kept(name: str, debian: DebianSource) -> Path:
    """Where a tree is kept: its path changes with the files that the task wants, and with nothing else.

    Each task has a folder of its own, because of one folder's parts only the last few are kept.
    """
    wanted = hashlib.sha256(repr(debian).encode()).hexdigest()
    return _folder() / name / wanted[:16] / _TREE


def fetch(task: RepoTask) -> None:
    """Fetch the packages of a task, and keep its tree.

    Raises:
        MachineError: A package cannot be had here, or its files are not those that the task was made from.
    """
    debian = task.debian
    if debian is None or not why_absent(task):
        return

    kept = _kept(task.name, debian).parent

    def fill(folder: Path) -> None:
        (folder / _TREE).write_bytes(_fetched(task.name, debian).to_tar())

    try:
        kept_folder(kept.parent, kept.name, fill)
    except OSError as error:
        raise MachineError(f"the files of {task.name} cannot be kept in {_folder()}: {error}") from error


def _fetched(name: str, debian: DebianSource) -> Tree:
    files = dict(_module(name, debian.package, debian.folder, debian.tree_sha256).files)
    lines: list[str] = []
    for module in debian.vendored:
        tree = _module(name, module.package, module.folder, module.tree_sha256)
        lines += [f"# {module.module} {module.version}", "## explicit", module.module]
        for path, file in tree.files.items():
            if not path.endswith("_test.go") and path != "go.mod":
                files[f"vendor/{module.module}/{path}"] = file
    if lines:
        files["vendor/modules.txt"] = File("".join(f"{line}\n" for line in lines).encode())
    return Tree(files)


def _module(name: str, package: str, folder: str, digest: str) -> Tree:
    """The tree of a module's folder in a package."""
    with tempfile.TemporaryDirectory() as scratch:
        _run(["apt-get", "download", package], scratch, package)
        archives = sorted(Path(scratch).glob("*.deb"))
        if len(archives) != 1:
            raise MachineError(f"apt-get download {package} brought {len(archives)} files instead of one")
        _run(["dpkg-deb", "--extract", str(archives[0]), "unpacked"], scratch, package)
        try:
            tree = Tree.from_folder(Path(scratch, "unpacked", folder))
        except (TreeError, OSError) as error:
            raise MachineError(f"Debian's {package} is not as {name} needs it: {error}") from error
        if tree.digest != digest:
            raise MachineError(
                f"Debian's {archives[0].name} holds other files than {name} was made from (digest "
                f"{tree.digest[:16]}, not {digest[:16]}): this release of Debian has another version"
            )
        return tree


def _run(command: Sequence[str], folder: str, package: str) -> None:
    """Run apt's or dpkg's client in a folder.

    Raises:
        MachineError: It is missing or failed.
    """
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=_TIMEOUT_S,
            env={**os.environ, "LC_ALL": "C"},
        )
    except FileNotFoundError as error:
        raise MachineError(
            f"{command[0]} is not on PATH, and the files come from Debian's {package}: fetch them on Debian "
            f"12, or in a container of it, and copy {_folder()} from there"
        ) from error
    except subprocess.TimeoutExpired as error:
        raise MachineError(
            f"`{' '.join(command)}` took more than {_TIMEOUT_S:g} s; try again with a faster network"
        ) from error
    except OSError as error:
        raise MachineError(f"`{' '.join(command)}` cannot be run: {error}") from error
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        fix = "; run `apt-get update` as root first" if _NOT_LISTED in said else ""
        raise MachineError(f"Debian's {package} cannot be had: `{' '.join(command[:2])}` said: {said}{fix}")
