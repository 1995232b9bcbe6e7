"""Untrusted bytes of a tar archive -> its entries, and files -> an archive.

The standard library's reader is not used on untrusted archives: it follows chains of headers by recursion,
allocates what a sparse file claims to hold, and has had expressions that take exponential time.

Formats: POSIX.1-1988 ustar, POSIX.1-2001 pax (``path`` and ``size``), and GNU tar's long names.
"""

import io
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

__all__ = ["Entry", "EntryKind", "TarError", "entries", "packed"]

_BLOCK = 512
_CHECKSUM = slice(148, 156)
_ORDINARY = (b"0", b"\0", b"7")
_LONG_NAME, _LONG_LINK, _PAX, _PAX_GLOBAL = b"L", b"K", b"x", b"g"
_LONGEST_NUMBER = 20  # digits of a length in a pax record


class TarError(ValueError):
    """The bytes are no tar archive that is understood here."""


class EntryKind(Enum):
    """The kind of an entry."""

    FILE = "file"
    FOLDER = "folder"
    SPECIAL = "special"
    """A link, a device, a sparse file, or anything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One member of an archive.

    Attributes:
        path: Its path without a leading ``./``; otherwise as the archive has it, so not to be trusted.
        kind: What it is.
        executable: Whether its owner may execute it.
        start: Offset of its content in the archive.
        end: Offset behind its content.
    """

    path: str
    kind: EntryKind
    executable: bool
    start: int
    end: int


def entries(raw: bytes) -> Iterator[Entry]:
    """Yield the members of an uncompressed archive in order.

    Raises:
        TarError: A header is wrong, or the archive is cut short. Members before that were yielded.
    """
    at, extended = 0, dict[str, bytes]()
    while at + _BLOCK <= len(raw):
        header = raw[at : at + _BLOCK]
        if not any(header):
            return
        _check_sum(header)
        start, kind = at + _BLOCK, header[156:157]
        size = _size(extended.get("size"), header)
        if start + size > len(raw):
            raise TarError("the archive ends within a file")
        at = start + -(-size // _BLOCK) * _BLOCK
        if kind in (_LONG_NAME, _LONG_LINK, _PAX, _PAX_GLOBAL):
            extended |= _extension(kind, raw[start : start + size])
            continue
        yield _entry(header, extended, start, size)
        extended = {}
    raise TarError("the archive has no end")


def _entry(header: bytes, extended: dict[str, bytes], start: int, size: int) -> Entry:
    try:
        path = extended.get("path", _ustar_path(header)).decode()
    except UnicodeDecodeError:
        raise TarError("a path is not UTF-8") from None
    kind = header[156:157]
    return Entry(
        path=path.removeprefix("./") or ".",
        kind=EntryKind.FOLDER if kind == b"5" else EntryKind.FILE if kind in _ORDINARY else EntryKind.SPECIAL,
        executable=bool(_octal(header[100:108]) & 0o100),
        start=start,
        end=start + size,
    )


def _ustar_path(header: bytes) -> bytes:
    name = _text(header[:100])
    # GNU tar has other fields where POSIX has the prefix; its magic ends in a space.
    prefix = _text(header[345:500]) if header[257:263] == b"ustar\0" else b""
    return prefix + b"/" + name if prefix else name


def _text(field: bytes) -> bytes:
    return field.split(b"\0", 1)[0]


def _check_sum(header: bytes) -> None:
    # The sum is taken with its own field as spaces.
    found = sum(header) - sum(header[_CHECKSUM]) + 8 * ord(" ")
    if found != _octal(header[_CHECKSUM]):
        raise TarError("a header has a wrong checksum")


def _octal(field: bytes) -> int:
    digits = field.strip(b" \0")
    if not digits:
        return 0
    if any(digit not in b"01234567" for digit in digits):
        raise TarError("a header has a wrong number")
    return int(digits, 8)


def _size(extended: bytes | None, header: bytes) -> int:
    if extended is None:
        return _octal(header[124:136])
    return _decimal(extended)


def _decimal(digits: bytes) -> int:
    if not 0 < len(digits) <= _LONGEST_NUMBER or not digits.isdigit():
        raise TarError("a header has a wrong number")
    return int(digits)


def _extension(kind: bytes, content: bytes) -> dict[str, bytes]:
    """What a header of GNU tar or pax says about the next member."""
    if kind == _LONG_NAME:
        return {"path": _text(content)}
    return dict(_pax_records(content)) if kind == _PAX else {}


def _pax_records(content: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    while at < len(content):
        space = content.find(b" ", at, at + _LONGEST_NUMBER + 1)
        length = _decimal(content[at:space]) if space > 0 else 0
        record = content[space + 1 : at + length]
        name, equals, value = record.partition(b"=")
        if at + length > len(content) or not equals or not value.endswith(b"\n"):
            raise TarError("an extended header is malformed")
        if name.startswith(b"GNU.sparse"):
            raise TarError("a file is sparse")
        if name in (b"path", b"size"):
            yield name.decode(), value[:-1]
        at += length


def packed(files: Iterable[tuple[str, bytes, bool]]) -> bytes:
    """An archive of these files: path, content, and whether it is executable. Equal files, equal bytes."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path, content, executable in files:
            header = tarfile.TarInfo(path)
            header.size = len(content)
            header.mode = 0o755 if executable else 0o644
            archive.addfile(header, io.BytesIO(content))
    return made.getvalue()
