"""The sandboxes that keep every promise: programs in a jail built by bubblewrap."""

import contextlib
import threading
from collections import defaultdict

from perfgym.sandbox.jail import JailBuilder, JailView
from perfgym.sandbox.request import ProcessRequest, ProcessResult
from perfgym.sandbox.run import Place, SupervisedSandbox, make_run
from perfgym.sandbox.seccomp import build_run_filter
from perfgym.sandbox.supervisor import Supervisor

__all__ = ["BubblewrapSandbox", "SupervisorSandbox"]


def _run_in(jail: Supervisor, request: ProcessRequest) -> ProcessResult:
    with (
        jail.folder(request.files, request.executable_files)
        if request.files
        else contextlib.nullcontext("") as folder
    ):
        place = Place(
            stdin_name="" if request.talk else jail.input_name(request.stdin),
            work_name=folder,
            seccomp_filter=build_run_filter(
                may_fork=request.may_fork, code=request.code, simulator=request.simulator
            ),
        )
        return make_run(jail, request, place)


class _JailedSandbox(SupervisedSandbox):
    """Base of the sandboxes that use a jail.

    Args:
        mode: Mode of the supervisor in a jail: ``"serve"`` or ``"once"``.
    """

    missing: tuple[str, ...] = ()

    def __init__(self, mode: str) -> None:
        self._builder = JailBuilder(mode)

    @property
    def memory_tier(self) -> str:
        """How memory is limited: ``"cgroup-v2"``, ``"cgroup-v1"`` or ``"address-space"``."""
        return self._builder.memory_tier


class SupervisorSandbox(_JailedSandbox):
    """Jails that are built once and take run after run. See :class:`~perfgym.sandbox.Sandbox`.

    There is a jail for each :class:`~perfgym.sandbox.jail.JailView`: e.g. one with the toolchain for
    builds and one with no host file for runs. Threads that make runs at the same time use jails of
    their own. Each run has pid and mount namespaces of its own in its jail.

    A control group limits the memory of the process tree where one is available (``memory_tier`` is
    ``"cgroup-v1"`` or ``"cgroup-v2"``). Elsewhere (``"address-space"``) each process's address space
    is limited. That bounds a run, which cannot start processes; for a build, a watchdog bounds the
    memory of all processes together.

    Raises:
        SandboxUnavailableError: bubblewrap or a C compiler is missing.
    """

    name = "supervisor"

    def __init__(self) -> None:
        super().__init__("serve")
        self._lock = threading.Lock()
        self._idle: defaultdict[JailView, list[Supervisor]] = defaultdict(list)

    def _run(self, request: ProcessRequest) -> ProcessResult:
        view = JailView.of(request)
        jail = self._take(view) or self._builder.build(view, request.limits)
        try:
            result = _run_in(jail, request)
        except BaseException:
            jail.close()  # a jail in which an error occurred is not used again
            raise
        with self._lock:
            self._idle[view].append(jail)
        return result

    def _take(self, view: JailView) -> Supervisor | None:
        """Take an idle jail for this thread alone; None if there is none."""
        while True:
            with self._lock:
                if not self._idle[view]:
                    return None
                jail = self._idle[view].pop()
            if jail.alive:
                return jail
            jail.close()

    def close(self) -> None:
        """End all jails. A second call does nothing."""
        with self._lock:
            jails = [jail for idle in self._idle.values() for jail in idle]
            self._idle.clear()
        for jail in jails:
            jail.close()


class BubblewrapSandbox(_JailedSandbox):
    """Builds a jail for every run, for hosts where a jail cannot make namespaces of its own.

    It makes the same promises as :class:`SupervisorSandbox`, and a run takes some milliseconds longer.

    Raises:
        SandboxUnavailableError: bubblewrap or a C compiler is missing.
    """

    name = "bubblewrap"

    def __init__(self) -> None:
        super().__init__("once")

    def _run(self, request: ProcessRequest) -> ProcessResult:
        with contextlib.closing(self._builder.build(JailView.of(request), request.limits)) as jail:
            return _run_in(jail, request)
