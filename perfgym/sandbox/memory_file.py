"""Anonymous files in memory: they carry a run's input and output without a name on the host."""

import errno
import fcntl
import os
import time

__all__ = [
    "content",
    "memory_file",
    "open_read_only",
    "read_through",
    "sealed_file",
    "write_all",
    "write_only",
]

_PIECE_BYTES = 1 << 16
_HELD_AT_MOST_S, _HELD_INTERVAL_S = 10.0, 0.01
_SEALS = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL


def memory_file(name: str) -> int:
    """Make an empty file that nobody can execute; return its descriptor, which the caller closes."""
    descriptor = os.memfd_create(name, os.MFD_CLOEXEC)
    os.fchmod(descriptor, 0o600)
    return descriptor


def sealed_file(name: str, content: bytes) -> int:
    """Make an executable file that nobody can change; return its descriptor, which the caller closes."""
    descriptor = os.memfd_create(name, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    try:
        os.fchmod(descriptor, 0o555)
        write_all(descriptor, content)
        _seal(descriptor)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _seal(descriptor: int) -> None:
    """Seal a file. The kernel refuses for a moment while it holds a page itself, e.g. to move the page."""
    until = time.monotonic() + _HELD_AT_MOST_S
    while True:
        try:
            fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, _SEALS)
        except OSError as error:
            if error.errno != errno.EBUSY or time.monotonic() > until:
                raise
            time.sleep(_HELD_INTERVAL_S)
        else:
            return


def open_read_only(descriptor: int) -> int:
    """Open the same file again, read-only; return a descriptor, which the caller closes."""
    return os.open(f"/proc/self/fd/{descriptor}", os.O_RDONLY | os.O_CLOEXEC)


def write_only(descriptor: int) -> int:
    """Open the same file again, for writing alone; return a descriptor, which the caller closes.

    The kernel maps no file that is not open for reading, so nobody can map as code what is written by it.
    """
    return os.open(f"/proc/self/fd/{descriptor}", os.O_WRONLY | os.O_CLOEXEC)


def write_all(descriptor: int, content: bytes) -> None:
    """Write all of ``content``; ``os.write`` may write a part."""
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def read_through(descriptor: int) -> None:
    """Read a file once from beginning to end, because the first read of new pages takes longer."""
    piece = bytearray(_PIECE_BYTES)
    at = 0
    while got := os.preadv(descriptor, [piece], at):
        at += got


def content(descriptor: int, at_most: int) -> bytes:
    """The first ``at_most`` bytes of a file, independent of its offset."""
    size = min(os.fstat(descriptor).st_size, at_most)
    if size == 0:
        return b""
    whole = os.pread(descriptor, size, 0)
    while len(whole) < size and (part := os.pread(descriptor, size - len(whole), len(whole))):
        whole += part
    return whole
