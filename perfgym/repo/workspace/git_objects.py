"""A tree of files -> what git keeps of it: objects, an index, a bare repository, and a private git folder.

This is computed here and not by git, so that equal trees give equal bytes whatever git is installed, and so
that no git runs outside a jail. The formats are those of git's ``gitformat-index`` and "Git Objects" in the
book *Pro Git*; names are SHA-1.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, cast

__all__ = ["BRANCH", "DATE_S", "BaseCommit", "TreeFile", "bare_repository", "base_commit", "private_folder"]

BRANCH = "main"
"""The only branch of a canonical repository."""

DATE_S = 946684800
"""Time of the base commit, and of an agent's unless another is given, in Unix seconds: 2000-01-01."""

_AUTHOR = f"perfgym <perfgym@localhost> {DATE_S} +0000"
_MESSAGE = "Base\n"
_FILE, _PROGRAM, _FOLDER = 0o100644, 0o100755, 0o40000
_MOST_NAME_IN_FLAGS = 0xFFF


class TreeFile(Protocol):
    """One file of a tree."""

    @property
    def content(self) -> bytes:
        """Its bytes."""
        ...

    @property
    def executable(self) -> bool:
        """Whether it can be executed."""
        ...


@dataclass(frozen=True, slots=True)
class BaseCommit:
    """The only commit of a canonical repository, which depends on the tree of files alone.

    Attributes:
        name: The commit's name: 40 hexadecimal digits.
        objects: Name to compressed content of every object.
        index: The index of a working folder in which nothing was changed.
    """

    name: str
    objects: Mapping[str, bytes] = field(repr=False)
    index: bytes = field(repr=False)


_Folder = dict[str, "_Folder | TreeFile"]


def _folders(files: Mapping[str, TreeFile]) -> _Folder:
    """The files by folder. No path of a tree lies below that of a file."""
    top: _Folder = {}
    for path, file in files.items():
        *parents, name = path.split("/")
        folder = top
        for parent in parents:
            folder = cast("_Folder", folder.setdefault(parent, {}))
        folder[name] = file
    return top


class _Objects:
    """Objects by name."""

    def __init__(self) -> None:
        self.packed: dict[str, bytes] = {}

    def add(self, kind: str, content: bytes) -> str:
        whole = f"{kind} {len(content)}\0".encode() + content
        name = hashlib.sha1(whole, usedforsecurity=False).hexdigest()
        if name not in self.packed:
            self.packed[name] = zlib.compress(whole, 1)
        return name

    def add_folder(self, folder: _Folder) -> str:
        # Git sorts a folder as if its name ended with a slash.
        entries = sorted(
            (f"{name}/" if isinstance(entry, dict) else name).encode() for name, entry in folder.items()
        )
        return self.add("tree", b"".join(self._entry(name, folder) for name in entries))

    def _entry(self, sorted_name: bytes, folder: _Folder) -> bytes:
        name = sorted_name.removesuffix(b"/")
        entry = folder[name.decode()]
        if isinstance(entry, dict):
            mode, target = _FOLDER, self.add_folder(entry)
        else:
            mode, target = _mode(entry), self.add("blob", entry.content)
        return b"%o %s\0" % (mode, name) + bytes.fromhex(target)


def _mode(file: TreeFile) -> int:
    return _PROGRAM if file.executable else _FILE


def _index_entry(path: str, file: TreeFile, objects: _Objects) -> bytes:
    """An entry without times, so that git compares the file's content before it believes anything."""
    name = path.encode()
    target = bytes.fromhex(objects.add("blob", file.content))
    flags = min(len(name), _MOST_NAME_IN_FLAGS)
    entry = struct.pack(">6I", 0, 0, 0, 0, 0, 0) + struct.pack(">4I", _mode(file), 0, 0, 0) + target
    entry += struct.pack(">H", flags) + name
    return entry + b"\0" * (8 - len(entry) % 8)


def _index(files: Mapping[str, TreeFile], objects: _Objects) -> bytes:
    paths = sorted(files, key=str.encode)
    body = b"DIRC" + struct.pack(">2I", 2, len(paths))
    body += b"".join(_index_entry(path, files[path], objects) for path in paths)
    return body + hashlib.sha1(body, usedforsecurity=False).digest()


def base_commit(files: Mapping[str, TreeFile]) -> BaseCommit:
    """The commit that holds these files and has no parent.

    Args:
        files: Relative path to file, of a tree that was checked.
    """
    objects = _Objects()
    tree = objects.add_folder(_folders(files))
    text = f"tree {tree}\nauthor {_AUTHOR}\ncommitter {_AUTHOR}\n\n{_MESSAGE}"
    index = _index(files, objects)
    return BaseCommit(objects.add("commit", text.encode()), objects.packed, index)


def _refs(base: BaseCommit) -> Iterator[tuple[str, bytes]]:
    yield "HEAD", f"ref: refs/heads/{BRANCH}\n".encode()
    yield f"refs/heads/{BRANCH}", f"{base.name}\n".encode()


def bare_repository(base: BaseCommit) -> dict[str, bytes]:
    """Path to content of the files of a bare repository whose history is the base commit."""
    config = b"[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n"
    objects = {f"objects/{name[:2]}/{name[2:]}": packed for name, packed in base.objects.items()}
    return {**dict(_refs(base)), "config": config, **objects}


def private_folder(base: BaseCommit) -> dict[str, bytes]:
    """Path to content of the files of an episode's git folder. It holds no objects of the base commit."""
    return {**dict(_refs(base)), "index": base.index}
