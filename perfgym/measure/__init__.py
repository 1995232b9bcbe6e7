"""Two builds -> :class:`~perfgym.records.Measurement`: what one costs beside the other.

A backend says what is counted and which of its events fills which role; the pairing and the
statistics are shared. Nothing is ever given a number that was not measured.
"""

from collections.abc import Callable

from perfgym.errors import SettingsError, suggestion
from perfgym.measure.backend import Backend, MeasurementSetup
from perfgym.measure.backends.auto import AutoBackend, time_backend
from perfgym.measure.backends.cpu_time import CpuTimeBackend
from perfgym.measure.backends.fake import FakeBackend
from perfgym.measure.backends.hardware import HardwareBackend
from perfgym.measure.backends.simulated import SimulatedBackend
from perfgym.measure.compare import compare, compare_counts
from perfgym.measure.extras import FACTORS, measure_extras

__all__ = [
    "BACKENDS",
    "FACTORS",
    "AutoBackend",
    "Backend",
    "CpuTimeBackend",
    "FakeBackend",
    "HardwareBackend",
    "MeasurementSetup",
    "SimulatedBackend",
    "compare",
    "compare_counts",
    "make_backend",
    "measure_extras",
    "time_backend",
]

BACKENDS: dict[str, Callable[[], Backend]] = {
    "auto": AutoBackend,
    "hardware": HardwareBackend,
    "cpu_time": CpuTimeBackend,
    "simulated": SimulatedBackend,
    "fake": FakeBackend,
}
"""Name to constructor; ``auto`` is the best that works on this machine."""


def make_backend(name: str) -> Backend:
    """A backend by name.

    Raises:
        SettingsError: There is none of that name.
    """
    if name not in BACKENDS:
        raise SettingsError(f"no backend is called {name!r}; {suggestion(name, BACKENDS)}")
    return BACKENDS[name]()
