"""The ``cpu_time`` backend: CPU time of the program's own process tree. It works everywhere."""

from collections.abc import Mapping

from perfgym.measure.backends.paired import PairedBackend
from perfgym.programs.program import Program
from perfgym.records import ROLES, Counts, Event, Role, Unit
from perfgym.sandbox.request import ProcessResult

__all__ = ["CpuTimeBackend"]

_CPU_TIME = Event(name="cpu_time_ns", unit=Unit.NANOSECONDS)


class CpuTimeBackend(PairedBackend):
    """User and system time of a process tree, without the cost of starting a program of its language.

    The kernel adds up the run time of every thread and process of the tree, to the microsecond,
    when it is reaped. The program has no part in it.
    """

    name = "cpu_time"

    def events(self) -> Mapping[Role, Event]:
        """Fills ``time`` alone."""
        return {Role.TIME: _CPU_TIME}

    def absent(self) -> Mapping[Role, str]:
        """All roles but time."""
        return dict.fromkeys(ROLES[1:], "cpu_time counts time alone")

    def count(self, program: Program, stdin: bytes, core: int) -> tuple[ProcessResult, Counts]:
        """Run a program once; its CPU time in nanoseconds."""
        run = program.run(stdin, core)
        return run, {Role.TIME: float(run.cpu_ns)}
