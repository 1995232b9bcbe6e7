"""Makes one run by a supervisor: a request -> its :class:`~perfgym.sandbox.request.ProcessResult`."""

import contextlib
import io
import os
import signal
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass, field

from perfgym.errors import HarnessError
from perfgym.sandbox.memory_file import content, memory_file, write_only
from perfgym.sandbox.request import CodeSource, Limits, ProcessOutcome, ProcessRequest, ProcessResult
from perfgym.sandbox.supervisor import OverMemoryError, Supervisor, SupervisorLostError
from perfgym.sandbox.wire import ArtifactState, Bounds, Report, Step, encode_run

__all__ = ["Place", "SupervisedSandbox", "make_run"]

_STACK_BYTES = 64 << 20
_UNLIMITED = (1 << 64) - 1
_CREDENTIALS = struct.Struct("3i")
_HOLD_TIMEOUT = struct.pack("ll", 10, 0)  # a struct timeval


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The places at which the supervisor finds a run's input and files, and the rules that confine the run.

    Attributes:
        stdin_name: Name of the run's input in the jail; empty if ``stdin`` is a descriptor of the input.
        stdin: Descriptor of the run's input, or -1; unused where the input is a pipe.
        work_name: Name in the jail of the folder that becomes the working folder, or empty; a host path
            where there is no jail.
        rules: Landlock rules.
        seccomp_filter: System-call filter; empty for none.
    """

    stdin_name: str = ""
    stdin: int = -1
    work_name: str = ""
    rules: tuple[str, ...] = ()
    seccomp_filter: bytes


@dataclass(slots=True, kw_only=True)
class _Files:
    """The descriptors of one run, in the order of the FD_* constants in wire.h.

    Attributes:
        piped: Whether ``stdout`` is a pipe, which belongs to someone else. Otherwise it is a memory file.
        outputs: Standard output and error as the program gets them.
        opened: The descriptors that belong to this object.
    """

    stdout: int = -1
    stderr: int = -1
    artifact: int = -1
    executable: int = -1
    hold: int = -1
    stdin: int = -1
    piped: bool = False
    outputs: tuple[int, ...] = ()
    opened: list[int] = field(default_factory=list[int])

    def open(self, *, artifact: bool, readable: bool) -> None:
        """Make the memory files of this run. The program can read its output back if it is ``readable``."""
        if not self.piped:
            self.stdout = self._owned(memory_file("stdout"))
        self.stderr = self._owned(memory_file("stderr"))
        self.outputs = (
            self.stdout if readable or self.piped else self._owned(write_only(self.stdout)),
            self.stderr if readable else self._owned(write_only(self.stderr)),
        )
        if artifact:
            self.artifact = self._owned(memory_file("artifact"))

    def _owned(self, descriptor: int) -> int:
        self.opened.append(descriptor)
        return descriptor

    def packed(self) -> tuple[list[int], int]:
        """The descriptors that are present, and a mask with a bit for each of them."""
        every = (*self.outputs, self.artifact, self.executable, self.hold, self.stdin)
        return [fd for fd in every if fd >= 0], sum(1 << i for i, fd in enumerate(every) if fd >= 0)

    def written(self, at_most: int) -> bytes:
        """The beginning of standard output; empty if it went through a pipe."""
        return b"" if self.piped else content(self.stdout, at_most)

    def close(self) -> None:
        """Close the memory files of this run."""
        for descriptor in self.opened:
            os.close(descriptor)


class _Hold:
    """Holds the program's process before exec until counters were attached to it."""

    def __init__(self, attach: Callable[[int], None]) -> None:
        self._attach = attach
        self._ours, self._theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        self._ours.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _HOLD_TIMEOUT)

    @property
    def theirs(self) -> int:
        """Descriptor of the program's end."""
        return self._theirs.fileno()

    def attach_and_go(self) -> None:
        """Call back with the process ID of the held process, then let it go."""
        self._theirs.close()
        ready, ancillary, _, _ = self._ours.recvmsg(1, socket.CMSG_SPACE(_CREDENTIALS.size))
        if not ready:  # an earlier step failed; the report says which
            return
        for level, kind, data in ancillary:
            if (level, kind) == (socket.SOL_SOCKET, socket.SCM_CREDENTIALS):
                pid, _, _ = _CREDENTIALS.unpack(data[: _CREDENTIALS.size])
                self._attach(pid)
        self._ours.send(b"\0")

    def close(self) -> None:
        """Close both ends."""
        self._ours.close()
        self._theirs.close()


class _CallersError(Exception):
    """Holds an error of the caller's own function, so that it is not taken for one of the sandbox."""

    def __init__(self, error: Exception) -> None:
        super().__init__(error)
        self.error = error


class _Pipes:
    """The pipes by which the caller talks to the program while that runs."""

    def __init__(self, talk: Callable[[int, int], None]) -> None:
        self._talk = talk
        with contextlib.ExitStack() as stack:
            self._stdin, self._to_program = _pipe(stack)
            self._from_program, self._stdout = _pipe(stack)
            self._all = stack.pop_all()

    @property
    def stdin(self) -> int:
        """The end from which the program reads."""
        return self._stdin.fileno()

    @property
    def stdout(self) -> int:
        """The end to which the program writes."""
        return self._stdout.fileno()

    def talk(self) -> None:
        """Close the program's ends, which it has by now, and let the caller talk.

        Raises:
            _CallersError: The caller's function raised an exception.
        """
        self._stdin.close()
        self._stdout.close()
        try:
            self._talk(self._from_program.fileno(), self._to_program.fileno())
        except Exception as error:
            raise _CallersError(error) from error
        self.close()

    def close(self) -> None:
        """Close what is open of both pipes."""
        self._all.close()


def _pipe(stack: contextlib.ExitStack) -> tuple[io.FileIO, io.FileIO]:
    """Make a pipe whose ends are closed with the stack, unless they are closed before."""
    reader, writer = os.pipe()
    return stack.enter_context(io.FileIO(reader, "rb")), stack.enter_context(io.FileIO(writer, "wb"))


def _bounds(request: ProcessRequest, *, memory_is_grouped: bool) -> Bounds:
    limits = request.limits
    return Bounds(
        wall_ns=int(limits.wall_s * 1e9),
        cpu_s=max(1, round(limits.cpu_s)),
        address_space_bytes=_UNLIMITED if memory_is_grouped else limits.memory_bytes + limits.reserved_bytes,
        file_bytes=limits.output_bytes + 1,
        processes=limits.processes,
        open_files=limits.open_files,
        stack_bytes=_STACK_BYTES,
        scratch_bytes=limits.scratch_bytes,
        scratch_inodes=limits.scratch_inodes,
        artifact_bytes=request.artifact_bytes,
    )


def _watched_bytes(request: ProcessRequest) -> int:
    """Memory beyond which the watchdog ends the run; 0 if the limit of one address space bounds it."""
    return request.limits.memory_bytes if request.may_fork or request.limits.reserved_bytes else 0


def make_run(supervisor: Supervisor, request: ProcessRequest, place: Place) -> ProcessResult:
    """Make one run.

    If the supervisor died, or was killed because the run exceeded its memory, it is closed before returning.

    Raises:
        HarnessError: The run could not be made, through no fault of the program.
    """
    cgroup = supervisor.cgroup
    if cgroup:
        cgroup.prepare(request.limits.memory_bytes)
    with contextlib.ExitStack() as stack:
        hold = stack.enter_context(contextlib.closing(_Hold(request.attach))) if request.attach else None
        pipes = stack.enter_context(contextlib.closing(_Pipes(request.talk))) if request.talk else None
        files = _Files(
            executable=supervisor.executable(request.executable) if request.executable else -1,
            hold=hold.theirs if hold else -1,
            stdin=pipes.stdin if pipes else place.stdin,
            stdout=pipes.stdout if pipes else -1,
            piped=pipes is not None,
        )
        stack.enter_context(contextlib.closing(files))
        # A program that may map files as code must not write a file that it can map.
        files.open(artifact=bool(request.artifact), readable=request.code is not CodeSource.FILES)
        descriptors, mask = files.packed()
        try:
            report = supervisor.run(
                _message(request, place, mask, memory_is_grouped=cgroup is not None),
                descriptors,
                wall_s=request.limits.wall_s,
                watched_bytes=_watched_bytes(request) if cgroup is None else 0,
                meanwhile=[
                    *([hold.attach_and_go] if hold else []),
                    *([pipes.talk] if pipes else []),
                ],
            )
            over_memory = False
        except (SupervisorLostError, OverMemoryError) as error:
            report, over_memory = None, isinstance(error, OverMemoryError)
        over_memory |= cgroup is not None and cgroup.new_oom_kills() > 0
        if report is None:
            supervisor.close()
        return _result(request, report, files, over_memory=over_memory)


class SupervisedSandbox:
    """Base of the sandboxes that make runs by :func:`make_run`."""

    def run(self, request: ProcessRequest) -> ProcessResult:
        """Make one run.

        Raises:
            HarnessError: The run could not be made, through no fault of the program.
        """
        try:
            return self._run(request)
        except _CallersError as error:
            raise error.error from None
        except OSError as error:
            raise HarnessError(f"the sandbox could not make a run: {error}") from error
        except SupervisorLostError:
            raise HarnessError("the supervisor was killed before a run") from None

    def _run(self, request: ProcessRequest) -> ProcessResult:
        raise NotImplementedError

    def close(self) -> None:
        """Release what is kept between runs; here, nothing. A second call does nothing."""


def _message(request: ProcessRequest, place: Place, descriptors: int, *, memory_is_grouped: bool) -> bytes:
    return encode_run(
        stdin_name=place.stdin_name,
        work_name=place.work_name,
        artifact_path=request.artifact,
        argv=request.argv,
        environment=[f"{name}={value}" for name, value in request.environment.items()],
        rules=place.rules,
        bounds=_bounds(request, memory_is_grouped=memory_is_grouped),
        core=-1 if request.core is None else request.core,
        proc=request.proc,
        executable_work=bool(request.executable_files),
        descriptors=descriptors,
        seccomp_filter=place.seccomp_filter,
    )


def _result(
    request: ProcessRequest, report: Report | None, files: _Files, *, over_memory: bool
) -> ProcessResult:
    lost = report is None or report.failed_step is Step.INIT_LOST
    if lost and not over_memory:
        raise HarnessError("the supervisor was killed in the middle of a run")
    # One byte more than the limit shows an excess.
    stdout = files.written(request.limits.output_bytes + 1)
    outcome, detail = _outcome(request.limits, report, len(stdout), over_memory=over_memory)
    stdout = stdout[: request.limits.output_bytes]
    stderr = content(files.stderr, request.limits.stderr_bytes)
    if report is None:
        return ProcessResult(outcome=outcome, detail=detail, stdout=stdout, stderr=stderr)
    copied = report.artifact is ArtifactState.COPIED
    if report.artifact is ArtifactState.TOO_LARGE:
        detail = f"the program is larger than {request.artifact_bytes} bytes"
    return ProcessResult(
        outcome=outcome,
        exit_code=os.WEXITSTATUS(report.wait_status) if outcome is ProcessOutcome.EXITED else 0,
        signal=os.WTERMSIG(report.wait_status) if outcome is ProcessOutcome.SIGNALED else 0,
        stdout=stdout,
        stderr=stderr,
        wall_ns=report.wall_ns,
        cpu_ns=report.cpu_ns,
        peak_rss_bytes=report.peak_rss_bytes,
        artifact=content(files.artifact, request.artifact_bytes) if copied else None,
        detail=detail,
    )


def _signal_name(number: int) -> str:
    """The signal's name, or its number where it has none, as most real-time signals."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _outcome(
    limits: Limits, report: Report | None, stdout_bytes: int, *, over_memory: bool
) -> tuple[ProcessOutcome, str]:
    """How the run ended, and the cause in words. Where several causes apply, the gravest wins."""
    if over_memory or report is None:
        return ProcessOutcome.OUT_OF_MEMORY, f"used more than {limits.memory_bytes >> 20} MiB of memory"
    if report.failed_step is Step.EXEC:
        return ProcessOutcome.NOT_STARTED, f"could not be started: {os.strerror(report.failed_errno)}"
    if report.failed_step is not Step.NONE:
        raise HarnessError(
            f"the supervisor failed at step {report.failed_step.name.lower()}: "
            f"{os.strerror(report.failed_errno)}"
        )
    ended_by = os.WTERMSIG(report.wait_status) if os.WIFSIGNALED(report.wait_status) else 0
    if stdout_bytes > limits.output_bytes or ended_by == signal.SIGXFSZ:
        return ProcessOutcome.OUTPUT_TOO_LARGE, f"wrote more than {limits.output_bytes} bytes"
    if report.timed_out:
        return ProcessOutcome.TIMED_OUT, f"still running after {limits.wall_s:g} s"
    deaf = ended_by == signal.SIGKILL and report.cpu_ns >= limits.cpu_s * 1e9
    if ended_by == signal.SIGXCPU or deaf:
        return ProcessOutcome.TIMED_OUT, f"used more than {limits.cpu_s:g} s of CPU time"
    if report.leftovers:
        return ProcessOutcome.LEFT_PROCESSES, f"left {report.leftovers} process(es) running"
    if ended_by:
        return ProcessOutcome.SIGNALED, f"killed by {_signal_name(ended_by)}"
    code = os.WEXITSTATUS(report.wait_status)
    return ProcessOutcome.EXITED, f"exit status {code}" if code else ""
