"""Sandboxes without namespaces, for hosts that allow none. Each says which promises it does not make.

Each run gets a temporary folder on the host. Its subfolders stand for :data:`~perfgym.sandbox.request.WORK`,
:data:`~perfgym.sandbox.request.SCRATCH` and :data:`~perfgym.sandbox.request.RUNTIME`, and arguments and
environment variables that name a path in one of these are rewritten to name the host's path.
"""

import contextlib
import ctypes
import os
import re
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path

import psutil

from perfgym.errors import SandboxUnavailableError
from perfgym.sandbox import cgroup
from perfgym.sandbox.host_folder import host_folder, remove_orphans
from perfgym.sandbox.memory_file import open_read_only, sealed_file
from perfgym.sandbox.request import RANDOM, RUNTIME, SCRATCH, WORK, Limits, ProcessRequest, ProcessResult
from perfgym.sandbox.run import Place, SupervisedSandbox, make_run
from perfgym.sandbox.seccomp import build_filter
from perfgym.sandbox.supervisor import Supervisor, outside_uid

__all__ = ["LandlockSandbox", "UnsafeSandbox"]

_CREATE_RULESET, _ASK_VERSION = 444, 1
_LEAST_VERSION = 6  # the first version that keeps signals in; Linux 6.12
# The jail's own folders, where they are not part of a longer name such as /usr/work or /work.old.
_IN_JAIL = re.compile(rf"(?<![\w.-])(?:{'|'.join((WORK, SCRATCH, RUNTIME))})(?![\w.-])")


def _relocated(request: ProcessRequest, root: Path) -> ProcessRequest:
    """The request with the jail's own folders replaced by the ones in ``root``."""

    def moved(text: str) -> str:
        return _IN_JAIL.sub(lambda found: f"{root}{found[0]}", text)

    return replace(
        request,
        argv=tuple(map(moved, request.argv)),
        environment={name: moved(value) for name, value in request.environment.items()},
        artifact=moved(request.artifact),
        mounts={},
    )


def _tasks_of(uid: int) -> int:
    """Processes and threads of a user, all of which the kernel counts against the limit of each process."""
    return sum(
        process.info["num_threads"] or 1
        for process in psutil.process_iter(["uids", "num_threads"])
        if process.info["uids"] and process.info["uids"].real == uid
    )


def _above_others(limits: Limits) -> Limits:
    """Raise the limit on processes by the number that the user has already, as no jail tells them apart."""
    return replace(limits, processes=limits.processes + _tasks_of(outside_uid()))


def _rules_to_see(path: Path, hidden: tuple[Path, ...]) -> Iterator[str]:
    """Landlock rules that show a mount without the hidden folders in it.

    Landlock rules only add rights, so a folder with a hidden one in it gets a rule for each other entry.
    Every such folder can be listed, because Python's import lists folders. A symbolic link gets no rule,
    because that would be a rule for its target.
    """
    if not any(path in one.parents for one in hidden):
        yield f"x{path}"
        return
    yield f"d{path}"
    for entry in sorted(path.iterdir()):
        if entry not in hidden and not entry.is_symlink():
            yield from _rules_to_see(entry, hidden)


def _link_mounts(request: ProcessRequest, root: Path) -> None:
    """Make links in ``root`` for the mounts that are not seen at the host's own path."""
    (root / RUNTIME[1:]).mkdir()
    for path, place in request.mounts.items():
        if place != path:
            link = root / place[1:]
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(path)


@contextlib.contextmanager
def _host_folders(request: ProcessRequest) -> Generator[Path]:
    """A folder with a working folder that holds the request's files, a scratch folder and its mounts."""
    with host_folder() as root:
        root.chmod(0o711)
        work, scratch = root / WORK[1:], root / SCRATCH[1:]
        work.mkdir()
        scratch.mkdir()
        _link_mounts(request, root)
        for file, contents in request.files.items():
            (work / file).parent.mkdir(parents=True, exist_ok=True)
            (work / file).write_bytes(contents)
            (work / file).chmod(0o555 if file in request.executable_files else 0o444)
        work.chmod(0o555)
        scratch.chmod(0o777)
        yield root


class _UnjailedSandbox(SupervisedSandbox):
    """Starts one process on the bare host for each run."""

    name: str
    missing: tuple[str, ...]

    def __init__(self) -> None:
        remove_orphans()
        self.memory_tier = cgroup.memory_tier()

    def _rules(self, request: ProcessRequest, root: Path) -> tuple[str, ...]:
        """Landlock rules: a letter for the kind of access, then a path."""
        raise NotImplementedError

    def _filter(self, request: ProcessRequest) -> bytes:
        """The seccomp filter; empty for none."""
        raise NotImplementedError

    def _run(self, request: ProcessRequest) -> ProcessResult:
        request = replace(request, limits=_above_others(request.limits))
        with contextlib.ExitStack() as stack:
            root = stack.enter_context(_host_folders(request))
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
                work_name=f"{root}{WORK}",
                rules=self._rules(request, root),
                seccomp_filter=self._filter(request),
            )
            return make_run(supervisor, _relocated(request, root), place)


class LandlockSandbox(_UnjailedSandbox):
    """Landlock, seccomp and resource limits, without namespaces.

    A program can read what its request mounts and write to its scratch folder, and nothing else; it
    has no network and reaches no other process. But it can find out which files the host has and which
    processes run, has no ``/tmp`` of its own, and the amount that it writes to the scratch folder is
    bounded by the size of each file alone. Its folders lie on a file system of the host, so a program that
    may map files as code (:class:`~perfgym.sandbox.request.CodeSource`) can map its own files.

    Raises:
        SandboxUnavailableError: The kernel's Landlock is older than Linux 6.12's, or off.
    """

    name = "landlock"
    missing = (
        "no-written-code",
        "alone",
        "own-scratch-folder",
        "scratch-bytes-bounded",
        "scratch-files-bounded",
    )

    def __init__(self) -> None:
        version = ctypes.CDLL(None, use_errno=True).syscall(_CREATE_RULESET, None, 0, _ASK_VERSION)
        if version < _LEAST_VERSION:
            raise SandboxUnavailableError(
                f"the landlock sandbox needs Landlock version {_LEAST_VERSION}, this kernel "
                f"({os.uname().release}) has {max(version, 0) or 'none'}; use Linux 6.12 or newer with "
                "`lsm=landlock,...` on the kernel's command line"
            )
        super().__init__()

    def _rules(self, request: ProcessRequest, root: Path) -> tuple[str, ...]:
        devices = ("w/dev/null", "d/") if request.may_fork else ()  # linkers list the folders they search
        hidden = tuple(map(Path, request.hidden))
        shown = (rule for mount in request.mounts for rule in _rules_to_see(Path(mount), hidden))
        at_home = [path for path, place in request.mounts.items() if path == place]
        around = sorted({f"d{Path(path).parent}" for path in at_home})  # imports and linkers list these
        own = (f"r{root}{WORK}", f"w{root}{SCRATCH}", f"d{root}{RUNTIME}")
        random = (f"r{RANDOM}",) if request.random else ()
        return (*shown, *around, *own, *devices, *random)

    def _filter(self, request: ProcessRequest) -> bytes:
        return build_filter(may_fork=request.may_fork, code=request.code, simulator=request.simulator)


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
        "no-new-code",
        "no-written-code",
        "alone",
        "own-scratch-folder",
        "scratch-bytes-bounded",
        "scratch-files-bounded",
    )

    def _rules(self, request: ProcessRequest, root: Path) -> tuple[str, ...]:  # noqa: ARG002
        return ()

    def _filter(self, request: ProcessRequest) -> bytes:  # noqa: ARG002
        return b""
