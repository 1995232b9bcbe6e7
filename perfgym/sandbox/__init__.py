"""The only package that starts processes: hostile programs, each in a jail.

A sandbox promises, for every run: an empty environment; no network; no host file but the ones the
request lists, read-only; a fresh scratch folder of bounded size; bounded output, memory,
processes, CPU time and wall time; nothing left running or lying about; and CPU time and memory
that are the program's own tree's, taken from outside it.

:data:`~perfgym.sandbox.selftest.PROMISES` lists what is tried for real before a sandbox is used.
Two sandboxes, ``landlock`` and ``unsafe-none``, do not promise all of it, say what is missing, and
are never used unless they are asked for by name.
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
"""What ``"auto"`` tries in turn: only what makes every promise."""

_seen_to_hold: set[str] = set()


def _tested(name: str) -> Sandbox:
    sandbox = SANDBOXES[name]()
    try:
        if name not in _seen_to_hold:
            check_guarantees(sandbox)
            _seen_to_hold.add(name)
    except BaseException:
        sandbox.close()
        raise
    return sandbox


def _first_that_holds() -> Sandbox:
    causes: list[SandboxUnavailableError] = []
    for name in AUTO:
        try:
            return _tested(name)
        except SandboxUnavailableError as error:
            causes.append(error)
    different = dict.fromkeys(str(cause).removesuffix(f"; {FIX}") for cause in causes)
    raise SandboxUnavailableError("; ".join([*different, FIX])) from causes[0]


def make_sandbox(name: str) -> Sandbox:
    """A share of this process's sandbox of that name; the first in a process has to pass the self-test.

    Args:
        name: Key of :data:`SANDBOXES`, or ``"auto"``.

    Raises:
        SettingsError: There is no sandbox of that name.
        SandboxUnavailableError: It does not work, or does not hold, on this machine.
    """
    if name == "auto":
        return SharedSandbox(name, _first_that_holds)
    if name not in SANDBOXES:
        raise SettingsError(f"no sandbox is called {name!r}; {suggestion(name, ['auto', *SANDBOXES])}")
    return SharedSandbox(name, lambda: _tested(name))
