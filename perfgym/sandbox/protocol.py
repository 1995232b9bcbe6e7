"""The messages between the harness and ``runner.c``: one request, one report.

The layouts mirror ``struct request`` and ``struct report`` there; both open with the same magic,
which changes with the layout.
"""

import os
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from perfgym.errors import HarnessError

__all__ = ["REPORT_BYTES", "ArtifactState", "Report", "Step", "decode_report", "encode_request"]

_MAGIC = 0x70677231
_REQUEST = struct.Struct("<5Ii10Q")
_REPORT = struct.Struct("<IIiiIIII4Q")
REPORT_BYTES = _REPORT.size


class Step(IntEnum):
    """The step of a run that failed, as ``enum step`` in runner.c."""

    NONE = 0
    REQUEST = 1
    SCRATCH = 2
    INPUT = 3
    FORK = 4
    DESCRIPTORS = 5
    LIMITS = 6
    AFFINITY = 7
    DIRECTORY = 8
    PRIVILEGES = 9
    SECCOMP = 10
    EXEC = 11
    WAIT = 12


class ArtifactState(IntEnum):
    """What became of the artifact asked for."""

    NONE = 0
    COPIED = 1
    MISSING = 2
    TOO_LARGE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the runner says of one run.

    Attributes:
        failed_step: Step that kept the program from starting; ``NONE`` when it started.
        failed_errno: The kernel's reason.
        wait_status: As ``os.waitpid`` gives it.
        timed_out: Whether the deadline passed.
        leftovers: Processes still running when the program had ended.
        artifact: What became of the artifact.
        wall_ns: Wall-clock nanoseconds of the program.
        cpu_ns: User and system nanoseconds of the program and all its descendants.
        peak_rss_bytes: Largest resident set of any of them.
    """

    failed_step: Step
    failed_errno: int
    wait_status: int
    timed_out: bool
    leftovers: int
    artifact: ArtifactState
    wall_ns: int
    cpu_ns: int
    peak_rss_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The numbers of a request, in the order of ``struct request``."""

    wall_ns: int
    cpu_s: int
    address_space_bytes: int
    file_bytes: int
    processes: int
    open_files: int
    stack_bytes: int
    scratch_bytes: int
    scratch_inodes: int
    artifact_bytes: int


def encode_request(
    *,
    stdin_path: str,
    directory: str,
    artifact_path: str,
    argv: Sequence[str],
    environment: Sequence[str],
    bounds: Bounds,
    core: int,
    descriptors: int,
    seccomp_filter: bytes,
) -> bytes:
    """One request. ``descriptors`` has bit i set when the i-th kind of descriptor goes with it."""
    strings = (stdin_path, directory, artifact_path, *argv, *environment)
    header = _REQUEST.pack(
        _MAGIC,
        len(argv),
        len(environment),
        len(seccomp_filter),
        descriptors,
        core,
        bounds.wall_ns,
        bounds.cpu_s,
        bounds.address_space_bytes,
        bounds.file_bytes,
        bounds.processes,
        bounds.open_files,
        bounds.stack_bytes,
        bounds.scratch_bytes,
        bounds.scratch_inodes,
        bounds.artifact_bytes,
    )
    return header + b"".join(os.fsencode(s) + b"\0" for s in strings) + seccomp_filter


def decode_report(message: bytes) -> Report:
    """Raises :class:`HarnessError` when ``message`` is not a report of this version."""
    if len(message) != _REPORT.size:
        raise HarnessError(f"the runner sent {len(message)} bytes, a report has {_REPORT.size}")
    fields = _REPORT.unpack(message)
    if fields[0] != _MAGIC:
        raise HarnessError(f"the runner speaks version {fields[0]:#x}, expected {_MAGIC:#x}")
    return Report(
        failed_step=Step(fields[1]),
        failed_errno=fields[2],
        wait_status=fields[3],
        timed_out=bool(fields[4]),
        leftovers=fields[5],
        artifact=ArtifactState(fields[6]),
        wall_ns=fields[8],
        cpu_ns=(fields[9] + fields[10]) * 1000,
        peak_rss_bytes=fields[11] * 1024,
    )
