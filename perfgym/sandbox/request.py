"""What a sandbox is asked to run, and what it answers.

A :class:`ProcessRequest` describes one process tree to be run; a :class:`ProcessResult` is all that was seen
of it from outside.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = [
    "Limits",
    "ProcessOutcome",
    "ProcessRequest",
    "ProcessResult",
    "Simulator",
    "host_path",
    "seen_at",
]


class ProcessOutcome(StrEnum):
    """How one run ended, as seen from outside the program's process."""

    EXITED = "exited"
    SIGNALED = "signaled"
    NOT_STARTED = "not_started"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    OUTPUT_TOO_LARGE = "output_too_large"
    LEFT_PROCESSES = "left_processes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one run may use. All bounds are enforced outside the program.

    Attributes:
        wall_s: Wall-clock seconds until everything in the run is killed.
        cpu_s: CPU seconds per process.
        memory_bytes: Memory of the run: of the whole tree where a memory cgroup can be had,
            else of each process's address space.
        processes: Processes and threads at one time.
        output_bytes: Size of standard output, and of any one file the run writes.
        stderr_bytes: Standard error kept; the rest is dropped.
        scratch_bytes: Size of the scratch file system.
        scratch_inodes: Files and folders in the scratch file system.
        open_files: Open descriptors per process.
        reserved_bytes: Address space that a language's run-time reserves and never uses. Where each
            process's address space is limited it may be this much larger, and a watchdog sees to
            the memory in it.
    """

    wall_s: float = 10.0
    cpu_s: float = 20.0
    memory_bytes: int = 1 << 30
    processes: int = 32
    output_bytes: int = 64 << 20
    stderr_bytes: int = 64 << 10
    scratch_bytes: int = 64 << 20
    scratch_inodes: int = 4096
    open_files: int = 256
    reserved_bytes: int = 0

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if not getattr(self, name) > (-1 if name == "reserved_bytes" else 0):
                raise ValueError(f"limit {name} must be above 0, got {getattr(self, name)!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulator:
    """What runs a program within its own process, and makes that program's system calls for it.

    Attributes:
        text: Address of its code, and the first one after it.
        guest_return: Address to which the program's own system calls return.
    """

    text: tuple[int, int]
    guest_return: int


_OWN_FOLDERS = ("/work", "/tmp")
_ELSEWHERE = "/host."


def seen_at(path: str) -> str:
    """Where a run sees a host's path that is mounted for it: there too, unless its own folders are there."""
    is_covered = any(path == own or path.startswith(f"{own}/") for own in _OWN_FOLDERS)
    return f"{_ELSEWHERE}{path[1:]}" if is_covered else path


def host_path(seen: str) -> str:
    """The host's path that a run sees there: what :func:`seen_at` was given."""
    return f"/{seen[len(_ELSEWHERE) :]}" if seen.startswith(_ELSEWHERE) else seen


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessRequest:
    """One run to be made: what is run, what it sees, what it may use.

    Attributes:
        argv: Arguments; ``argv[0]`` is the path in the jail unless ``executable`` is given.
        limits: What it may use.
        executable: The program itself, run from memory; no file of it exists in the jail.
        stdin: Bytes on standard input.
        files: Name to content of the read-only files in the working folder ``/work``.
        executable_files: Names of those that can be executed.
        mounts: Host folders and files seen read-only, each where :func:`seen_at` says.
        hidden: Host folders covered by an empty one where a mount would show them.
        symlinks: Link path to target, e.g. ``/lib64`` to ``usr/lib64``.
        environment: The whole environment; nothing is inherited.
        may_fork: Whether it may start processes (builds); threads are always allowed.
        proc: Whether it sees a ``/proc`` of its own processes.
        core: Logical CPU it is pinned to; None for any.
        artifact: Path in the scratch folder ``/tmp`` of a file to bring back.
        artifact_bytes: Largest artifact brought back.
        attach: Called with the pid of the program's process, which is held before exec meanwhile,
            so that counters can be attached to it from outside.
        simulator: What ``argv[0]`` is, where it simulates the program: that may then read, write and
            compute, but open no file and execute nothing.
    """

    argv: tuple[str, ...]
    limits: Limits
    executable: bytes = field(default=b"", repr=False)
    stdin: bytes = field(default=b"", repr=False)
    files: Mapping[str, bytes] = field(default_factory=dict[str, bytes], repr=False)
    executable_files: tuple[str, ...] = ()
    mounts: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    symlinks: Mapping[str, str] = field(default_factory=dict[str, str])
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    may_fork: bool = False
    proc: bool = False
    core: int | None = None
    artifact: str = ""
    artifact_bytes: int = 64 << 20
    attach: Callable[[int], None] | None = field(default=None, repr=False)
    simulator: Simulator | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessResult:
    """One run of one process tree, measured from outside.

    Attributes:
        outcome: How it ended.
        exit_code: Exit status; 0 where the outcome is not ``EXITED``.
        signal: Signal that ended it; 0 where the outcome is not ``SIGNALED``.
        stdout: Standard output, at most ``Limits.output_bytes``.
        stderr: Standard error, at most ``Limits.stderr_bytes``.
        wall_ns: Wall-clock nanoseconds from start to end of the program.
        cpu_ns: User and system CPU time of the program and all its descendants, in nanoseconds.
        peak_rss_bytes: Largest resident set that any one process of the tree had at any time, as the
            kernel kept it (``ru_maxrss``): heap, stack, mapped files and its own code; not the files it
            wrote or read. The process becomes the program by exec, which hands its high-water mark on, so
            a program that touches less shows the 0.5 to 0.7 MB of the supervisor. Memory of the harness is
            never in it. The kernel counts in steps of 32 pages (128 KiB), more with many cores.
        involuntary_switches: Times that a process of the tree lost its core to another one.
        artifact: The file asked for after the run, where one was asked for and left behind.
        detail: Cause in words, where the outcome alone does not say it.
    """

    outcome: ProcessOutcome
    exit_code: int = 0
    signal: int = 0
    stdout: bytes = b""
    stderr: bytes = b""
    wall_ns: int = 0
    cpu_ns: int = 0
    peak_rss_bytes: int = 0
    involuntary_switches: int = 0
    artifact: bytes | None = None
    detail: str = ""

    @property
    def succeeded(self) -> bool:
        """Whether it ended by itself with exit status 0."""
        return self.outcome is ProcessOutcome.EXITED and self.exit_code == 0
