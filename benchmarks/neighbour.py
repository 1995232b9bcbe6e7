"""A neighbour of what is measured: a process that keeps another core busy, and can be stopped for a while."""

import os
import signal
import subprocess
import sys
import time

import psutil

from perfgym.errors import MachineError
from perfgym.machine.facts import physical_cores, siblings

__all__ = ["LOADS", "Neighbour", "measured_cpu"]

_UNTIL_ORPHANED = """
import os
parent = os.getppid()
while os.getppid() == parent:  # so that it never outlives the benchmark
    {work}
"""
_WORK = {
    "spin": "sum(range(1_000_000))",
    "stream": "bytearray(bytes(64_000_000))",
}
LOADS = tuple(_WORK)
"""``spin`` computes; ``stream`` copies 64 MB again and again, through every cache that cores share."""


def measured_cpu() -> int:
    """The logical CPU that all is measured on."""
    return physical_cores()[0][0]


def _cpu_elsewhere() -> int:
    """A logical CPU of another physical core.

    Raises:
        MachineError: There is none.
    """
    for core in physical_cores():
        if measured_cpu() not in siblings(core[0]):
            return core[0]
    raise MachineError("a neighbour on another core needs two physical cores")


class Neighbour:
    """A process on a core of its own, busy from the start.

    Args:
        load: One of :data:`LOADS`.

    Raises:
        MachineError: There is no second core.
    """

    def __init__(self, load: str) -> None:
        cpu = _cpu_elsewhere()
        self._process = subprocess.Popen([sys.executable, "-c", _UNTIL_ORPHANED.format(work=_WORK[load])])
        os.sched_setaffinity(self._process.pid, {cpu})

    def be_busy(self, busy: bool) -> None:
        """Stops it or lets it go on, and waits until it has."""
        os.kill(self._process.pid, signal.SIGCONT if busy else signal.SIGSTOP)
        process = psutil.Process(self._process.pid)
        while (process.status() == psutil.STATUS_STOPPED) is busy:
            time.sleep(0.001)

    def close(self) -> None:
        """Ends it."""
        self._process.kill()
        self._process.wait()
