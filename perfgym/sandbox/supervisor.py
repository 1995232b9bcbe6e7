"""The harness's side of one supervisor: starts it, gives it runs, and ends it.

The comment at the top of ``supervisor.c`` describes the other side.
"""

import contextlib
import errno
import itertools
import os
import re
import select
import signal
import socket
import struct
import subprocess
import time
import weakref
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from perfgym.errors import HarnessError
from perfgym.sandbox.cgroup import MemoryCgroup
from perfgym.sandbox.kept import KeptObjects
from perfgym.sandbox.memory_file import (
    content,
    memory_file,
    open_read_only,
    read_through,
    sealed_file,
    write_all,
)
from perfgym.sandbox.native import native_program
from perfgym.sandbox.request import Limits
from perfgym.sandbox.uninterrupted import uninterrupted
from perfgym.sandbox.watchdog import tree_memory
from perfgym.sandbox.wire import (
    REPORT_BYTES,
    Report,
    decode_report,
    encode_drop,
    encode_filter,
    encode_put,
)

__all__ = ["OverMemoryError", "Supervisor", "SupervisorLostError", "outside_uid"]

_OUTSIDE_ID = 61999
_CAP_SETGID, _CAP_SETUID = 6, 7
_START_TIMEOUT_S = 10.0
_REPORT_GRACE_S = 10.0
_END_TIMEOUT_S = 10.0
_WATCH_INTERVAL_S = 0.02
_SEND_TIMEOUT = struct.pack("ll", 10, 0)  # a struct timeval
_DESCRIPTOR = struct.Struct("i")
_ROOM_FOR_ONE = socket.CMSG_SPACE(_DESCRIPTOR.size)
_KEPT_INPUTS, _KEPT_INPUT_BYTES = 64, 64 << 20
_KEPT_EXECUTABLES = 4

Command = Callable[[str, int], Sequence[str]]
"""Makes a command line from the path of the supervisor's binary and a descriptor of the binary."""


class SupervisorLostError(Exception):
    """The supervisor ended before it answered."""


class OverMemoryError(Exception):
    """The process tree held more memory than its limit, so the watchdog killed it."""


def outside_uid() -> int:
    """User ID on the host to which runs belong: a user that does not exist if we may change to it, else ours.

    Root of a container may lack the right to change to another user.
    """
    if os.geteuid() != 0:
        return os.getuid()
    status = Path("/proc/self/status").read_text()
    capabilities = int(re.search(r"^CapEff:\s*(\w+)$", status, re.M)[1], 16)  # type: ignore[index]
    may_change = all(capabilities >> bit & 1 for bit in (_CAP_SETGID, _CAP_SETUID))
    ranges = [map(int, line.split()) for line in Path("/proc/self/uid_map").read_text().splitlines()]
    is_mapped = any(first <= _OUTSIDE_ID < first + count for first, _, count in ranges)
    return _OUTSIDE_ID if may_change and is_mapped else os.getuid()


def _user_to_become() -> str:
    uid = outside_uid()
    return "-" if uid == os.getuid() else str(uid)


def _folders_in(path: str) -> Iterator[str]:
    return (str(parent) for parent in PurePosixPath(path).parents if parent.name)


def _sealed_program(program: bytes) -> int:
    return sealed_file("program", program)


class Supervisor:
    """One supervisor process with its jail, from start to end.

    Args:
        command: Command line that the guard starts; two descriptors, ``CONTROL HARNESS``, are appended.
        cgroup: Control group for all of its processes; the supervisor owns it from here on.
        usual: Limits of most of its runs.
        shown: Host folders and files that the command mounts in the jail.
        seccomp_filter: Filter for all processes in the jail; empty for none.

    Raises:
        HarnessError: The supervisor could not be started.
    """

    def __init__(
        self,
        command: Command,
        cgroup: MemoryCgroup | None,
        usual: Limits,
        *,
        shown: Collection[str] = (),
        seccomp_filter: bytes = b"",
    ) -> None:
        self.cgroup = cgroup
        self._owner = os.getpid()
        self._names = itertools.count()
        self._inputs = KeptObjects[str](most=_KEPT_INPUTS, most_bytes=_KEPT_INPUT_BYTES)
        self._executables = KeptObjects[int](most=_KEPT_EXECUTABLES)
        self._closed = False
        try:
            self._start(command, _user_to_become(), ":".join(shown))
            self._harden(seccomp_filter, usual)
        except BaseException:
            if hasattr(self, "_end"):
                self.close()
            if cgroup is not None:
                cgroup.close()
            raise

    def _start(self, command: Command, user: str, shown: str) -> None:
        with contextlib.ExitStack() as stack:

            def owned(descriptor: int) -> int:
                stack.callback(os.close, descriptor)
                return descriptor

            self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            # settimeout would turn each of the few system calls of a run into two or three.
            self._control.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, _SEND_TIMEOUT)
            self._answer = select.poll()
            self._answer.register(self._control, select.POLLIN)
            binary = owned(sealed_file("perfgym", native_program("supervisor")))
            copy = owned(open_read_only(binary))
            harness = owned(os.pidfd_open(os.getpid()))
            messages = owned(memory_file("messages"))
            path = f"/proc/self/fd/{binary}"
            group = str(self.cgroup.folder) if self.cgroup else "-"
            arguments = ["guard", group, user, str(harness), shown, *command(path, copy)]
            with theirs:
                process = subprocess.Popen(
                    ["perfgym", *arguments, str(theirs.fileno()), str(harness)],
                    executable=path,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=messages,
                    pass_fds=[binary, copy, harness, theirs.fileno()],
                    env={},
                    start_new_session=True,  # the harness alone handles Ctrl-C in the terminal
                )
            self._guard_pid = process.pid
            self._end = weakref.finalize(
                self, _end, self._control, process, self.cgroup, self._executables, self._owner
            )
            self._await_hello(messages)

    def _await_hello(self, messages: int) -> None:
        if not self._is_readable(_START_TIMEOUT_S):
            raise HarnessError(f"the jail did not start within {_START_TIMEOUT_S:g} s")
        hello = self._control.recv(REPORT_BYTES)
        if not hello:
            said = content(messages, 4096).decode(errors="replace").strip()
            raise HarnessError(f"the jail could not be built: {said or 'no message'}")
        if error := decode_report(hello).failed_errno:
            raise HarnessError(f"the jail cannot hold inputs: {os.strerror(error)}")

    def _harden(self, seccomp_filter: bytes, usual: Limits) -> None:
        self._send(encode_filter(seccomp_filter, usual.scratch_bytes, usual.scratch_inodes), [])
        answer = self._receive(_REPORT_GRACE_S)
        if error := decode_report(answer).failed_errno:
            raise HarnessError(f"the supervisor could not put itself under a filter: {os.strerror(error)}")

    @property
    def alive(self) -> bool:
        """Whether it can take a run. It is idle, so it sends nothing but its end."""
        if self._closed or os.getpid() != self._owner:
            return False
        return not self._is_readable(0.0)

    def _is_readable(self, timeout_s: float) -> bool:
        return bool(self._answer.poll(timeout_s * 1e3))

    def _receive(self, timeout_s: float) -> bytes:
        """Receive the next answer.

        Raises:
            SupervisorLostError: The supervisor has ended.
            HarnessError: No answer came in time.
        """
        if not self._is_readable(timeout_s):
            raise HarnessError(f"no report within {timeout_s:g} s")
        try:
            answer = self._control.recv(REPORT_BYTES)
        except ConnectionResetError:
            raise SupervisorLostError from None
        if not answer:
            raise SupervisorLostError
        return answer

    # ---- inputs --------------------------------------------------------------------------------

    def _put(self, name: str, contents: bytes, *, executable: bool = False) -> None:
        self._send(encode_put(name, executable=executable), [])
        if not self._is_readable(_REPORT_GRACE_S):
            raise HarnessError(f"the jail took no input within {_REPORT_GRACE_S:g} s")
        answer, ancillary, flags, _ = self._control.recvmsg(
            REPORT_BYTES, _ROOM_FOR_ONE, socket.MSG_CMSG_CLOEXEC
        )
        if not answer:
            raise SupervisorLostError
        if flags & socket.MSG_CTRUNC:
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        if not ancillary:
            why = os.strerror(decode_report(answer).failed_errno)
            raise HarnessError(f"the jail could not take an input of {len(contents)} bytes: {why}")
        with open(_DESCRIPTOR.unpack(ancillary[0][2])[0], "r+b", buffering=0) as file:
            write_all(file.fileno(), contents)
            read_through(file.fileno())  # otherwise the first program to read it would be slower

    def _drop(self, name: str) -> None:
        if not self._closed:
            with contextlib.suppress(SupervisorLostError):  # the next run reports that it has ended
                self._send(encode_drop(name), [])

    def _put_new(self, contents: bytes) -> str:
        name = str(next(self._names))
        self._put(name, contents)
        return name

    def input_name(self, contents: bytes) -> str:
        """Name of a read-only file in the jail that holds ``contents``."""
        return self._inputs.of(contents, make=self._put_new, drop=self._drop)

    @contextlib.contextmanager
    def folder(self, files: Mapping[str, bytes], executable: Collection[str] = ()) -> Generator[str]:
        """Make a read-only folder with these files in the jail for a ``with`` block; yield its name."""
        folder = str(next(self._names))
        for name, contents in files.items():
            self._put(f"{folder}/{name}", contents, executable=name in executable)
        yield folder
        for name in files:
            self._drop(f"{folder}/{name}")
        for inner in sorted({parent for name in files for parent in _folders_in(name)}, reverse=True):
            self._drop(f"{folder}/{inner}/")  # a folder after those in it
        self._drop(f"{folder}/")

    def executable(self, program: bytes) -> int:
        """Descriptor of a sealed file that holds ``program``; it stays this object's."""
        return self._executables.of(program, make=_sealed_program, drop=os.close)

    # ---- runs ----------------------------------------------------------------------------------

    def run(
        self,
        message: bytes,
        descriptors: Sequence[int],
        *,
        wall_s: float,
        watched_bytes: int = 0,
        meanwhile: Sequence[Callable[[], None]] = (),
    ) -> Report:
        """Make one run and return its report.

        Args:
            message: The request.
            descriptors: Descriptors that go with the request.
            wall_s: The run's own deadline.
            watched_bytes: Memory that the process tree may hold; 0 where a control group bounds it.
            meanwhile: Called in this order after the request was sent, before the report is awaited.

        Raises:
            SupervisorLostError: The supervisor ended without a report.
            OverMemoryError: The tree held more than ``watched_bytes``.
            HarnessError: No report came in time.
        """
        self._send(message, descriptors)
        for call in meanwhile:
            call()
        timeout_s = wall_s + _REPORT_GRACE_S
        if watched_bytes:
            self._watch(watched_bytes, timeout_s)
        return decode_report(self._receive(timeout_s))

    def _watch(self, at_most: int, timeout_s: float) -> None:
        """Wait for the report or the deadline, and check the tree's memory meanwhile."""
        deadline = time.monotonic() + timeout_s
        while not self._is_readable(_WATCH_INTERVAL_S) and time.monotonic() < deadline:
            if tree_memory(self._guard_pid) > at_most:
                raise OverMemoryError

    def _send(self, message: bytes, descriptors: Sequence[int]) -> None:
        try:
            if descriptors:
                socket.send_fds(self._control, [message], descriptors)
            else:
                self._control.send(message)
        except (BrokenPipeError, ConnectionResetError):
            raise SupervisorLostError from None
        except OSError as error:
            if error.errno == errno.EMSGSIZE:
                raise HarnessError(f"a request of {len(message)} bytes is too large to be sent") from error
            raise

    # ---- end -----------------------------------------------------------------------------------

    def close(self) -> None:
        """End the supervisor and all its processes, and wait for their end. A second call does nothing."""
        self._closed = True
        if self._end.alive:
            uninterrupted(self._end)


def _end(
    control: socket.socket,
    guard: "subprocess.Popen[bytes]",
    cgroup: MemoryCgroup | None,
    executables: KeptObjects[int],
    owner: int,
) -> None:
    executables.clear(os.close)
    if os.getpid() != owner:  # a forked child holds copies of the descriptors and owns nothing
        control.close()
        guard.returncode = 0
        return
    ended = _hang_up(control)
    control.close()
    if ended:
        guard.terminate()
    else:
        os.killpg(guard.pid, signal.SIGKILL)
    guard.wait()
    if cgroup is not None:
        cgroup.close()
    if not ended:
        raise HarnessError(f"a jail did not end within {_END_TIMEOUT_S:g} s")


def _hang_up(control: socket.socket) -> bool:
    """Tell the supervisor to end; return whether the jail's last process closed the socket in time."""
    deadline = time.monotonic() + _END_TIMEOUT_S
    with contextlib.suppress(OSError):
        control.shutdown(socket.SHUT_WR)
    while (left := deadline - time.monotonic()) > 0:
        control.settimeout(left)
        try:
            if not control.recv(REPORT_BYTES):
                return True
        except TimeoutError:
            return False
        except OSError:
            return True
    return False
