"""The start code of a static C library, as objects that a build names so that no program replaces them.

A linker takes a function from a library only where the program has none of that name. So a program could
define a function that libc calls before it asks the processor for its features, and skip what every other
program pays for. An object that the build names is always linked, and a second definition is then an error.
"""

from collections.abc import Collection, Iterator
from pathlib import Path

__all__ = ["START_CODE", "members"]

START_CODE = ("libc-start.o", "dl-support.o", "dl-tunables.o", "enbl-secure.o")
"""Members of glibc's ``libc.a`` whose functions run before the processor is asked for its features.

The last one has no function since glibc 2.36; before, the start code calls ``__libc_init_secure`` first.
"""

_MAGIC = b"!<arch>\n"
_HEADER_BYTES = 60
_TABLES = (b"/", b"/SYM64/")


def _every_member(archive: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and content of each member (the System V and GNU variant of the format)."""
    at, long_names = len(_MAGIC), b""
    while at + _HEADER_BYTES <= len(archive):
        header = archive[at : at + _HEADER_BYTES]
        name, size = header[:16].rstrip(), int(header[48:58])
        content = archive[at + _HEADER_BYTES : at + _HEADER_BYTES + size]
        if name == b"//":
            long_names = content
        elif name not in _TABLES:
            full = long_names[int(name[1:]) :].split(b"/\n", 1)[0] if name[:1] == b"/" else name.rstrip(b"/")
            yield full.decode(errors="replace"), content
        at += _HEADER_BYTES + size + size % 2


def members(library: Path, names: Collection[str]) -> dict[str, bytes]:
    """Members of a static library by name, those that it has; none if the file is no archive.

    Another C library than glibc has other members, and starts programs at another cost.
    """
    archive = library.read_bytes()
    if not archive.startswith(_MAGIC):
        return {}
    return {name: content for name, content in _every_member(archive) if name in names}
