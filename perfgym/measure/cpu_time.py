"""The ``cpu_time`` backend: CPU time of the program's own process tree. Works everywhere."""

from collections.abc import Mapping

import numpy as np

from perfgym.judging import trusted_output
from perfgym.measure.bench import Bench
from perfgym.measure.pairs import log_ratios, measure_pairs
from perfgym.measure.statistics import winsorised_interval
from perfgym.program import Program
from perfgym.types import Measurement, Role, RunResult, TestResult

__all__ = ["CpuTimeBackend"]

_NULL_RUNS = 15
_PROFILE_RUNS = 3
_FLOOR_SHARE = 0.1  # of the start-up cost: what is left when it is taken off a run as cheap as it


class CpuTimeBackend:
    """User and system time of a run, less what starting a program of its language costs.

    The kernel adds up the run time of every thread and process of the tree, to the microsecond,
    when it is reaped; the program has no part in it. Start-up is the median cost of a program
    that does nothing, measured once for each language.
    """

    name = "cpu_time"
    mode = "cpu_time"

    def __init__(self) -> None:
        self._startup_ns: dict[str, float] = {}

    def events(self) -> Mapping[Role, str]:
        """Fills ``time`` alone."""
        return {Role.TIME: "cpu_time_ns"}

    def _startup(self, bench: Bench) -> float:
        key = bench.null.build.digest
        if key not in self._startup_ns:
            runs = [bench.null.run(b"", bench.core) for _ in range(_NULL_RUNS)]
            for run in runs:
                trusted_output(run, b"")
            self._startup_ns[key] = float(np.median([run.cpu_ns for run in runs]))
        return self._startup_ns[key]

    def _time_ns(self, bench: Bench, run: RunResult) -> float:
        startup_ns = self._startup(bench)
        return max(run.cpu_ns - startup_ns, _FLOOR_SHARE * startup_ns, 1.0)

    def profile(self, bench: Bench, rng: np.random.Generator) -> Mapping[Role, float]:
        """Median CPU time of the reference over three fresh inputs, in nanoseconds."""
        inputs = [bench.draw(rng) for _ in range(_PROFILE_RUNS)]
        runs = [bench.reference.run(stdin, bench.core) for stdin in inputs]
        for run, stdin in zip(runs, inputs, strict=True):
            trusted_output(run, stdin)
        return {Role.TIME: float(np.median([self._time_ns(bench, run) for run in runs]))}

    def measure(self, bench: Bench, candidate: Program, rng: np.random.Generator) -> Measurement | TestResult:
        """See :meth:`perfgym.measure.Backend.measure`."""
        startup_ns = self._startup(bench)
        pairs = measure_pairs(bench, candidate, rng, lambda run: {Role.TIME: self._time_ns(bench, run)})
        if isinstance(pairs, TestResult):
            return pairs
        return Measurement(
            backend=self.name,
            events=self.events(),
            pairs=pairs,
            intervals={Role.TIME: winsorised_interval(log_ratios(pairs, Role.TIME))},
            startup_ns=startup_ns,
            core=bench.core,
        )
