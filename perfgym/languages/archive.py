"""Files -> a tar, and a tar that a jail wrote -> the files in it.

What a jail wrote is hostile. Python's ``tarfile`` follows links, fills sparse files and reads negative sizes.
:func:`members` reads what ``tar --format=gnu`` writes of ordinary files, and refuses all else. It writes
nothing to disk, and returns names as they are: a caller that makes paths of them checks them.
"""

import io
import re
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

__all__ = ["BadArchiveError", "Member", "members", "packed"]

_BLOCK = 512
_REGULAR, _FOLDER, _LONG_NAME = (b"0", b"\0"), b"5", b"L"
_POSIX, _GNU = b"ustar\0", b"ustar "  # only the first has prefixes of names
_OCTAL = re.compile(rb"[ 0]*([0-7]*)[ \0]*")
_MODE, _SIZE, _SUM, _KIND = slice(100, 108), slice(124, 136), slice(148, 156), slice(156, 157)
_NAME, _MAGIC, _PREFIX = slice(0, 100), slice(257, 263), slice(345, 500)
_EXECUTABLE = 0o100


class BadArchiveError(Exception):
    """The bytes are no tar that is read here, or it holds something else than files and folders."""


@dataclass(frozen=True, slots=True)
class Member:
    """One regular file in a tar.

    Attributes:
        name: Its path as the tar has it; bytes that are not UTF-8 are surrogates.
        content: Its bytes.
        executable: Whether its owner may execute it.
    """

    name: str
    content: bytes = field(repr=False)
    executable: bool = False


def packed(files: Mapping[str, bytes], executable: frozenset[str] = frozenset()) -> bytes:
    """Pack files into a tar that depends on their paths, contents and modes alone.

    Args:
        files: Path to content.
        executable: Paths of the files that can be executed.
    """
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name in sorted(files):
            member = tarfile.TarInfo(name)
            member.size = len(files[name])
            member.mode = 0o755 if name in executable else 0o644
            archive.addfile(member, io.BytesIO(files[name]))
    return target.getvalue()


def _number(text: bytes) -> int:
    found = _OCTAL.fullmatch(text)
    if found is None:
        raise BadArchiveError(f"{text!r} is no number of a tar")
    return int(found[1] or b"0", 8)


def _text(padded: bytes) -> bytes:
    return padded.partition(b"\0")[0]


def _check(header: bytes) -> None:
    blank = header[: _SUM.start] + b" " * 8 + header[_SUM.stop :]
    if sum(blank) != _number(header[_SUM]) or header[_MAGIC] not in (_POSIX, _GNU):
        raise BadArchiveError("a header is damaged, or of another format")


def _name(header: bytes, long_name: bytes) -> str:
    prefix = _text(header[_PREFIX]) if header[_MAGIC] == _POSIX else b""
    name = long_name or b"/".join(filter(None, (prefix, _text(header[_NAME]))))
    return name.decode("utf-8", "surrogateescape")


def _blocks(archive: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield each header with the content that follows it."""
    view, at = memoryview(archive), 0
    while at + _BLOCK <= len(view):
        header = bytes(view[at : at + _BLOCK])
        if not any(header):
            return
        _check(header)
        begin, end = at + _BLOCK, at + _BLOCK + _number(header[_SIZE])
        if end > len(view):
            raise BadArchiveError("the tar ends in the middle of a file")
        yield header, bytes(view[begin:end])
        at = begin + -(-(end - begin) // _BLOCK) * _BLOCK
    raise BadArchiveError("the tar has no end")


def members(archive: bytes) -> Iterator[Member]:
    """Yield the regular files of a tar, in its order. Folders are left out.

    Raises:
        BadArchiveError: The tar is malformed, or holds something else than files and folders.
    """
    long_name = b""
    for header, content in _blocks(archive):
        kind = header[_KIND]
        if kind == _LONG_NAME:
            long_name = _text(content)
            continue
        name, long_name = _name(header, long_name), b""
        if kind in _REGULAR:
            yield Member(name, content, bool(_number(header[_MODE]) & _EXECUTABLE))
        elif kind != _FOLDER:
            raise BadArchiveError(f"{name[:80]!r} is neither a file nor a folder")
