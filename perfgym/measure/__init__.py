"""Two programs -> :class:`~perfgym.records.Measurement`: the cost of one beside the other.

A backend decides what is counted and which of its events fills which role; the pairing and the
statistics are shared. A number that was not measured is never reported.
"""

from perfgym.measure.backend import SIMULATOR_MODE, Backend, MeasurementSetup
from perfgym.measure.backends import BACKENDS, make_backend
from perfgym.measure.backends.auto import AutoBackend, merged, time_backend
from perfgym.measure.backends.cpu_time import CpuTimeBackend
from perfgym.measure.backends.fake import FakeBackend
from perfgym.measure.backends.hardware import HardwareBackend
from perfgym.measure.backends.simulated import SimulatedBackend
from perfgym.measure.compare import compare, compare_counts
from perfgym.measure.extras import FACTORS, measure_extras

__all__ = [
    "BACKENDS",
    "FACTORS",
    "SIMULATOR_MODE",
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
    "merged",
    "time_backend",
]
