"""A task's own tree -> its canonical repository in the user's cache folder, and the first workspace.

The repository is bare, holds one commit and no other object, and is made without git
(:mod:`perfgym.repo.workspace.git_objects`). Nobody changes it: jails see it read-only.
"""

import functools
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_cache_path

from perfgym.errors import ToolchainMissingError
from perfgym.languages.archive import packed
from perfgym.languages.kept_folder import kept_folder
from perfgym.repo.workspace.git_objects import TreeFile, bare_repository, base_commit, private_folder

__all__ = ["CanonicalRepository", "RawWorkspace", "canonical_repository"]


@dataclass(frozen=True, slots=True)
class RawWorkspace:
    """A workspace between two calls. Both parts may come out of a jail, and are hostile.

    Attributes:
        tree: A tar of the files.
        gitdir: A tar of the private git folder. Nothing but a jailed git may read it.
    """

    tree: bytes = field(repr=False)
    gitdir: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CanonicalRepository:
    """The repository of a task: one commit, which depends on the task's tree alone.

    Attributes:
        folder: The bare repository. It must not be changed.
        commit: Name of its commit: 40 hexadecimal digits.
        workspace: The workspace of an episode that begins.
    """

    folder: Path
    commit: str
    workspace: RawWorkspace = field(repr=False)


_kept: dict[str, Path] = {}
_keeping = threading.Lock()


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files that every user can read: jails run as another user."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
        (folder / path).chmod(0o444)
    for inner in (folder, *filter(Path.is_dir, folder.rglob("*"))):
        inner.chmod(0o755)


def canonical_repository(files: Mapping[str, TreeFile]) -> CanonicalRepository:
    """Make the repository of a task, once per machine, in the user's cache folder.

    Args:
        files: The task's own tree: relative path to file. It must be trusted.

    Raises:
        ToolchainMissingError: The cache folder cannot be written, or other users can change it.
    """
    base = base_commit(files)
    parent = user_cache_path("perfgym").resolve() / "repositories"
    try:
        with _keeping:
            if base.name not in _kept:  # each call of kept_folder holds a descriptor
                bare = bare_repository(base)
                _kept[base.name] = kept_folder(parent, base.name, functools.partial(_write, files=bare))
    except OSError as error:
        raise ToolchainMissingError(
            f"repositories cannot be kept in {parent}: {error}; they need a folder that can be written, "
            "which XDG_CACHE_HOME can name"
        ) from error
    executable = frozenset(path for path, file in files.items() if file.executable)
    tree = packed({path: file.content for path, file in files.items()}, executable)
    return CanonicalRepository(_kept[base.name], base.name, RawWorkspace(tree, packed(private_folder(base))))
