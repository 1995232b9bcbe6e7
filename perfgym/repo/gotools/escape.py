"""Diagnostics of the Go compiler -> what it could not keep on the stack, inline, or prove to be in bounds.

Sources: the JSON that ``-gcflags=-json=0,file://FOLDER`` writes, one file a source file, and the text of
``-d=ssa/check_bce``. A ``//line`` comment in an agent's source can make them name any file and line.
"""

import bisect
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, TypeVar

import msgspec

from perfgym.printable import replace_unshown
from perfgym.repo.gotools.source_path import repository_path
from perfgym.repo.workspace.tree import Tree

__all__ = ["Code", "Diagnostic", "new_since", "parse_bounds_checks", "parse_diagnostics", "ranked"]

_URI = "file://"
_FLOW, _INLINED = "escflow:", "inlineLoc"
_FOUND = re.compile(r"(.{1,300}):(\d{1,9}):(\d{1,9}): Found (IsInBounds|IsSliceInBounds)\s*")
# No part gives back what it took: else a line of a hostile source would take the square of its length.
_FUNCTION = re.compile(rb"func\s*+(?:\(\s*+(?:\w++\s++)?(\*?)\s*+(\w++)[^)]{0,200}+\)\s*+)?(\w++)\s*+[(\[]")
_MOST = 20_000  # diagnostics
_MOST_STEPS = 20  # of one flow
_LONGEST_TEXT = 300  # characters of a message or of a line of source


class Code(StrEnum):
    """The kinds of diagnostics that say what costs time; the compiler has others."""

    ESCAPE = "escape"
    LEAK = "leak"
    IN_BOUNDS = "isInBounds"
    SLICE_IN_BOUNDS = "isSliceInBounds"
    CANNOT_INLINE = "cannotInlineFunction"
    NIL_CHECK = "nilcheck"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One remark of the compiler on a place in the repository.

    Attributes:
        file: Path in the repository.
        line: Line, from 1.
        column: Column in bytes, from 1.
        function: Name of the function around it, e.g. ``"(*Parser).Next"``; empty outside of functions.
        code: Kind of remark, one of :class:`Code` or another of the compiler's.
        message: Its words, e.g. ``"b escapes to heap"``; empty where the code says all.
        source: The line of source, without indentation; empty where it is not in the tree.
        flow: Steps by which a value escapes, e.g. ``"from &b (address-of) at x.go:14"``.
    """

    file: str
    line: int
    column: int
    code: str
    message: str = ""
    function: str = ""
    source: str = ""
    flow: tuple[str, ...] = ()


class _Position(msgspec.Struct):
    line: Annotated[int, msgspec.Meta(ge=0, lt=1 << 31)]
    character: Annotated[int, msgspec.Meta(ge=0, lt=1 << 31)]


class _Range(msgspec.Struct):
    start: _Position


class _Location(msgspec.Struct):
    uri: str
    range: _Range


class _Related(msgspec.Struct):
    location: _Location
    message: str = ""


class _Header(msgspec.Struct):
    file: str


class _Remark(msgspec.Struct):
    range: _Range
    code: str
    message: str = ""
    relatedInformation: list[_Related] = []  # noqa: N815 - the compiler's name


_Line = TypeVar("_Line", _Header, _Remark)
_HEADER, _REMARK = msgspec.json.Decoder(_Header), msgspec.json.Decoder(_Remark)


def parse_diagnostics(archive: bytes, tree: Tree, roots: Iterable[str]) -> tuple[Diagnostic, ...]:
    """Read the folder of JSON files that the compiler wrote.

    Time and memory are linear in the archive and the tree. At most 20,000 diagnostics are kept. Lines that
    are not understood are skipped, and so are remarks on files outside of the repository.

    Args:
        archive: The folder as a tar archive.
        tree: The source that was compiled.
        roots: As :func:`~perfgym.repo.gotools.source_path.repository_path` takes them.

    Returns:
        Diagnostics without duplicates, sorted by file, line and column.

    Raises:
        TreeError: The archive is malformed or too large.
    """
    beginnings = tuple(roots)
    contents = Tree.from_tar(archive).files.values()
    found = (one for file in contents for one in _in_file(file.content, beginnings))
    return _located(found, tree)


def _in_file(content: bytes, roots: Sequence[str]) -> Iterator[Diagnostic]:
    first, *lines = content.split(b"\n")
    header = _decoded(_HEADER, first)
    path = repository_path(header.file.removeprefix(_URI), roots) if header else ""
    for line in lines if path else ():
        remark = _decoded(_REMARK, line)
        # An escape without a message repeats one that has it.
        if remark and (remark.message or remark.code != Code.ESCAPE):
            start = remark.range.start
            yield Diagnostic(
                file=path,
                line=start.line,
                column=start.character,
                code=_shown(remark.code),
                message=_shown(remark.message),
                flow=tuple(_steps(remark.relatedInformation[:_MOST_STEPS], roots)),
            )


def _decoded(decoder: msgspec.json.Decoder[_Line], line: bytes) -> _Line | None:
    try:
        return decoder.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _steps(related: Iterable[_Related], roots: Sequence[str]) -> Iterator[str]:
    for one in related:
        words = one.message.removeprefix(_FLOW).strip()
        path = repository_path(one.location.uri.removeprefix(_URI), roots)
        place = f" at {path}:{one.location.range.start.line}" if path else ""
        if words.startswith("flow:"):
            yield _shown(words)
        else:
            yield _shown("inlined code" if words == _INLINED else words) + place


def _shown(text: str) -> str:
    return replace_unshown(text[:_LONGEST_TEXT])


def parse_bounds_checks(text: bytes, tree: Tree, roots: Iterable[str]) -> tuple[Diagnostic, ...]:
    """Read the text that the compiler prints with ``-d=ssa/check_bce``, as :func:`parse_diagnostics` reads.

    Args:
        text: Standard error of the build.
        tree: The source that was compiled.
        roots: As :func:`~perfgym.repo.gotools.source_path.repository_path` takes them.
    """
    beginnings = tuple(roots)
    matches = (_FOUND.fullmatch(line) for line in text.decode(errors="replace").split("\n"))
    found = (
        Diagnostic(
            file=path, line=int(match[2]), column=int(match[3]), code=match[4][0].lower() + match[4][1:]
        )
        for match in matches
        if match and (path := repository_path(match[1], beginnings))
    )
    return _located(found, tree)


def _located(found: Iterable[Diagnostic], tree: Tree) -> tuple[Diagnostic, ...]:
    """The diagnostics with function and source, without duplicates and in order."""
    kept: dict[Diagnostic, None] = {}
    for diagnostic in found:
        kept[diagnostic] = None
        if len(kept) == _MOST:
            break
    files = {one.file for one in kept}
    sources = {path: _Source(tree.files[path].content) for path in files if path in tree.files}
    located = (sources[one.file].located(one) if one.file in sources else one for one in kept)
    return tuple(sorted(located, key=lambda one: (one.file, one.line, one.column, one.code, one.message)))


class _Source:
    """The lines of a Go file, and the functions that they belong to where it is formatted as gofmt does."""

    def __init__(self, content: bytes) -> None:
        self._lines = content.split(b"\n")
        self._starts: list[int] = []
        self._functions: list[tuple[str, int]] = []
        for number, line in enumerate(self._lines, 1):
            match = _FUNCTION.match(line) if line.startswith(b"func") else None
            if match:
                is_whole = line.rstrip().endswith(b"}")
                self._starts.append(number)
                self._functions.append((_name(*match.groups()), number if is_whole else len(self._lines)))
            elif line.startswith(b"}") and self._starts:
                name, end = self._functions[-1]
                self._functions[-1] = (name, min(end, number))

    def located(self, diagnostic: Diagnostic) -> Diagnostic:
        """The diagnostic with its function and its line of source."""
        line = diagnostic.line
        source = self._lines[line - 1] if 0 < line <= len(self._lines) else b""
        at = bisect.bisect_right(self._starts, line) - 1
        name, end = self._functions[at] if at >= 0 else ("", 0)
        text = _shown(source[: 4 * _LONGEST_TEXT].decode(errors="replace").strip())
        return replace(diagnostic, function=name if line <= end else "", source=text)


def _name(star: bytes | None, receiver: bytes | None, name: bytes) -> str:
    function = name.decode(errors="replace")
    if receiver is None:
        return function
    of = receiver.decode(errors="replace")
    return f"(*{of}).{function}" if star else f"{of}.{function}"


def new_since(base: Iterable[Diagnostic], candidate: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics of ``candidate`` that ``base`` has not, in order.

    Lines move when a file is edited, so two are the same if they agree in file, function, code, message and
    the text of the line. Where ``candidate`` has more of the same, the last of them are new.
    """
    known = Counter(map(_identity, base))
    new: list[Diagnostic] = []
    for diagnostic in candidate:
        identity = _identity(diagnostic)
        if known[identity]:
            known[identity] -= 1
        else:
            new.append(diagnostic)
    return tuple(new)


def _identity(diagnostic: Diagnostic) -> tuple[str, ...]:
    return (diagnostic.file, diagnostic.function, diagnostic.code, diagnostic.message, diagnostic.source)


def ranked(
    diagnostics: Iterable[Diagnostic], shares: Mapping[tuple[str, int], float]
) -> list[tuple[Diagnostic, float]]:
    """The diagnostics with the share of the profile that their line cost, the highest first.

    Args:
        diagnostics: The diagnostics; those of equal shares keep their order.
        shares: As :meth:`~perfgym.repo.gotools.pprof.Profile.line_shares` returns them; a missing line cost
            nothing.
    """
    found = [(one, shares.get((one.file, one.line), 0.0)) for one in diagnostics]
    return sorted(found, key=lambda pair: -pair[1])
