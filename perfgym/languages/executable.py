"""A built ELF program -> whether the kernel would give it memory that is both writable and executable.

The kernel maps a program's segments with the rights that the program's own headers name, and asks no
system-call filter (``load_elf_binary`` in Linux's fs/binfmt_elf.c). A source can ask for such rights, for
example by the flags of a section in assembly, and the linker grants them. Where a segment is larger in memory
than in the file, the kernel adds zeroed memory, which is always writable and as executable as the segment
(``vm_brk_flags``): a section of code without content is such memory. The headers are read the way the kernel
reads them: what it does not look at, such as the table of sections, is not looked at here either.
"""

import struct
from collections.abc import Iterator

from perfgym.machine.architecture import architecture

__all__ = ["executable_memory_refusal"]

_HEADER = struct.Struct("<4sB11xHH12xQ14xHH6x")
"""Magic, class, type, machine, offset of the segment table, size and number of its entries."""
_SEGMENT = struct.Struct("<II24xQQ8x")
"""Type, flags, size in the file and size in memory."""
_MAGIC, _64_BIT = b"\x7fELF", 2
_LOADED, _STACK = 1, 0x6474E551
_EXECUTABLE, _WRITABLE = 1, 2

_NO_CODE_AT_RUN_TIME = "and no program may make code while it runs"
_WRITABLE_CODE = f"the program has a section that is both writable and executable, {_NO_CODE_AT_RUN_TIME}"
_EXECUTABLE_STACK = (
    "the program needs an executable stack, as a nested function does whose address is taken, "
    + _NO_CODE_AT_RUN_TIME
)


def _segments(program: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Type, flags, size in the file and size in memory of each segment.

    Raises:
        ValueError: The kernel would not start this as a 64-bit program.
        struct.error: The header is not whole.
    """
    magic, bits, _, machine, table, size, count = _HEADER.unpack_from(program)
    if (magic, bits, machine, size) != (_MAGIC, _64_BIT, architecture().elf_machine, _SEGMENT.size):
        raise ValueError
    if table + count * size > len(program):
        raise ValueError
    for number in range(count):
        yield _SEGMENT.unpack_from(program, table + number * size)


def _has_writable_code(kind: int, flags: int, in_file: int, in_memory: int) -> bool:
    is_code = kind == _LOADED and bool(flags & _EXECUTABLE)
    return is_code and (bool(flags & _WRITABLE) or in_memory > in_file)


def executable_memory_refusal(program: bytes) -> str:
    """Why a program must not run, in words for its author; empty if it may run.

    Args:
        program: The content of the built file; any bytes.
    """
    try:
        segments = list(_segments(program))
    except (ValueError, struct.error):
        return f"the build made no 64-bit program for {architecture().title}"
    if any(_has_writable_code(*segment) for segment in segments):
        return _WRITABLE_CODE
    stacks = [flags for kind, flags, _, _ in segments if kind == _STACK]
    # Without this entry, kernels before Linux 5.8 make all readable memory executable.
    if not stacks or any(flags & _EXECUTABLE for flags in stacks):
        return _EXECUTABLE_STACK
    return ""
