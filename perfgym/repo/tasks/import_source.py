"""A folder or a git repository of a user's -> the tree of a new task. History is left out."""

import contextlib
import os
import tempfile
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from perfgym.errors import MachineError, SettingsError
from perfgym.repo.hosting.trusted_git import TrustedGit, git_settings
from perfgym.repo.workspace.tree import DEFAULT_LIMITS, File, Tree, TreeError, check_path

__all__ = ["Imported", "imported"]

_CLONE_TIMEOUT_S = 600.0
_ADDRESS_MARKS = ("://", "git@")
_SETTINGS = {
    "protocol.allow": "never",
    "protocol.file.allow": "always",
    "protocol.http.allow": "always",
    "protocol.https.allow": "always",
    "protocol.ssh.allow": "always",
    "core.hooksPath": os.devnull,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What was read.

    Attributes:
        tree: The files.
        source: Where they come from, in words.
        left_out: Path of each file that cannot be part of a tree -> why, as the end of a sentence.
    """

    tree: Tree = field(repr=False)
    source: str
    left_out: Mapping[str, str]


def imported(source: str) -> Imported:
    """Read a folder as it stands, or the newest commit of a git repository.

    Args:
        source: Path of a folder, with or without ``.git``, or the address of a repository.

    Raises:
        SettingsError: There is no such folder, or its files cannot be a tree.
        MachineError: git is missing, or the repository cannot be cloned.
    """
    folder = Path(source).expanduser()
    if folder.is_dir():
        folder = folder.resolve()
        if not (folder / ".git").exists():
            return _read(folder, f"own work, from the folder {folder.name}")
        address, shown = f"file://{quote(str(folder))}", folder.name
    elif any(mark in source for mark in _ADDRESS_MARKS):
        address = shown = source
    else:
        raise SettingsError(f"{source} is neither a folder nor the address of a git repository")
    with _cloned(address) as (clone, commit):
        return _read(clone, f"git repository {shown}, commit {commit}")


@contextlib.contextmanager
def _cloned(address: str) -> Generator[tuple[Path, str]]:
    """A clone of the newest commit, and the commit's name."""
    with tempfile.TemporaryDirectory(prefix="perfgym-") as scratch:
        clone = Path(scratch) / "clone"
        only_newest = ["--depth=1", "--single-branch", "--no-tags", "--no-recurse-submodules"]
        _git(["clone", "--quiet", "--template=", *only_newest, "--", address, str(clone)], address)
        yield clone, _git(["-C", str(clone), "rev-parse", "HEAD"], address)


def _git(arguments: list[str], address: str) -> str:
    """Run git; return what it printed.

    Raises:
        MachineError: It is missing, failed, or took too long.
    """
    with tempfile.TemporaryFile() as said:
        try:
            status, errors = TrustedGit().run(
                arguments, git_settings(_SETTINGS), timeout_s=_CLONE_TIMEOUT_S, stdout=said
            )
        except TimeoutError as error:
            raise MachineError(f"{address} cannot be read: {error}") from error
        if status:
            raise MachineError(
                f"{address} cannot be read, git says: {errors or f'exit status {status}'}; give a folder "
                "without .git to import its files as they stand"
            )
        said.seek(0)
        return said.read().decode(errors="replace").strip()


def _read(folder: Path, source: str) -> Imported:
    files: dict[str, File] = {}
    left_out: dict[str, str] = {}
    try:
        for path in _paths(folder):
            name = path.relative_to(folder).as_posix()
            if reason := _why_not(path, name):
                left_out[name] = reason
            else:
                files[name] = File(path.read_bytes(), os.access(path, os.X_OK))
        tree = Tree(files).require()
    except TreeError as error:
        raise SettingsError(
            f"{folder} cannot be a task: {error}; give a copy without what Go needs not"
        ) from error
    except OSError as error:
        raise SettingsError(f"{folder} cannot be read: {error}") from error
    return Imported(tree=tree, source=source, left_out=left_out)


def _paths(folder: Path) -> Iterator[Path]:
    """Yield all files, but those of git's."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != ".git")
        links = [name for name in folders if Path(parent, name).is_symlink()]
        yield from (Path(parent, name) for name in sorted([*names, *links]) if name != ".git")


def _why_not(path: Path, name: str) -> str:
    if path.is_symlink() or not path.is_file():
        return "is a link or another special file"
    try:
        check_path(name)
    except TreeError as error:
        return str(error).partition("' ")[2] or str(error)
    if path.stat().st_size > DEFAULT_LIMITS.file_bytes:
        return f"is larger than {DEFAULT_LIMITS.file_bytes >> 20} MiB"
    return ""
