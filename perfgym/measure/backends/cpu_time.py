"""The ``cpu_time`` backend: CPU time of the program's own process tree. Works everywhere."""

from collections.abc import Mapping

from perfgym.measure.backends.paired import Counts, PairedBackend
from perfgym.programs.program import Program
from perfgym.records import ROLES, Role
from perfgym.sandbox.request import ProcessResult

__all__ = ["CpuTimeBackend"]


class CpuTimeBackend(PairedBackend):
    """User and system time of a run, less what starting a program of its language costs.

    The kernel adds up the run time of every thread and process of the tree, to the microsecond,
    when it is reaped; the program has no part in it.
    """

    name = "cpu_time"

    def events(self) -> Mapping[Role, str]:
        """Fills ``time`` alone."""
        return {Role.TIME: "cpu_time_ns"}

    def absent(self) -> Mapping[Role, str]:
        """All the rest."""
        return dict.fromkeys(ROLES[1:], "cpu_time counts time alone")

    def count(self, program: Program, stdin: bytes, core: int) -> tuple[ProcessResult, Counts]:
        """One run, and its CPU time in nanoseconds."""
        run = program.run(stdin, core)
        return run, {Role.TIME: float(run.cpu_ns)}
