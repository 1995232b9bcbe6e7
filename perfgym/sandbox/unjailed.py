"""Sandboxes without namespaces, for hosts that allow none. Each says what it does not promise.

Files of a run lie in a temporary folder of the host's, which stands for ``/work`` and ``/tmp``.
"""

import contextlib
import ctypes
import os
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path

import psutil

from perfgym.errors import SandboxUnavailableError
from perfgym.sandbox import cgroup
from perfgym.sandbox.host_folder import host_folder, remove_orphans
from perfgym.sandbox.memory_file import open_read_only, sealed_file
from perfgym.sandbox.request import Limits, ProcessRequest, ProcessResult, host_path
from perfgym.sandbox.run import Place, SupervisedSandbox, make_run
from perfgym.sandbox.seccomp import build_filter
from perfgym.sandbox.supervisor import Supervisor, outside_uid

__all__ = ["LandlockSandbox", "UnsafeSandbox"]

_CREATE_RULESET, _ASK_VERSION = 444, 1
_LEAST_VERSION = 6  # the first that keeps signals in; Linux 6.12


def _relocated(request: ProcessRequest, work: Path, scratch: Path) -> ProcessRequest:
    """The request with host paths for those of the jail."""

    def moved(text: str) -> str:
        for jailed, host in (("/work", work), ("/tmp", scratch)):
            if text == jailed or text.startswith(f"{jailed}/"):
                return str(host) + text[len(jailed) :]
        return host_path(text)

    return replace(
        request,
        argv=tuple(map(moved, request.argv)),
        environment={name: moved(value) for name, value in request.environment.items()},
        artifact=moved(request.artifact),
    )


def _tasks_of(uid: int) -> int:
    """Processes and threads of a user, all of which the kernel counts against the limit of each."""
    return sum(
        process.info["num_threads"] or 1
        for process in psutil.process_iter(["uids", "num_threads"])
        if process.info["uids"] and process.info["uids"].real == uid
    )


def _above_others(limits: Limits) -> Limits:
    """The limits of a run beside which its user has other processes, as no jail tells them apart."""
    return replace(limits, processes=limits.processes + _tasks_of(outside_uid()))


def _rules_to_see(path: Path, hidden: tuple[Path, ...]) -> Iterator[str]:
    """Rules for a mount without what is hidden in it: as they only add, one for each of the rest.

    Names alone can be listed everywhere, as importing needs it. A link's rule would be one for its target.
    """
    if not any(path in one.parents for one in hidden):
        yield f"x{path}"
        return
    yield f"d{path}"
    for entry in sorted(path.iterdir()):
        if entry not in hidden and not entry.is_symlink():
            yield from _rules_to_see(entry, hidden)


@contextlib.contextmanager
def _host_folders(request: ProcessRequest) -> Generator[tuple[Path, Path]]:
    """A working folder with the request's files, and a scratch folder."""
    with host_folder() as folder:
        folder.chmod(0o711)
        work, scratch = folder / "work", folder / "tmp"
        work.mkdir()
        scratch.mkdir()
        for file, contents in request.files.items():
            (work / file).write_bytes(contents)
            (work / file).chmod(0o444)
        work.chmod(0o555)
        scratch.chmod(0o777)
        yield work, scratch


class _UnjailedSandbox(SupervisedSandbox):
    """A process on the bare host for each run."""

    name: str
    missing: tuple[str, ...]

    def __init__(self) -> None:
        remove_orphans()
        self.memory_tier = cgroup.memory_tier()

    def _rules(self, request: ProcessRequest, work: Path, scratch: Path) -> tuple[str, ...]:
        """Landlock rules: access and path."""
        raise NotImplementedError

    def _filter(self, request: ProcessRequest) -> bytes:
        """The seccomp filter."""
        raise NotImplementedError

    def _run(self, request: ProcessRequest) -> ProcessResult:
        request = replace(request, limits=_above_others(request.limits))
        with contextlib.ExitStack() as stack:
            work, scratch = stack.enter_context(_host_folders(request))
            stdin = sealed_file("stdin", request.stdin)
            stack.callback(os.close, stdin)
            read_only = open_read_only(stdin)
            stack.callback(os.close, read_only)
            group = cgroup.make_memory_cgroup()
            supervisor = Supervisor(
                lambda binary, _: [binary, "unjailed"], group, request.limits, shown=request.mounts
            )
            stack.enter_context(contextlib.closing(supervisor))
            place = Place(
                stdin=read_only,
                work_name=str(work),
                rules=self._rules(request, work, scratch),
                seccomp_filter=self._filter(request),
            )
            return make_run(supervisor, _relocated(request, work, scratch), place)


class LandlockSandbox(_UnjailedSandbox):
    """Landlock, seccomp and resource limits, without namespaces.

    A program can read what the build needs and write to its scratch folder, and nothing else; it
    has no network and reaches no process. But it can tell which files the host has and what
    processes, finds no ``/tmp`` that it may write to, and what it writes to the scratch folder is
    bounded by the size of each file alone.

    Raises:
        SandboxUnavailableError: The kernel's Landlock is older than Linux 6.12's, or off.
    """

    name = "landlock"
    missing = ("alone", "own-scratch-folder", "scratch-bytes-bounded", "scratch-files-bounded")

    def __init__(self) -> None:
        version = ctypes.CDLL(None, use_errno=True).syscall(_CREATE_RULESET, None, 0, _ASK_VERSION)
        if version < _LEAST_VERSION:
            raise SandboxUnavailableError(
                f"the landlock sandbox needs Landlock version {_LEAST_VERSION}, this kernel "
                f"({os.uname().release}) has {max(version, 0) or 'none'}; use Linux 6.12 or newer with "
                "`lsm=landlock,...` on the kernel's command line"
            )
        super().__init__()

    def _rules(self, request: ProcessRequest, work: Path, scratch: Path) -> tuple[str, ...]:
        devices = ("w/dev/null", "d/") if request.may_fork else ()  # linkers list what they search
        hidden = tuple(map(Path, request.hidden))
        shown = (rule for mount in request.mounts for rule in _rules_to_see(Path(mount), hidden))
        around = sorted({f"d{Path(mount).parent}" for mount in request.mounts})  # imports list what is there
        return (*shown, *around, f"r{work}", f"w{scratch}", *devices)

    def _filter(self, request: ProcessRequest) -> bytes:
        return build_filter(may_fork=request.may_fork, simulator=request.simulator)


class UnsafeSandbox(_UnjailedSandbox):
    """Resource limits and nothing else: for programs that you trust, on hosts where nothing else works."""

    name = "unsafe-none"
    missing = (
        "no-new-privileges",
        "system-calls-filtered",
        "no-host-files",
        "root-read-only",
        "input-read-only",
        "no-network",
        "no-new-processes",
        "no-namespaces",
        "no-tracing",
        "stays-on-its-core",
        "alone",
        "own-scratch-folder",
        "scratch-bytes-bounded",
        "scratch-files-bounded",
    )

    def _rules(self, request: ProcessRequest, work: Path, scratch: Path) -> tuple[str, ...]:  # noqa: ARG002
        return ()

    def _filter(self, request: ProcessRequest) -> bytes:  # noqa: ARG002
        return b""
