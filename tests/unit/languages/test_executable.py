"""Headers of ELF programs, made byte by byte: which programs may run. No program runs."""

import struct

import pytest

from perfgym.languages.executable import executable_memory_refusal

LOADED, INTERPRETER, STACK = 1, 3, 0x6474E551
READ, WRITE, CODE = 4, 2, 1
HONEST = ((LOADED, READ), (LOADED, READ | CODE), (LOADED, READ | WRITE), (STACK, READ | WRITE))


def elf(
    *segments: tuple[int, int], magic: bytes = b"\x7fELF", bits: int = 2, machine: int = 62, at: int = 64
) -> bytes:
    """A program with these segments, each a type and flags; ``at`` is where their table begins."""
    header = struct.pack(
        "<4sB11xHHIQQQIHHH6x", magic, bits, 2, machine, 1, 0, at, 0, 0, 64, 56, len(segments)
    )
    table = b"".join(struct.pack("<II48x", kind, flags) for kind, flags in segments)
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
