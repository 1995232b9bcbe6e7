"""Valgrind's cachegrind on a program: the request for a simulated run, and its output file -> counts.

The model of caches and branches is fixed and is not the host's. The simulator shares the program's address
space, so a hostile program could forge its counts.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from perfgym.machine.architecture import architecture
from perfgym.measure.backends.valgrind import TOOL, find_valgrind, simulator_in
from perfgym.sandbox.request import CodeSource, ProcessRequest

__all__ = ["MODEL", "Counts", "asks_the_simulator", "cachegrind_request", "line_counts", "totals"]

Counts = Mapping[str, int]
"""Cachegrind's name of an event, e.g. ``"D1mr"``, to its count."""

MODEL = "32 KiB L1 caches, 1 MiB last level, 64-byte lines"
"""The simulated caches, in words."""

_PROGRAM = "program"
_MODEL = ("--I1=32768,8,64", "--D1=32768,8,64", "--LL=1048576,16,64")  # bytes, ways, bytes a line
_OPTIONS = ("--cache-sim=yes", "--branch-sim=yes", *_MODEL, "--vgdb=no", "--log-file=/tmp/log")
_OWN_MEMORY = 1 << 30  # what the simulator itself may take
_COUNTS_BYTES = 16 << 20
_LONGEST_NUMBER = 18  # digits


def asks_the_simulator(program: bytes) -> bool:
    """Whether a program holds the sequence by which programs speak to their simulator, which is refused."""
    return architecture().valgrind.request in program


def cachegrind_request(
    plain: ProcessRequest, program: bytes, *, timeout_s: float, folder: Path | None = None
) -> ProcessRequest:
    """The request for a simulated run of a static binary. Its artifact is cachegrind's output file.

    The simulated program has the arguments, the input and the environment of its plain run, and no files.

    Args:
        plain: The request that runs it natively.
        program: The binary.
        timeout_s: Wall-clock and CPU seconds that the simulation may take.
        folder: The folder of Valgrind's tools; None to look for it.

    Raises:
        MachineError: Valgrind is not installed, or its version is not supported.
    """
    tools = folder or find_valgrind()
    counts = f"/tmp/{secrets.token_hex(8)}"
    return ProcessRequest(
        argv=(
            str(tools / TOOL),
            *_OPTIONS,
            f"--cachegrind-out-file={counts}",
            f"/work/{_PROGRAM}",
            *plain.argv[1:],
        ),
        limits=replace(
            plain.limits,
            wall_s=timeout_s,
            cpu_s=timeout_s,
            memory_bytes=plain.limits.memory_bytes + _OWN_MEMORY,
        ),
        stdin=plain.stdin,
        files={_PROGRAM: program},
        executable_files=(_PROGRAM,),
        mounts={str(tools): str(tools)},
        environment={
            **plain.environment,
            "VALGRIND_LIB": str(tools),
            "VALGRIND_LAUNCHER": "/usr/bin/valgrind",
        },
        code=CodeSource.ANYWHERE,  # the simulator translates the program as it runs
        proc=True,
        core=plain.core,
        artifact=counts,
        artifact_bytes=_COUNTS_BYTES,
        simulator=simulator_in(tools),
    )


def totals(file: bytes) -> Counts:
    """Event to its count over the whole process, from a cachegrind output file.

    Names of functions, which the program chooses, lie between the first ``events:`` line and the
    last line of the file; only these two lines are read.

    Raises:
        ValueError: The file is no cachegrind output.
    """
    lines = file.rstrip(b"\n").split(b"\n")
    names = next((line for line in lines if line.startswith(b"events: ")), b"").split()[1:]
    last = lines[-1].split()
    if not names or last[:1] != [b"summary:"] or len(last) != len(names) + 1:
        raise ValueError("this is not a cachegrind output file")
    return {name.decode(): int(count) for name, count in zip(names, last[1:], strict=True)}


def line_counts(file: bytes, path_of: Callable[[str], str]) -> dict[tuple[str, int], dict[str, int]]:
    """Path and line to the counts of its events, from a cachegrind output file.

    Names are the program's and can hold anything, so a line that is not understood is skipped. Time is
    linear in the file.

    Args:
        file: The file.
        path_of: File name as the compiler knew it to the path that it is counted under; empty for none.

    Raises:
        ValueError: The file is no cachegrind output.
    """
    names = tuple(totals(file))
    path, found = "", dict[tuple[str, int], dict[str, int]]()
    for raw in file.split(b"\n"):
        if raw.startswith((b"fl=", b"fi=", b"fe=")):
            path = path_of(raw[3:].decode(errors="replace").removeprefix("./"))
        elif path and raw[:1].isdigit():
            numbers = raw.split()
            if len(numbers) == len(names) + 1 and all(map(_is_number, numbers)):
                sums = found.setdefault((path, int(numbers[0])), dict.fromkeys(names, 0))
                for name, number in zip(names, numbers[1:], strict=True):
                    sums[name] += int(number)
    return found


def _is_number(text: bytes) -> bool:
    return text.isdigit() and len(text) <= _LONGEST_NUMBER
