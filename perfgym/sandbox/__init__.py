"""The only package that starts processes: hostile programs, each in a jail.

A sandbox promises, for every run: an empty environment; no network; no host file but the ones the
request lists, read-only; a fresh scratch folder of bounded size; bounded output, memory,
processes, CPU time and wall time; nothing left running or lying about; and CPU time and memory
that are the program's own tree's, taken from outside it.
"""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from perfgym.errors import SettingsError, suggestion
from perfgym.sandbox.bubblewrap import BubblewrapSandbox
from perfgym.sandbox.fake import FakeSandbox
from perfgym.sandbox.selftest import check_guarantees
from perfgym.types import RunRequest, RunResult

__all__ = ["SANDBOXES", "FakeSandbox", "Sandbox", "make_sandbox"]


@runtime_checkable
class Sandbox(Protocol):
    """What runs programs. Where a sandbox's name is accepted, an instance is too."""

    name: str

    @property
    def memory_tier(self) -> str:
        """How memory is limited, e.g. ``"cgroup-v1"``."""
        ...

    def run(self, request: RunRequest) -> RunResult:
        """Makes one run; raises :class:`~perfgym.errors.HarnessError` when it cannot."""
        ...

    def close(self) -> None:
        """Gives everything back. Twice is harmless."""
        ...


SANDBOXES: dict[str, Callable[[], Sandbox]] = {"bubblewrap": BubblewrapSandbox}
"""Name to constructor."""

_seen_to_hold: set[str] = set()


def make_sandbox(name: str) -> Sandbox:
    """A sandbox by name; the first of its kind in this process has to pass the self-test.

    Raises:
        SettingsError: There is no sandbox of that name.
        SandboxUnavailableError: It does not work, or does not hold, on this machine.
    """
    if name not in SANDBOXES:
        raise SettingsError(f"no sandbox is called {name!r}; {suggestion(name, SANDBOXES)}")
    sandbox = SANDBOXES[name]()
    try:
        if name not in _seen_to_hold:
            check_guarantees(sandbox)
            _seen_to_hold.add(name)
    except BaseException:
        sandbox.close()
        raise
    return sandbox
