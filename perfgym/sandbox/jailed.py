"""The sandboxes that keep every promise: programs in a jail built by bubblewrap."""

import contextlib
import os
import threading
from collections import defaultdict

from perfgym.errors import HarnessError
from perfgym.sandbox.jail import JailBuilder, View
from perfgym.sandbox.run import Place, make_run
from perfgym.sandbox.seccomp import build_run_filter
from perfgym.sandbox.supervisor import Supervisor, SupervisorLostError
from perfgym.types import RunRequest, RunResult

__all__ = ["BubblewrapSandbox", "SupervisorSandbox"]


def _run_in(jail: Supervisor, request: RunRequest) -> RunResult:
    with jail.folder(request.files) if request.files else contextlib.nullcontext("") as folder:
        place = Place(
            stdin_name=jail.input_name(request.stdin),
            work_name=folder,
            seccomp_filter=build_run_filter(may_fork=request.may_fork),
        )
        return make_run(jail, request, place)


def _fault(error: OSError | SupervisorLostError) -> HarnessError:
    """What goes wrong around a run is perfgym's failure, not the program's."""
    if isinstance(error, OSError):
        return HarnessError(f"the sandbox could not make a run: {error}")
    return HarnessError("the supervisor was killed before a run")


class SupervisorSandbox:
    """Jails that are built once and take run after run. See :class:`~perfgym.sandbox.Sandbox`.

    There is a jail for each :class:`~perfgym.sandbox.jail.View`: one with the toolchain for
    builds, one with nothing for runs; and one more of a kind while several threads run at a time.
    Each run has pid and mount namespaces of its own in it.

    The tree's memory is limited by a control group where one can be had (``memory_tier`` is
    ``"cgroup-v1"`` or ``"cgroup-v2"``); else (``"address-space"``) each process's address space
    is limited, which bounds a run, as it cannot start processes, and a watchdog bounds the
    processes of a build together.

    Raises:
        SandboxUnavailableError: bubblewrap or a C compiler is missing.
    """

    name = "supervisor"
    missing: tuple[str, ...] = ()

    def __init__(self) -> None:
        self._builder = JailBuilder("serve")
        self._lock = threading.Lock()
        self._idle: defaultdict[View, list[Supervisor]] = defaultdict(list)
        self._owner = os.getpid()

    @property
    def memory_tier(self) -> str:
        """How memory is limited: ``"cgroup-v2"``, ``"cgroup-v1"`` or ``"address-space"``."""
        return self._builder.memory_tier

    def run(self, request: RunRequest) -> RunResult:
        """Makes one run and reports what came of it.

        Raises:
            HarnessError: The run could not be made, through no fault of the program.
        """
        view = View.of(request)
        with self._lock:
            idle = self._idle[view]
        try:
            jail = self._take(idle) or self._builder.build(view, request.limits)
            try:
                result = _run_in(jail, request)
            except BaseException:
                jail.close()  # one that saw an error is not used again
                raise
        except (OSError, SupervisorLostError) as error:
            raise _fault(error) from error
        with self._lock:
            self._idle[view].append(jail)
        return result

    def _take(self, idle: list[Supervisor]) -> Supervisor | None:
        """A jail for this thread alone."""
        while True:
            with self._lock:
                if not idle:
                    return None
                jail = idle.pop()
            if jail.alive:
                return jail
            jail.close()

    def close(self) -> None:
        """Ends all jails. Twice is harmless."""
        with self._lock:
            jails = [jail for idle in self._idle.values() for jail in idle]
            self._idle.clear()
        for jail in jails:
            jail.close()


class BubblewrapSandbox:
    """A fresh jail for every run, for hosts where a jail cannot make namespaces of its own.

    It promises what :class:`SupervisorSandbox` does, and takes some milliseconds longer for it.

    Raises:
        SandboxUnavailableError: bubblewrap or a C compiler is missing.
    """

    name = "bubblewrap"
    missing: tuple[str, ...] = ()

    def __init__(self) -> None:
        self._builder = JailBuilder("once")

    @property
    def memory_tier(self) -> str:
        """How memory is limited: ``"cgroup-v2"``, ``"cgroup-v1"`` or ``"address-space"``."""
        return self._builder.memory_tier

    def run(self, request: RunRequest) -> RunResult:
        """Makes one run and reports what came of it.

        Raises:
            HarnessError: The run could not be made, through no fault of the program.
        """
        try:
            with contextlib.closing(self._builder.build(View.of(request), request.limits)) as jail:
                return _run_in(jail, request)
        except (OSError, SupervisorLostError) as error:
            raise _fault(error) from error

    def close(self) -> None:
        """Does nothing: jails end with their runs. Twice is harmless."""
