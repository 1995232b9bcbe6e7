"""What the backends that measure in pairs share: start-up taken off, pairs taken, intervals formed."""

from collections.abc import Iterator, Mapping

import numpy as np

from perfgym.measure.backend import MeasurementSetup
from perfgym.measure.pairs import Count, PairTrial, log_ratios, measure_pairs, take_pairs
from perfgym.measure.statistics import winsorised_interval
from perfgym.programs.judge import trusted_output
from perfgym.programs.program import Program
from perfgym.records import Measurement, Pair, Role, TestResult
from perfgym.sandbox.request import ProcessResult

__all__ = ["Counts", "PairedBackend"]

_NULL_RUNS = 15
_PROFILE_RUNS = 3
_FLOOR_SHARE = 0.1  # of the start-up cost: what is left when it is taken off a run as cheap as it

# Bytes in a nanosecond, or a cycle: a core copies fewer, even within its own cache and for the kernel.
_MOST_MOVED = 32.0

Counts = Mapping[Role, float]


class PairedBackend:
    """Counts runs of reference and candidate in pairs, less what starting a program costs.

    Start-up is the median cost of a program that does nothing, measured once for each language.
    """

    name: str
    mode = "cpu_time"

    def __init__(self) -> None:
        self._startups: dict[str, Counts] = {}

    def events(self) -> Mapping[Role, str]:
        """Role to the name of the event that fills it."""
        raise NotImplementedError

    def count(self, program: Program, stdin: bytes, core: int) -> tuple[ProcessResult, Counts]:
        """One run, and what it cost by role."""
        raise NotImplementedError

    def _startup(self, bench: MeasurementSetup) -> Counts:
        key = bench.null.build.digest
        if key not in self._startups:
            counted = [self.count(bench.null, b"", bench.core) for _ in range(_NULL_RUNS)]
            for run, _ in counted:
                trusted_output(run, b"")
            roles = set[Role].intersection(*(set(counts) for _, counts in counted))
            self._startups[key] = {
                role: float(np.median([counts[role] for _, counts in counted])) for role in roles
            }
        return self._startups[key]

    def _net(self, bench: MeasurementSetup, counts: Counts) -> Counts:
        startup = self._startup(bench)
        return {
            role: max(count - startup.get(role, 0.0), _FLOOR_SHARE * startup.get(role, 0.0), 1.0)
            for role, count in counts.items()
        }

    def absent(self) -> Mapping[Role, str]:
        """Why a role stays empty, for those that do."""
        raise NotImplementedError

    def refusal(self, bench: MeasurementSetup) -> str:
        """Where the problem has no sizes for it."""
        return bench.no_sizes_for(self.mode)

    def cost(self, bench: MeasurementSetup, program: Program, stdin: bytes) -> Counts:
        """What a run of a trusted program costs, less start-up, by role.

        Raises:
            ProblemError: It failed.
        """
        run, counts = self.count(program, stdin, bench.core)
        trusted_output(run, stdin)
        return self._net(bench, counts)

    def profile(self, bench: MeasurementSetup, rng: np.random.Generator) -> Counts:
        """Median cost of the reference over three fresh inputs, by role."""
        inputs = [bench.draw(rng, self.mode) for _ in range(_PROFILE_RUNS)]
        nets = [self.cost(bench, bench.reference, stdin) for stdin in inputs]
        return {role: float(np.median([net[role] for net in nets])) for role in self.events()}

    def _net_count(self, bench: MeasurementSetup) -> Count:
        def count(program: Program, stdin: bytes) -> tuple[ProcessResult, Counts]:
            run, counts = self.count(program, stdin, bench.core)
            return run, self._net(bench, counts)

        return count

    def pairs(
        self, bench: MeasurementSetup, candidate: Program, rng: np.random.Generator
    ) -> Iterator[PairTrial]:
        """Pairs as :meth:`measure` takes them, but without end; the first only warms up."""
        return take_pairs(bench, candidate, rng, self._net_count(bench))

    def measure(
        self, bench: MeasurementSetup, candidate: Program, rng: np.random.Generator
    ) -> Measurement | TestResult:
        """See :meth:`perfgym.measure.Backend.measure`."""
        startup_ns = self._startup(bench).get(Role.TIME, 0.0)
        pairs = measure_pairs(bench, candidate, rng, self._net_count(bench))
        if isinstance(pairs, TestResult):
            return pairs
        return Measurement(
            backend=self.name,
            events=self.events(),
            pairs=pairs.kept,
            intervals={role: winsorised_interval(log_ratios(pairs.kept, role)) for role in self.events()},
            startup_ns=startup_ns,
            core=bench.core,
            redrawn=pairs.redrawn,
            suspicions=_suspicions(pairs.kept),
        )


def _suspicions(pairs: tuple[Pair, ...]) -> tuple[str, ...]:
    """Whether the candidate reads and writes faster than a core can."""
    rate = float(np.median([pair.moved_bytes / pair.candidate[Role.TIME] for pair in pairs]))
    if rate <= _MOST_MOVED:
        return ()
    return (f"it would have read and written {rate:.0f} GB a second",)
