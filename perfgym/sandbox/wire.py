"""The messages between the harness and the supervisor.

``wire.h`` has the same layouts as ``struct request`` and ``struct report``. A message of either kind begins
with a magic number, which changes with the layout.
"""

import os
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from perfgym.errors import HarnessError

__all__ = [
    "REPORT_BYTES",
    "ArtifactState",
    "Bounds",
    "Report",
    "Step",
    "decode_report",
    "encode_drop",
    "encode_filter",
    "encode_put",
    "encode_run",
]

_MAGIC = 0x70677334
_KIND_RUN, _KIND_PUT, _KIND_DROP, _KIND_FILTER = range(4)
_REQUEST = struct.Struct("<7IiI4x10Q")
_FLAG_PROC, _FLAG_EXECUTABLE = 1, 2
_REPORT = struct.Struct("<IIiiIIII4Q")
_NO_BOUNDS = (0,) * 10
REPORT_BYTES = _REPORT.size


class Step(IntEnum):
    """The step that failed, as ``enum step`` in wire.h."""

    NONE = 0
    REQUEST = 1
    INPUT = 2
    WORK = 3
    SCRATCH = 4
    FORK = 5
    DESCRIPTORS = 6
    LIMITS = 7
    AFFINITY = 8
    DIRECTORY = 9
    PRIVILEGES = 10
    LANDLOCK = 11
    HOLD = 12
    SECCOMP = 13
    EXEC = 14
    WAIT = 15
    INIT_LOST = 16
    PUT = 17
    PROC = 18


class ArtifactState(IntEnum):
    """Whether the requested artifact was copied out of the run, and if not, why."""

    NONE = 0
    COPIED = 1
    MISSING = 2
    TOO_LARGE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The supervisor's report about one run.

    Attributes:
        failed_step: Step that failed before the program started; ``NONE`` if the program started.
        failed_errno: The kernel's error number for that step.
        wait_status: The program's wait status, as ``os.waitpid`` returns it.
        timed_out: Whether the deadline passed before the program ended.
        leftovers: Number of processes still running when the program had ended.
        artifact: Whether the requested artifact was copied, and if not, why.
        wall_ns: Wall-clock nanoseconds of the program.
        cpu_ns: User and system nanoseconds of the program and all its descendants.
        peak_rss_bytes: Largest resident set of any of these processes.
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


def _joined(strings: Sequence[str]) -> bytes:
    return os.fsencode("\0".join([*strings, ""]))


def encode_run(
    *,
    stdin_name: str,
    work_name: str,
    artifact_path: str,
    argv: Sequence[str],
    environment: Sequence[str],
    rules: Sequence[str],
    bounds: Bounds,
    core: int,
    proc: bool,
    executable_work: bool,
    descriptors: int,
    seccomp_filter: bytes,
) -> bytes:
    """Encode a request for one run.

    Files of the working folder can be executed, and mapped as code, only if it is an ``executable_work``.
    Bit i of ``descriptors`` is set if a descriptor of the i-th kind is sent along with the request.
    """
    header = _REQUEST.pack(
        _MAGIC,
        _KIND_RUN,
        len(argv),
        len(environment),
        len(rules),
        len(seccomp_filter),
        descriptors,
        core,
        (_FLAG_PROC if proc else 0) | (_FLAG_EXECUTABLE if executable_work else 0),
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
    strings = (stdin_name, work_name, artifact_path, *argv, *environment, *rules)
    return header + _joined(strings) + seccomp_filter


def _encode(
    kind: int,
    *,
    body: bytes,
    filter_bytes: int = 0,
    flags: int = 0,
    bounds: tuple[int, ...] = _NO_BOUNDS,
) -> bytes:
    return _REQUEST.pack(_MAGIC, kind, 0, 0, 0, filter_bytes, 0, -1, flags, *bounds) + body


def encode_put(name: str, *, executable: bool = False) -> bytes:
    """Encode a request to create an empty file ``name`` or ``folder/name`` among the inputs."""
    return _encode(_KIND_PUT, body=_joined([name]), flags=_FLAG_EXECUTABLE if executable else 0)


def encode_drop(name: str) -> bytes:
    """Encode a request to remove an input file or an empty ``folder/``; the supervisor does not answer it."""
    return _encode(_KIND_DROP, body=_joined([name]))


def encode_filter(seccomp_filter: bytes, scratch_bytes: int, scratch_inodes: int) -> bytes:
    """Encode a request that the supervisor install a filter for itself and all processes that it starts.

    The request also carries the usual size of a run's scratch folder.
    """
    bounds = (*_NO_BOUNDS[:7], scratch_bytes, scratch_inodes, 0)
    return _encode(_KIND_FILTER, body=seccomp_filter, filter_bytes=len(seccomp_filter), bounds=bounds)


def decode_report(message: bytes) -> Report:
    """Decode a report.

    Raises:
        HarnessError: The message is not a report of this version.
    """
    if len(message) != _REPORT.size:
        raise HarnessError(f"the supervisor sent {len(message)} bytes, but a report has {_REPORT.size}")
    fields = _REPORT.unpack(message)
    if fields[0] != _MAGIC:
        raise HarnessError(f"the supervisor sent a report of version {fields[0]:#x}, expected {_MAGIC:#x}")
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
