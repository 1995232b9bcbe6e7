"""Runs hostile programs, each in a jail. No other package starts processes of submissions.

A sandbox promises the following for every run. The environment holds what the request lists. There is no
network. The only host files are the ones that the request mounts, read-only. The scratch folder is new and of
bounded size. Output, memory, processes, CPU time and wall time are bounded. No process and no file is left
behind. Memory becomes executable only as the request allows. CPU time and memory are measured from outside,
for the whole process tree.

:data:`~perfgym.sandbox.selftest.PROMISES` lists what is tested before a sandbox is used. Two sandboxes,
``landlock`` and ``unsafe-none``, do not make all promises. They name the missing ones, and are used only when
a caller names them.
"""

from collections.abc import Callable

from perfgym.errors import SandboxUnavailableError, SettingsError, suggestion
from perfgym.sandbox.fake import FakeSandbox
from perfgym.sandbox.jailed import BubblewrapSandbox, SupervisorSandbox
from perfgym.sandbox.sandbox import Sandbox
from perfgym.sandbox.selftest import FIX, check_guarantees
from perfgym.sandbox.shared import SharedSandbox
from perfgym.sandbox.unjailed import LandlockSandbox, UnsafeSandbox

__all__ = ["AUTO", "SANDBOXES", "FakeSandbox", "Sandbox", "make_sandbox"]

SANDBOXES: dict[str, Callable[[], Sandbox]] = {
    "supervisor": SupervisorSandbox,
    "bubblewrap": BubblewrapSandbox,
    "landlock": LandlockSandbox,
    "unsafe-none": UnsafeSandbox,
}
"""Name to constructor."""

AUTO = ("supervisor", "bubblewrap")
"""Sandboxes that ``"auto"`` tries, in this order: the ones that make every promise."""

_passed: set[str] = set()


def _tested(name: str) -> Sandbox:
    sandbox = SANDBOXES[name]()
    try:
        if name not in _passed:
            check_guarantees(sandbox)
            _passed.add(name)
    except BaseException:
        sandbox.close()
        raise
    return sandbox


def _first_that_passes() -> Sandbox:
    causes: list[SandboxUnavailableError] = []
    for name in AUTO:
        try:
            return _tested(name)
        except SandboxUnavailableError as error:
            causes.append(error)
    different = dict.fromkeys(str(cause).removesuffix(f"; {FIX}") for cause in causes)
    raise SandboxUnavailableError("; ".join([*different, FIX])) from causes[0]


def make_sandbox(name: str) -> Sandbox:
    """A share of this process's sandbox of that name. The first sandbox of a name must pass the self-test.

    Args:
        name: Key of :data:`SANDBOXES`, or ``"auto"``.

    Raises:
        SettingsError: No sandbox has that name.
        SandboxUnavailableError: The sandbox does not work on this machine, or breaks a promise.
    """
    if name == "auto":
        return SharedSandbox(name, _first_that_passes)
    if name not in SANDBOXES:
        raise SettingsError(f"no sandbox is called {name!r}; {suggestion(name, ['auto', *SANDBOXES])}")
    return SharedSandbox(name, lambda: _tested(name))
