"""Facts of this host that builds and measurements depend on."""

import functools
import platform
from pathlib import Path

import psutil

__all__ = ["cpu_model", "default_core", "runs_x86_64_v3", "usable_cores"]

_X86_64_V3 = {"avx2", "bmi1", "bmi2", "f16c", "fma", "movbe", "abm"}


@functools.cache
def _cpuinfo() -> dict[str, str]:
    """The first logical CPU's entry in /proc/cpuinfo."""
    first = Path("/proc/cpuinfo").read_text().split("\n\n", 1)[0]
    rows = (line.partition(":") for line in first.splitlines())
    return {name.strip(): value.strip() for name, _, value in rows}


def cpu_model() -> str:
    """Name of the CPU as its maker gives it."""
    return _cpuinfo().get("model name", platform.machine())


def runs_x86_64_v3() -> bool:
    """Whether this CPU runs programs built for x86-64-v3."""
    return set(_cpuinfo().get("flags", "").split()) >= _X86_64_V3


def usable_cores() -> list[int]:
    """Logical CPUs this process may use, ascending."""
    return sorted(psutil.Process().cpu_affinity() or range(psutil.cpu_count() or 1))


def default_core() -> int:
    """The logical CPU to measure on when none is named: the last, as interrupts favour the first."""
    return usable_cores()[-1]
