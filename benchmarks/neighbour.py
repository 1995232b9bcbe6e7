"""A neighbour: a process that keeps another core busy during a measurement, and can be paused."""

import os
import signal
import subprocess
import sys
import time

import psutil

from perfgym.errors import MachineError
from perfgym.machine.facts import physical_cores, siblings

__all__ = ["LOADS", "UNTIL_ORPHANED", "Neighbour", "measured_cpu"]

UNTIL_ORPHANED = """
import os
parent = os.getppid()
while os.getppid() == parent:  # ends when the benchmark has ended
    {work}
"""
_WORK = {
    "spin": "sum(range(1_000_000))",
    "stream": "bytearray(bytes(64_000_000))",
}
LOADS = tuple(_WORK)
"""``spin`` computes; ``stream`` keeps copying 64 MB, which passes through every cache that cores share."""


def measured_cpu() -> int:
    """Return the logical CPU on which benchmarks measure."""
    return physical_cores()[0][0]


def _cpu_elsewhere() -> int:
    """Return a logical CPU of another physical core.

    Raises:
        MachineError: There is only one physical core.
    """
    for core in physical_cores():
        if measured_cpu() not in siblings(core[0]):
            return core[0]
    raise MachineError("a neighbour on another core needs two physical cores")


class Neighbour:
    """A process on another core than the measured one, busy from the start.

    Args:
        load: One of :data:`LOADS`.

    Raises:
        MachineError: There is only one physical core.
    """

    def __init__(self, load: str) -> None:
        cpu = _cpu_elsewhere()
        self._process = subprocess.Popen([sys.executable, "-c", UNTIL_ORPHANED.format(work=_WORK[load])])
        os.sched_setaffinity(self._process.pid, {cpu})

    def be_busy(self, busy: bool) -> None:
        """Resume or stop the process, and wait until the kernel has done so."""
        os.kill(self._process.pid, signal.SIGCONT if busy else signal.SIGSTOP)
        process = psutil.Process(self._process.pid)
        while (process.status() == psutil.STATUS_STOPPED) is busy:
            time.sleep(0.001)

    def close(self) -> None:
        """Kill the process."""
        self._process.kill()
        self._process.wait()
