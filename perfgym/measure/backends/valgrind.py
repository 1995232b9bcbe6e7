"""Finds Valgrind's cachegrind, and the place in it that makes a simulated program's system calls.

Simulator and program share a process. A system-call filter tells their calls apart by the address
that they return to: Valgrind makes the program's calls by one instruction, between two calls of its own
that change the signal mask (``ML_(do_syscall_for_client_WRK)`` in its ``syscall-*-linux.S``).
"""

import functools
import re
import shutil
import struct
from pathlib import Path

from perfgym.errors import MachineError
from perfgym.machine.architecture import architecture
from perfgym.sandbox.request import Simulator

__all__ = ["TOOL", "find_valgrind", "simulator_in", "valgrind_version"]

TOOL = f"cachegrind-{architecture().valgrind.platform}"
"""Name of the tool that simulates programs of this architecture."""

_FOLDERS = (
    "/usr/libexec/valgrind",
    "/usr/lib/valgrind",
    f"/usr/lib/{architecture().name}-linux-gnu/valgrind",
)
_INSTALL = "run `apt install valgrind`"

_ELF = struct.Struct("<32xQ14xHH")  # offset of the segment table, size of an entry, number of entries
_SEGMENT = struct.Struct("<II4Q")  # type, flags, offset, address, (physical), bytes in the file
_LOADED, _EXECUTABLE = 1, 1
_LOWEST_4_GIB = 1 << 32
_VERSION = re.compile(rb"valgrind-(\d[\w.]*)")
_CODE = architecture().valgrind
_NEAR = rb"(?s:.{0,64}?)"
_GUEST_CALL = re.compile(
    _NEAR.join(map(re.escape, (_CODE.mask_signals, _CODE.system_call, _CODE.system_call)))
    + _NEAR
    + re.escape(_CODE.mask_signals)
)


def find_valgrind() -> Path:
    """The folder of Valgrind's tools.

    Raises:
        MachineError: Valgrind is not installed.
    """
    launcher = shutil.which("valgrind")
    places = [Path(folder) for folder in _FOLDERS]
    if launcher:
        places += [Path(launcher).resolve().parent.parent / part / "valgrind" for part in ("libexec", "lib")]
    for place in places:
        if (place / TOOL).is_file():
            return place.resolve()
    raise MachineError(f"valgrind, which backend='simulated' needs, is not installed; {_INSTALL}")


def valgrind_version() -> str:
    """Version of Valgrind, read from its tool.

    Raises:
        MachineError: Valgrind is not installed.
    """
    found = _VERSION.search((find_valgrind() / TOOL).read_bytes())
    return found[1].decode() if found else "of unknown version"


def _code(tool: bytes) -> tuple[int, bytes]:
    """Address and content of the one executable segment."""
    table, size, count = _ELF.unpack_from(tool)
    for at in range(table, table + size * count, size):
        kind, flags, offset, address, _, length = _SEGMENT.unpack_from(tool, at)
        if kind == _LOADED and flags & _EXECUTABLE and address + length <= _LOWEST_4_GIB:
            return address, tool[offset : offset + length]
    raise ValueError("no code below 4 GiB")


@functools.cache
def simulator_in(folder: Path) -> Simulator:
    """The addresses of the tool in a folder that the system-call filter needs.

    Raises:
        MachineError: The tool is not built the way all known versions are.
    """
    try:
        address, code = _code((folder / TOOL).read_bytes())
        (found,) = _GUEST_CALL.finditer(code)
    except (struct.error, ValueError) as error:
        raise MachineError(
            f"{folder / TOOL} does not make a program's system calls where known versions do ({error}), "
            f"so they cannot be told from its own; {_INSTALL} (3.19 is known to do)"
        ) from error
    length = len(_CODE.system_call)
    first = code.index(_CODE.system_call, found.start())
    returns_to = code.index(_CODE.system_call, first + length) + length
    return Simulator(text=(address, address + len(code)), guest_return=address + returns_to)
