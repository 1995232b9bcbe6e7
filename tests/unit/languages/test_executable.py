"""Headers of ELF programs, made byte by byte: which programs may run. No program runs."""

import struct

import pytest

from perfgym.languages.executable import executable_memory_refusal

LOADED, INTERPRETER, STACK = 1, 3, 0x6474E551
READ, WRITE, CODE = 4, 2, 1
HONEST = ((LOADED, READ), (LOADED, READ | CODE), (LOADED, READ | WRITE), (STACK, READ | WRITE))


def elf(
    *segments: tuple[int, ...], magic: bytes = b"\x7fELF", bits: int = 2, machine: int = 62, at: int = 64
) -> bytes:
    """A program with these segments; ``at`` is where their table begins.

    Each is a type and flags, and perhaps its size in the file and in memory.
    """
    header = struct.pack(
        "<4sB11xHHIQQQIHHH6x", magic, bits, 2, machine, 1, 0, at, 0, 0, 64, 56, len(segments)
    )
    table = b"".join(
        struct.pack("<II24xQQ8x", kind, flags, *(sizes or (0, 0))) for kind, flags, *sizes in segments
    )
    return header.ljust(at, b"\0") + table


def test_an_ordinary_program_may_run() -> None:
    """Wherever its table of segments begins."""
    assert executable_memory_refusal(elf(*HONEST)) == ""
    assert executable_memory_refusal(elf(*HONEST, at=5000)) == ""


@pytest.mark.parametrize("flags", [WRITE | CODE, READ | WRITE | CODE, 0xF0000007])
@pytest.mark.parametrize("place", range(len(HONEST) + 1))
def test_a_segment_that_is_writable_and_executable_is_refused(flags: int, place: int) -> None:
    """Whichever of the segments it is."""
    segments = (*HONEST[:place], (LOADED, flags), *HONEST[place:])
    assert "both writable and executable" in executable_memory_refusal(elf(*segments))


@pytest.mark.parametrize("sizes", [(0, 1), (4095, 4096), (0, 1 << 63), (1 << 63, (1 << 64) - 1)])
@pytest.mark.parametrize("flags", [CODE, READ | CODE])
def test_code_that_is_larger_in_memory_than_in_the_file_is_refused(
    flags: int, sizes: tuple[int, int]
) -> None:
    """The kernel makes the zeroed rest writable, whatever the flags say."""
    program = elf(*HONEST, (LOADED, flags, *sizes))
    assert "both writable and executable" in executable_memory_refusal(program)


def test_zeroed_data_may_be_larger_in_memory_than_in_the_file() -> None:
    """As of every program that has variables without a value."""
    assert executable_memory_refusal(elf(*HONEST, (LOADED, READ | WRITE, 10, 10_000))) == ""
    assert executable_memory_refusal(elf(*HONEST, (LOADED, READ | CODE, 10_000, 10_000))) == ""


def test_a_program_that_asks_for_an_executable_stack_is_refused() -> None:
    """One of its entries about the stack is enough; so is none, which older kernels take for consent."""
    for segments in ((*HONEST, (STACK, READ | WRITE | CODE)), ((STACK, CODE), *HONEST), HONEST[:3]):
        assert "an executable stack" in executable_memory_refusal(elf(*segments))


@pytest.mark.parametrize(
    "program",
    [
        b"",
        b"#!/bin/sh\n",
        elf(*HONEST)[:-1],
        elf(*HONEST, magic=b"\x7fELG"),
        elf(*HONEST, bits=1),
        elf(*HONEST, machine=3),
        elf(*HONEST)[:32] + b"\xff" * 8 + elf(*HONEST)[40:],
        elf(*HONEST)[:54] + b"\x20\0" + elf(*HONEST)[56:],
    ],
    ids=["empty", "a script", "cut", "no ELF", "32 bits", "i386", "a table nowhere", "short entries"],
)
def test_what_is_no_program_for_this_machine_is_refused(program: bytes) -> None:
    assert executable_memory_refusal(program) == "the build made no 64-bit program for x86-64"
