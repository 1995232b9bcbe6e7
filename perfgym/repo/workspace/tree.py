"""A repository's files as an immutable value: path -> content.

Only regular files exist here. A symbolic link, a submodule or a device cannot be part of a tree.
"""

import hashlib
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Self

from perfgym.languages.archive import BadArchiveError, members, packed
from perfgym.printable import replace_unshown

__all__ = ["DEFAULT_LIMITS", "File", "Limits", "Tree", "TreeError", "check_path", "folders_of"]

_LONGEST_PATH = 240  # bytes in UTF-8
_NEEDS_QUOTES = '"\\'  # in a diff; Go allows neither character in the files of a module
_MOST_QUOTED = 80  # characters of a wrong path in a message


class TreeError(ValueError):
    """Something cannot be a tree: a path, a kind of file, or a size. The message says which."""


@dataclass(frozen=True, slots=True)
class File:
    """One regular file.

    Attributes:
        content: Its bytes.
        executable: Whether it may be executed.
    """

    content: bytes = field(repr=False)
    executable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The largest tree that is accepted.

    Attributes:
        files: Number of files.
        file_bytes: Bytes of one file.
        total_bytes: Bytes of all files together.
    """

    files: int = 4000
    file_bytes: int = 4 << 20
    total_bytes: int = 32 << 20


DEFAULT_LIMITS = Limits()


def check_path(path: str) -> None:
    """Check that a path names a file inside a repository.

    Args:
        path: A relative POSIX path, e.g. ``"internal/x/y.go"``.

    Raises:
        TreeError: The path is absolute, longer than 240 bytes, has a part that is empty, ``.``, ``..`` or
            ``.git`` in any case, or has a character that is not shown or needs quotes in a diff.
    """
    wrong = _wrong_with(path)
    if wrong:
        raise TreeError(f"the path {_quoted(path)} {wrong}")


@lru_cache(maxsize=1 << 14)  # most paths of a tree are those of the tree before
def _wrong_with(path: str) -> str:
    if len(path) > _LONGEST_PATH or len(path.encode(errors="replace")) > _LONGEST_PATH:
        return f"is longer than {_LONGEST_PATH} bytes"
    if path.startswith("/"):
        return "is absolute; paths are relative to the repository"
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts):
        return "has an empty part, '.' or '..'"
    if any(part.lower() == ".git" for part in parts):
        return "leads into .git"
    if replace_unshown(path) != path or any(character in "\n\t" + _NEEDS_QUOTES for character in path):
        return "has a control character, an invisible character, a quotation mark or a backslash"
    return ""


def _quoted(path: str) -> str:
    shown = replace_unshown(path[:_MOST_QUOTED])
    return repr(shown if len(path) <= _MOST_QUOTED else f"{shown}...")


@dataclass(frozen=True, eq=False)
class Tree:
    """The files of a repository. Two trees are equal if all their paths, contents and modes are.

    Attributes:
        files: Path to file, sorted by path. Never changed after the tree is made.

    Raises:
        TreeError: A path cannot be one of a tree, or is both a file and a folder.
    """

    files: Mapping[str, File] = field(repr=False)

    def __post_init__(self) -> None:
        folders = {folder for path in self.files for folder in folders_of(path)}
        for path in self.files:
            check_path(path)
            if path in folders:
                raise TreeError(f"the path {_quoted(path)} is both a file and a folder")
        object.__setattr__(self, "files", {path: self.files[path] for path in sorted(self.files)})

    def __eq__(self, other: object) -> bool:
        return self.files == other.files if isinstance(other, Tree) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.digest)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all paths, modes and contents, in hexadecimal; equal for equal trees alone."""
        found = hashlib.sha256()
        for path, file in self.files.items():
            name = path.encode()
            found.update(f"{len(name)} {file.executable:d} {len(file.content)}\n".encode())
            found.update(name)
            found.update(file.content)
        return found.hexdigest()

    def with_file(self, path: str, content: bytes) -> "Tree":
        """The tree with this content at ``path``, which keeps its mode if it exists.

        Raises:
            TreeError: The path cannot be one of a tree, or is a folder or inside a file.
        """
        file = replace(self.files.get(path, File(b"")), content=content)
        return Tree({**self.files, path: file})

    def require(self, limits: Limits = DEFAULT_LIMITS) -> Self:
        """Return the tree itself, if it is within these limits.

        Raises:
            TreeError: It exceeds one of them.
        """
        budget = _Budget(limits)
        for path, file in self.files.items():
            budget.add(path, len(file.content))
        return self

    def to_tar(self) -> bytes:
        """An uncompressed tar archive of the files. Equal trees give equal archives."""
        executable = frozenset(path for path, file in self.files.items() if file.executable)
        return packed({path: file.content for path, file in self.files.items()}, executable)

    @classmethod
    def from_tar(cls, raw: bytes, limits: Limits = DEFAULT_LIMITS) -> "Tree":
        """The tree that an untrusted tar archive holds.

        Time and memory are linear in the size of the archive.

        Args:
            raw: An uncompressed archive, as :meth:`to_tar` or ``tar --format=gnu`` writes it.
            limits: The largest tree to accept.

        Raises:
            TreeError: It is no such archive, or holds anything but regular files and folders, a path twice, a
                path that cannot be one of a tree, or more than the limits allow.
        """
        files: dict[str, File] = {}
        budget = _Budget(limits)
        try:
            for member in members(raw):
                path = member.name.removeprefix("./")
                if path in files:
                    raise TreeError(f"the archive holds {_quoted(path)} twice")
                budget.add(path, len(member.content))
                files[path] = File(member.content, member.executable)
        except BadArchiveError as error:
            raise TreeError(str(error)) from None
        return cls(files)

    @classmethod
    def from_folder(
        cls, folder: Path, limits: Limits = DEFAULT_LIMITS, without: Collection[str] = (".git",)
    ) -> "Tree":
        """The tree of all files in a folder on disk.

        Args:
            folder: The folder.
            limits: The largest tree to accept.
            without: Names at the top of the folder to leave out.

        Raises:
            TreeError: It holds a link or another special file, a path that cannot be one of a tree, or more
                than the limits allow.
            OSError: A file cannot be read.
        """
        files: dict[str, File] = {}
        budget = _Budget(limits)
        for path in _files_in(folder, without):
            name = path.relative_to(folder).as_posix()
            if path.is_symlink() or not path.is_file():
                raise TreeError(f"{_quoted(name)} is a link or another special file")
            with path.open("rb") as opened:
                content = opened.read(limits.file_bytes + 1)
            budget.add(name, len(content))
            files[name] = File(content, os.access(path, os.X_OK, follow_symlinks=False))
        return cls(files)


class _Budget:
    """Counts files and bytes against limits while a tree is read."""

    def __init__(self, limits: Limits) -> None:
        self._limits, self._files, self._bytes = limits, 0, 0

    def add(self, path: str, size: int) -> None:
        check_path(path)
        self._files += 1
        self._bytes += size
        if self._files > self._limits.files:
            raise TreeError(f"there are more than {self._limits.files} files")
        if size > self._limits.file_bytes:
            raise TreeError(f"{_quoted(path)} is larger than {self._limits.file_bytes} bytes")
        if self._bytes > self._limits.total_bytes:
            raise TreeError(f"all files together are larger than {self._limits.total_bytes} bytes")


def folders_of(path: str) -> Iterable[str]:
    """The folders that a path lies in, the outermost first."""
    parts = path.split("/")
    return ("/".join(parts[:end]) for end in range(1, len(parts)))


def _files_in(folder: Path, without: Collection[str]) -> Iterable[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.name in without:
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _files_in(entry, ())
        else:
            yield entry
