"""Tars that a jail wrote: what is read, and that everything else is refused."""

import contextlib
import io
import tarfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.languages.archive import BadArchiveError, Member, members, packed


def _ustar(*entries: tarfile.TarInfo, form: int = tarfile.USTAR_FORMAT) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=form) as archive:
        for entry in entries:
            archive.addfile(entry, io.BytesIO(b"x" * entry.size))
    return target.getvalue()


def _entry(name: str, kind: bytes = tarfile.REGTYPE, size: int = 0, mode: int = 0o644) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.type, entry.size, entry.mode = kind, size, mode
    return entry


def test_files_are_read_and_folders_are_left_out() -> None:
    long_name = f"{'a' * 90}/{'b' * 90}"
    archive = _ustar(
        _entry("f", tarfile.DIRTYPE), _entry("f/x", size=513, mode=0o755), _entry(long_name, size=1)
    )
    assert list(members(archive)) == [Member("f/x", b"x" * 513, True), Member(long_name, b"x")]


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.GNUTYPE_SPARSE]
)
def test_anything_but_files_and_folders_is_refused(kind: bytes) -> None:
    with pytest.raises(BadArchiveError, match="neither a file nor a folder"):
        list(members(_ustar(_entry("x", kind))))


def test_long_names_of_gnu_tar_are_read() -> None:
    name = "\N{SNOWMAN}" * 90 + "/" + "x" * 200
    archive = _ustar(_entry(name, size=1), _entry("y", size=1), form=tarfile.GNU_FORMAT)
    assert list(members(archive)) == [Member(name, b"x"), Member("y", b"x")]


def test_other_extensions_of_the_format_are_refused() -> None:
    with pytest.raises(BadArchiveError):
        list(members(_ustar(_entry("x" * 300), form=tarfile.PAX_FORMAT)))


def _changed(archive: bytes, at: slice, value: bytes) -> bytes:
    """The archive with a field of its first header changed, and the checksum made to fit."""
    header = bytearray(archive[:512])
    header[at] = value
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header) + archive[512:]


@pytest.mark.parametrize(
    "size", [b"-0000000001\0", b"\x80" + b"\0" * 10 + b"\1", b"77777777777\0", b"9" * 12]
)
def test_a_size_that_is_none_is_refused(size: bytes) -> None:
    archive = _ustar(_entry("x", size=1))
    with pytest.raises(BadArchiveError):
        list(members(_changed(archive, slice(124, 136), size)))


def test_a_cut_archive_is_refused() -> None:
    archive = _ustar(_entry("x", size=2000))
    for end in (0, 100, 512, 1024, 2511, 2560):
        with pytest.raises(BadArchiveError):
            list(members(archive[:end]))


@given(st.binary(max_size=2000), st.integers(0, 511), st.binary(max_size=20))
def test_any_bytes_are_read_or_refused(noise: bytes, at: int, change: bytes) -> None:
    archive = _ustar(_entry("x", size=600), _entry("y"))
    for hostile in (noise, archive[:at] + change + archive[at + len(change) :]):
        with contextlib.suppress(BadArchiveError):
            assert sum(len(member.content) for member in members(hostile)) <= len(hostile)


def test_equal_files_make_equal_tars() -> None:
    """Whatever the order is; modes are kept."""
    first = packed({"a": b"1", "b/c": b"2"}, frozenset({"b/c"}))
    assert first == packed({"b/c": b"2", "a": b"1"}, frozenset({"b/c"}))
    with tarfile.open(fileobj=io.BytesIO(first)) as archive:
        assert [(entry.name, entry.mode, entry.mtime) for entry in archive] == [
            ("a", 0o644, 0),
            ("b/c", 0o755, 0),
        ]
