"""The text of a unified diff, right or wrong -> the files and hunks that its author meant.

This reads leniently, to explain what is wrong. It decides nothing about whether a diff applies.
"""

import re
from dataclasses import dataclass, field

__all__ = ["FilePatch", "Hunk", "parsed"]

_RANGE = re.compile(rb"@@ -\d{1,9}(?:,\d{1,9})? \+\d{1,9}(?:,\d{1,9})? @@")
_MOST_FILES, _MOST_HUNKS = 200, 500  # of one diff; the rest is not read
_LONGEST_PATH = 240
_NOWHERE = "/dev/null"


@dataclass(slots=True)
class Hunk:
    """One hunk.

    Attributes:
        header: Its line that begins with ``@@``.
        old: Its lines that the file must have, each with its line end.
        changes: Number of its lines that begin with ``-`` or ``+``.
    """

    header: bytes
    old: list[bytes] = field(default_factory=list[bytes])
    changes: int = 0

    @property
    def has_range(self) -> bool:
        """Whether the header has line numbers."""
        return bool(_RANGE.match(self.header))

    def add(self, line: bytes) -> None:
        """Take one more line of the diff."""
        mark, text = line[:1], line[1:] + b"\n"
        if mark == b"\\":
            self.old[-1:] = [last.rstrip(b"\n") for last in self.old[-1:]]
        elif mark != b"+":
            # Editors strip the space that marks an empty line of context.
            self.old.append(text)
        self.changes += mark in (b"-", b"+")


@dataclass(slots=True)
class FilePatch:
    """What a diff says about one file.

    Attributes:
        path: The file's path, without the prefix ``a/`` or ``b/``.
        creates: Whether the file is to be created.
        hunks: Its hunks, in order.
    """

    path: str
    creates: bool
    hunks: list[Hunk] = field(default_factory=list[Hunk])


def parsed(diff: bytes) -> list[FilePatch]:
    """The files of a diff with their hunks, in time linear in the diff; at most 200 files and 500 hunks."""
    files: list[FilePatch] = []
    hunks: list[Hunk] | None = None
    begun = 0
    lines = diff.removesuffix(b"\n").split(b"\n")
    pairs = zip(lines, [*lines[1:], b""], strict=True)
    for line, following in pairs:
        if line.startswith(b"--- ") and following.startswith(b"+++ "):
            if len(files) == _MOST_FILES:
                break
            next(pairs)
            files.append(_named(line, following))
            hunks = files[-1].hunks
        elif line.startswith(b"diff --git "):
            hunks = None  # the lines up to the file's name describe its mode
        elif line.startswith(b"@@") and hunks is not None:
            begun += 1
            if begun > _MOST_HUNKS:
                break
            hunks.append(Hunk(line))
        elif hunks:
            hunks[-1].add(line)
    return files


def _named(old_line: bytes, new_line: bytes) -> FilePatch:
    old, new = _path(old_line), _path(new_line)
    return FilePatch(path=old if new == _NOWHERE else new, creates=old == _NOWHERE)


def _path(line: bytes) -> str:
    name = line[4:].split(b"\t", 1)[0][: _LONGEST_PATH + 2].decode(errors="replace").strip()
    return name[2:] if name.startswith(("a/", "b/")) else name
