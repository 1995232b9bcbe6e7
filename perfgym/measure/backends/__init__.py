"""The backends: one file each, and one line in :data:`BACKENDS`."""

from collections.abc import Callable

from perfgym.errors import SettingsError, suggestion
from perfgym.measure.backend import Backend
from perfgym.measure.backends.auto import AutoBackend
from perfgym.measure.backends.cpu_time import CpuTimeBackend
from perfgym.measure.backends.fake import FakeBackend
from perfgym.measure.backends.hardware import HardwareBackend
from perfgym.measure.backends.simulated import SimulatedBackend

__all__ = ["BACKENDS", "make_backend"]

BACKENDS: dict[str, Callable[[], Backend]] = {
    "auto": AutoBackend,
    "hardware": HardwareBackend,
    "cpu_time": CpuTimeBackend,
    "simulated": SimulatedBackend,
    "fake": FakeBackend,
}
"""Name to constructor; ``auto`` is the best combination that works on this machine."""


def make_backend(name: str) -> Backend:
    """Make a backend by name.

    Raises:
        SettingsError: No backend has that name.
        MachineError: This machine lacks what the backend needs.
    """
    if name not in BACKENDS:
        raise SettingsError(f"no backend is called {name!r}; {suggestion(name, BACKENDS)}")
    return BACKENDS[name]()
