"""Two trees -> a unified diff in git's form, which ``git apply`` accepts.

Time and memory are bounded whatever the files hold: where two versions of a file differ in more places than
can be searched for, the lines between the first and the last difference are replaced as a whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perfgym.repo.workspace.editable import changed_paths
from perfgym.repo.workspace.tree import File, Tree

__all__ = ["unified_diff"]

_CONTEXT = 3  # equal lines around a change
_MOST_EDITS = 1000  # lines added and deleted together in one file, for its edits to be the fewest
_MOST_STEPS = 2_000_000  # comparisons of lines in the search for the edits of one file
_NO_NEWLINE = b"\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True)
class _Edit:
    """Lines ``[a, a_end)`` of the old version become lines ``[b, b_end)`` of the new one."""

    a: int
    a_end: int
    b: int
    b_end: int


def unified_diff(before: Tree, after: Tree) -> bytes:
    """The changes of content from one tree to another.

    Returns:
        A unified diff with three lines of context; empty for equal contents. A file that holds a NUL byte is
        only named, as ``Binary files ... differ``; such a diff cannot be applied. Lines are bytes as the
        files have them, so the diff may be no UTF-8.
    """
    parts: list[bytes] = []
    for path in changed_paths(before, after):
        parts.extend(_file_diff(path, before.files.get(path), after.files.get(path)))
    return b"".join(parts)


def _file_diff(path: str, old: File | None, new: File | None) -> Iterator[bytes]:
    yield f"diff --git a/{path} b/{path}\n".encode()
    if old is None and new is not None:
        yield f"new file mode {_mode(new)}\n".encode()
    if new is None and old is not None:
        yield f"deleted file mode {_mode(old)}\n".encode()
    a, b = old.content if old else b"", new.content if new else b""
    old_name, new_name = f"a/{path}" if old else "/dev/null", f"b/{path}" if new else "/dev/null"
    if b"\0" in a + b:
        yield f"Binary files {old_name} and {new_name} differ\n".encode()
    elif a or b:
        yield f"--- {_ended(old_name)}\n+++ {_ended(new_name)}\n".encode()
        yield from _hunks(_lines(a), _lines(b))


def _mode(file: File) -> str:
    return "100755" if file.executable else "100644"


def _ended(name: str) -> str:
    # Git ends a name that has spaces with a tab, so that nothing behind it is read as a part of it.
    return f"{name}\t" if " " in name else name


def _lines(content: bytes) -> list[bytes]:
    lines = content.split(b"\n")
    ended = [line + b"\n" for line in lines[:-1]]
    return [*ended, lines[-1]] if lines[-1] else ended


def _hunks(a: Sequence[bytes], b: Sequence[bytes]) -> Iterator[bytes]:
    for group in _grouped(_edits(a, b)):
        start, end = max(0, group[0].a - _CONTEXT), min(len(a), group[-1].a_end + _CONTEXT)
        shift_before, shift_after = group[0].b - group[0].a, group[-1].b_end - group[-1].a_end
        old, new = _range(start, end), _range(start + shift_before, end + shift_after)
        yield f"@@ -{old} +{new} @@\n".encode()
        at = start
        for edit in group:
            yield from _marked(b" ", a[at : edit.a])
            yield from _marked(b"-", a[edit.a : edit.a_end])
            yield from _marked(b"+", b[edit.b : edit.b_end])
            at = edit.a_end
        yield from _marked(b" ", a[at:end])


def _range(start: int, end: int) -> str:
    # An empty range names the line before it.
    return f"{start + 1 if end > start else start},{end - start}"


def _marked(mark: bytes, lines: Sequence[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield mark + line if line.endswith(b"\n") else mark + line + b"\n" + _NO_NEWLINE


def _grouped(edits: Sequence[_Edit]) -> Iterator[list[_Edit]]:
    group: list[_Edit] = []
    for edit in edits:
        if group and edit.a - group[-1].a_end > 2 * _CONTEXT:
            yield group
            group = []
        group.append(edit)
    if group:
        yield group


def _edits(a: Sequence[bytes], b: Sequence[bytes]) -> list[_Edit]:
    """The edits between two versions, in order; between two of them are equal lines."""
    shorter = min(len(a), len(b))
    head = next((at for at in range(shorter) if a[at] != b[at]), shorter)
    longest_tail = shorter - head
    tail = next((at for at in range(longest_tail) if a[-1 - at] != b[-1 - at]), longest_tail)
    a_end, b_end = len(a) - tail, len(b) - tail
    if head in (a_end, b_end):
        return [_Edit(head, a_end, head, b_end)] if (a_end, b_end) != (head, head) else []
    numbers: dict[bytes, int] = {}
    old, new = (
        [numbers.setdefault(line, len(numbers)) for line in lines] for lines in (a[head:a_end], b[head:b_end])
    )
    return _between(_kept(old, new), head, a_end, b_end)


def _between(kept: Sequence[tuple[int, int]], head: int, a_end: int, b_end: int) -> list[_Edit]:
    """The edits around pairs of equal lines, which are numbered from ``head`` on."""
    found: list[_Edit] = []
    a = b = head
    for x, y in (*((head + x, head + y) for x, y in kept), (a_end, b_end)):
        if x > a or y > b:
            found.append(_Edit(a, x, b, y))
        a, b = x + 1, y + 1
    return found


def _kept(old: Sequence[int], new: Sequence[int]) -> list[tuple[int, int]]:
    """Index pairs of lines that stay, with the fewest edits (Myers, Algorithmica 1, 1986); none if too many.

    ``rows[edits][at]`` is the greatest index in ``old`` that this many edits reach on the diagonal
    ``2 * at - edits``, which is the index in ``old`` less the index in ``new``.
    """
    rows, steps = list[list[int]](), 0
    for edits in range(min(_MOST_EDITS, len(old) + len(new)) + 1):
        rows.append([])
        for at in range(edits + 1):
            start = _stepped(rows, edits, at)
            y = start - (2 * at - edits)
            length = _common(old, new, start, y)
            rows[edits].append(start + length)
            steps += length
            if start + length >= len(old) and y + length >= len(new):
                return _walked_back(rows, at)
        if steps > _MOST_STEPS:
            return []
    return []


def _goes_down(rows: Sequence[Sequence[int]], edits: int, at: int) -> bool:
    """Whether the furthest path gets to this diagonal by a line of ``new``, and not by one of ``old``."""
    return at == 0 or (at != edits and rows[edits - 1][at - 1] < rows[edits - 1][at])


def _stepped(rows: Sequence[Sequence[int]], edits: int, at: int) -> int:
    if not edits:
        return 0
    return rows[edits - 1][at] if _goes_down(rows, edits, at) else rows[edits - 1][at - 1] + 1


def _common(old: Sequence[int], new: Sequence[int], x: int, y: int) -> int:
    length = 0
    while x + length < len(old) and y + length < len(new) and old[x + length] == new[y + length]:
        length += 1
    return length


def _walked_back(rows: Sequence[Sequence[int]], at: int) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for edits in range(len(rows) - 1, -1, -1):
        end, start, diagonal = rows[edits][at], _stepped(rows, edits, at), 2 * at - edits
        kept.extend((x, x - diagonal) for x in range(end - 1, start - 1, -1))
        at -= not _goes_down(rows, edits, at)
    return kept[::-1]
