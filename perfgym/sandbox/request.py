"""The request for one run in a sandbox, and its result.

A :class:`ProcessRequest` describes one process tree to run. A :class:`ProcessResult` holds everything that
the sandbox observed of it from outside.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from perfgym.errors import SettingsError

__all__ = [
    "LEAST_MEMORY_BYTES",
    "RANDOM",
    "RUNTIME",
    "SCRATCH",
    "WORK",
    "CodeSource",
    "Limits",
    "ProcessOutcome",
    "ProcessRequest",
    "ProcessResult",
    "Simulator",
    "is_below",
]

WORK = "/work"
"""The working folder of a run: it holds the run's files, read-only."""

SCRATCH = "/tmp"
"""The scratch folder of a run: it starts empty and is the only folder that the run can write to."""

RUNTIME = "/runtime"
"""The folder of a jail in which host files are mounted under names that reveal nothing about the host."""

RANDOM = "/dev/urandom"
"""The device with random bytes, which a run sees on request. Most programs use the system call instead."""

LEAST_MEMORY_BYTES = 4 << 20
"""The smallest memory limit. The jail's own processes use up to 2 MiB of the limited memory."""


def is_below(path: str, *folders: str) -> bool:
    """Whether ``path`` is one of ``folders`` or lies in one of them, judged by the names alone."""
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)


def _is_inside(path: str) -> bool:
    return {"", ".", ".."}.isdisjoint(path.split("/")) and "\0" not in path


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
    """The resources that one run may use. All limits are enforced from outside the program.

    Attributes:
        wall_s: Wall-clock seconds until everything in the run is killed.
        cpu_s: CPU seconds per process.
        memory_bytes: Memory of the run, at least :data:`LEAST_MEMORY_BYTES`. Where a memory cgroup is
            available, this limits the memory of the whole process tree; elsewhere it limits the address
            space of each process.
        processes: Processes and threads at one time.
        output_bytes: Size of standard output, and of any one file that the run writes.
        stderr_bytes: Bytes of standard error that are kept; the rest is dropped.
        scratch_bytes: Size of the scratch file system.
        scratch_inodes: Files and folders in the scratch file system.
        open_files: Open descriptors per process.
        reserved_bytes: Address space that the run-time of a language reserves and never uses. Where the
            address space of each process is limited, it may be larger by this much, and a watchdog
            bounds the memory that is really used.

    Raises:
        ValueError: A limit is not above 0.
        SettingsError: ``memory_bytes`` is too small.
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
        if self.memory_bytes < LEAST_MEMORY_BYTES:
            raise SettingsError(
                f"memory_bytes must be at least {LEAST_MEMORY_BYTES} ({LEAST_MEMORY_BYTES >> 20} MiB), "
                f"because no program starts with less; got {self.memory_bytes}. It is set by "
                "PERFGYM_MEMORY_BYTES, or by memory_bytes in problem.toml"
            )


class CodeSource(StrEnum):
    """Where the executable memory of a run may come from."""

    PROGRAM = "program"
    """The executed program's own segments. Nothing else becomes executable."""
    FILES = "files"
    """Also mounted files, which the run maps as a dynamic loader does. It cannot read its own output."""
    ANYWHERE = "anywhere"
    """The run may write code and execute it, as a just-in-time compiler does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulator:
    """A tool that simulates a program inside its own process and makes the program's system calls for it.

    Attributes:
        text: Address of the tool's first instruction, and the first address after its code.
        guest_return: Address to which the simulated program's own system calls return.
    """

    text: tuple[int, int]
    guest_return: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessRequest:
    """One run to make: the program, the files that it can see, and its limits.

    Attributes:
        argv: Arguments; ``argv[0]`` is the path in the jail unless ``executable`` is given.
        limits: The resources that the run may use.
        executable: The program itself, run from memory; no file of it exists in the jail.
        stdin: Bytes on standard input.
        files: Path to content of the read-only files in the working folder :data:`WORK`. Paths are relative;
            they may contain folders.
        executable_files: Names of those of the files that can be executed. Without any, no file of the folder
            can be mapped as code either.
        mounts: Path on the host to path in the jail, for each folder and file that the run sees read-only.
            The path in the jail is the host's path itself, or lies below :data:`RUNTIME`.
        hidden: Folders on the host that are covered by an empty folder where a mount would show them.
        symlinks: Path of a link in the jail to its target, e.g. ``/lib64`` to ``usr/lib64``.
        environment: The whole environment; nothing is inherited.
        may_fork: Whether the program may start processes, as builds must; threads are always allowed.
        code: Where the executable memory of the run may come from.
        proc: Whether the run sees a ``/proc`` of its own processes.
        random: Whether the run sees :data:`RANDOM`.
        core: Logical CPU that the run is pinned to; None for any.
        artifact: Path, in the scratch folder :data:`SCRATCH`, of a file to return.
        artifact_bytes: Size of the largest artifact that is returned.
        attach: Called with the process ID of the program while that process is held before exec, so that
            counters can be attached to it from outside.
        talk: Called while the program runs, with two descriptors of pipes: the first reads the program's
            standard output, the second writes to its standard input. ``ProcessResult.stdout`` is then empty,
            and the program can write no more than is read. When the program has ended, a read returns no
            bytes and a write raises BrokenPipeError. When the function returns, the sandbox closes both
            descriptors, and the program may run on until its limits. An exception kills the run, and reaches
            the caller unchanged.
        simulator: Given when ``argv[0]`` is a tool that simulates the program. The simulated program may
            then read, write and compute, but opens no file and executes nothing.

    Raises:
        ValueError: A mount is at a path in the jail that is not allowed, a file lies outside the working
            folder, or a run with ``talk`` has bytes on its standard input, may start processes or reserves
            address space.
    """

    argv: tuple[str, ...]
    limits: Limits
    executable: bytes = field(default=b"", repr=False)
    stdin: bytes = field(default=b"", repr=False)
    files: Mapping[str, bytes] = field(default_factory=dict[str, bytes], repr=False)
    executable_files: tuple[str, ...] = ()
    mounts: Mapping[str, str] = field(default_factory=dict[str, str])
    hidden: tuple[str, ...] = ()
    symlinks: Mapping[str, str] = field(default_factory=dict[str, str])
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    may_fork: bool = False
    code: CodeSource = CodeSource.PROGRAM
    proc: bool = False
    random: bool = False
    core: int | None = None
    artifact: str = ""
    artifact_bytes: int = 64 << 20
    attach: Callable[[int], None] | None = field(default=None, repr=False)
    talk: Callable[[int, int], None] | None = field(default=None, repr=False)
    simulator: Simulator | None = None

    def __post_init__(self) -> None:
        for host, place in self.mounts.items():
            if is_below(place, WORK, SCRATCH) or (place != host and not is_below(place, RUNTIME)):
                raise ValueError(
                    f"{host} is mounted at {place}; it must be mounted below {RUNTIME}, or at its own path "
                    f"if that is not below {WORK} or {SCRATCH}"
                )
        for name in self.files:
            if not _is_inside(name):
                raise ValueError(f"file {name!r} must have a relative path without '.' and '..'")
        if self.talk and self.stdin:
            raise ValueError("a run with talk reads its standard input from a pipe; leave stdin empty")
        # The memory of such runs may be bounded by a watchdog, which looks only while nobody talks.
        if self.talk and (self.may_fork or self.limits.reserved_bytes):
            raise ValueError("a run with talk can neither start processes nor reserve address space")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessResult:
    """The result of one run of a process tree, measured from outside.

    Attributes:
        outcome: How the run ended.
        exit_code: Exit status; 0 if the outcome is not ``EXITED``.
        signal: Signal that ended the program; 0 if the outcome is not ``SIGNALED``.
        stdout: Standard output, at most ``Limits.output_bytes``.
        stderr: Standard error, at most ``Limits.stderr_bytes``.
        wall_ns: Wall-clock nanoseconds from start to end of the program.
        cpu_ns: User and system CPU time of the program and all its descendants, in nanoseconds.
        peak_rss_bytes: Largest resident set that any one process of the tree had at any time, as the
            kernel recorded it (``ru_maxrss``): heap, stack, mapped files and code; not the files that the
            program wrote or read. The program's process starts as a fork of the supervisor, and exec keeps
            the high-water mark, so a program that uses less memory shows the 0.5 to 0.7 MB of the
            supervisor. Memory of the harness is never included. The kernel counts in steps of 32 pages
            (128 KiB), and in larger steps on machines with many cores.
        artifact: Content of the requested file; None if none was requested or the run did not create it.
        detail: Cause in words, if the outcome alone does not say it.
    """

    outcome: ProcessOutcome
    exit_code: int = 0
    signal: int = 0
    stdout: bytes = b""
    stderr: bytes = b""
    wall_ns: int = 0
    cpu_ns: int = 0
    peak_rss_bytes: int = 0
    artifact: bytes | None = None
    detail: str = ""

    @property
    def succeeded(self) -> bool:
        """Whether the program ended by itself with exit status 0."""
        return self.outcome is ProcessOutcome.EXITED and self.exit_code == 0
