"""The workspace of an episode as a value: a tree of files, and the private git folder that belongs to it.

A workspace never changes; an action makes another one of it. So a fork is the same value under a second name,
and what is written down of a workspace is what its task's own tree does not have.
"""

import lzma
from dataclasses import dataclass, field

import msgspec

from perfgym.languages.archive import BadArchiveError, members
from perfgym.repo.workspace.canonical import CanonicalRepository, RawWorkspace
from perfgym.repo.workspace.tree import File, Tree, TreeError

__all__ = ["Workspace", "WorkspaceError", "WorkspaceRecord", "deflated", "inflated"]

_PRESET = 1  # further ones take longer and save little
_MOST_MEMORY_BYTES = 64 << 20


class WorkspaceError(ValueError):
    """A record is of no workspace of this task. The message says what is wrong with it."""


class WorkspaceRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A workspace as it is written down. One that was read is data from outside.

    Attributes:
        digest: Digest of the whole tree.
        changed: Path -> content and whether it is executable, of each file that the base has otherwise.
        deleted: Paths of the base that the tree does not have.
        gitdir: The tar of the private git folder.
    """

    digest: str
    changed: dict[str, tuple[bytes, bool]]
    deleted: tuple[str, ...]
    gitdir: bytes


@dataclass(frozen=True, slots=True)
class Workspace:
    """Files, and what git keeps of them.

    Attributes:
        tree: The files.
        gitdir: A tar of the private git folder. It may come out of a jail: only a jailed git may use it.
    """

    tree: Tree
    gitdir: bytes = field(repr=False)

    @classmethod
    def first(cls, base: Tree, repository: CanonicalRepository) -> "Workspace":
        """The workspace of an episode that begins.

        Args:
            base: The task's own tree.
            repository: The repository that was made of it.
        """
        return cls(base, repository.workspace.gitdir)

    @property
    def raw(self) -> RawWorkspace:
        """The workspace as git takes it."""
        return RawWorkspace(self.tree.to_tar(), self.gitdir)

    def record(self, base: Tree) -> WorkspaceRecord:
        """What is written down of it, so that :meth:`of_record` gives an equal workspace."""
        files = self.tree.files
        changed = {path: file for path, file in files.items() if base.files.get(path) != file}
        return WorkspaceRecord(
            digest=self.tree.digest,
            changed={path: (file.content, file.executable) for path, file in changed.items()},
            deleted=tuple(sorted(base.files.keys() - files.keys())),
            gitdir=self.gitdir,
        )

    @classmethod
    def of_record(cls, record: WorkspaceRecord, base: Tree) -> "Workspace":
        """The workspace that a record tells of.

        Args:
            record: The record. It may be forged: what it gives is bounded, and is used in a jail alone.
            base: The task's own tree.

        Raises:
            WorkspaceError: A path, a kind of file or a size cannot be one of a workspace, or the files have
                another digest than the record.
        """
        gone = set(record.deleted)
        kept = {path: file for path, file in base.files.items() if path not in gone}
        changed = {path: File(content, executable) for path, (content, executable) in record.changed.items()}
        try:
            tree = Tree({**kept, **changed}).require()
            for _ in members(record.gitdir):
                pass  # each is looked at
        except (TreeError, BadArchiveError) as error:
            raise WorkspaceError(str(error)) from None
        if tree.digest != record.digest:
            raise WorkspaceError(f"its files have the digest {tree.digest[:16]}, not {record.digest[:16]!r}")
        return cls(tree, record.gitdir)


def deflated(content: bytes) -> bytes:
    """Content, compressed in the format xz."""
    return lzma.compress(content, preset=_PRESET)


def inflated(packed: bytes, most_bytes: int) -> bytes:
    """What :func:`deflated` compressed, read without much more memory than ``most_bytes``.

    Raises:
        WorkspaceError: It is damaged, or larger than that.
    """
    reader = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MOST_MEMORY_BYTES)
    try:
        content = reader.decompress(packed, most_bytes)
    except lzma.LZMAError as error:
        raise WorkspaceError(f"compressed data is damaged: {error}") from None
    if not reader.eof:
        raise WorkspaceError(f"compressed data is cut short, or has more than {most_bytes} bytes")
    return content
