"""The shared part of backends that measure in pairs: start-up subtracted, pairs taken, intervals formed."""

from collections.abc import Iterator, Mapping

import numpy as np

from perfgym.measure.backend import CLOCK_MODE, MeasurementSetup
from perfgym.measure.pairs import CountRun, PairTrial, log_ratios, measure_pairs, take_pairs
from perfgym.measure.statistics import winsorised_interval
from perfgym.programs.judge import trusted_output
from perfgym.programs.program import Program
from perfgym.records import Counts, Event, Measurement, Pair, Role
from perfgym.sandbox.request import ProcessResult

__all__ = ["PairedBackend"]

_NULL_RUNS = 15
_PROFILE_RUNS = 3
_FLOOR_SHARE = 0.1  # of the start-up cost: the least that remains after it is subtracted

# Bytes in a nanosecond, or a cycle: a core copies fewer, even within its own cache and for the kernel.
_MOST_MOVED = 32.0


class PairedBackend:
    """Counts reference and candidate in pairs, without the cost of starting a process.

    The start-up cost is the median cost of a program that does nothing, measured once for each language.
    """

    name: str
    mode = CLOCK_MODE
    needs_core = True

    def events(self) -> Mapping[Role, Event]:
        """Role to the event that fills it."""
        raise NotImplementedError

    def count(self, program: Program, stdin: bytes, core: int) -> tuple[ProcessResult, Counts]:
        """Run a program once; the process, and its counts by role."""
        raise NotImplementedError

    def absent(self) -> Mapping[Role, str]:
        """Each absent role to the reason why it is."""
        raise NotImplementedError

    def refusal(self, setup: MeasurementSetup) -> str:
        """Refuses a problem that has no sizes for the backend's mode."""
        return setup.no_sizes_for(self.mode)

    def _startup(self, setup: MeasurementSetup) -> Counts:
        """Median counts of the program that does nothing, by role."""
        key = ("start-up", self.name, setup.null.build.digest)
        return setup.memo.once(key, lambda: self._measure_startup(setup))

    def _measure_startup(self, setup: MeasurementSetup) -> Counts:
        counted = [self.count(setup.null, b"", setup.core) for _ in range(_NULL_RUNS)]
        for run, _ in counted:
            trusted_output(run, b"")
        roles = set[Role].intersection(*(set(counts) for _, counts in counted))
        return {role: float(np.median([counts[role] for _, counts in counted])) for role in roles}

    def _net(self, setup: MeasurementSetup, counts: Counts) -> Counts:
        """Counts without the cost of starting a process, never below a floor."""
        startup = self._startup(setup)
        return {
            role: max(count - startup.get(role, 0.0), _FLOOR_SHARE * startup.get(role, 0.0), 1.0)
            for role, count in counts.items()
        }

    def _net_count(self, setup: MeasurementSetup) -> CountRun:
        def count(program: Program, stdin: bytes) -> tuple[ProcessResult, Counts]:
            run, counts = self.count(program, stdin, setup.core)
            return run, self._net(setup, counts)

        return count

    def cost(self, setup: MeasurementSetup, program: Program, stdin: bytes) -> Counts:
        """The cost of one process of a trusted program, without start-up, by role.

        Raises:
            ProblemError: The program failed.
        """
        run, counts = self.count(program, stdin, setup.core)
        trusted_output(run, stdin)
        return self._net(setup, counts)

    def profile(self, setup: MeasurementSetup, rng: np.random.Generator) -> Counts:
        """Median cost of the reference over three fresh inputs, by role."""
        inputs = [setup.draw(rng, self.mode) for _ in range(_PROFILE_RUNS)]
        nets = [self.cost(setup, setup.reference, stdin) for stdin in inputs]
        return {role: float(np.median([net[role] for net in nets])) for role in self.events()}

    def pairs(
        self, setup: MeasurementSetup, candidate: Program, rng: np.random.Generator
    ) -> Iterator[PairTrial]:
        """Pairs as :meth:`measure` takes them, but without end; the first one only warms up."""
        return take_pairs(setup, candidate, rng, self._net_count(setup), self.mode)

    def measure(self, setup: MeasurementSetup, candidate: Program, rng: np.random.Generator) -> Measurement:
        """See :meth:`perfgym.measure.backend.Backend.measure`."""
        startup_ns = self._startup(setup).get(Role.TIME, 0.0)
        pairs = measure_pairs(setup, candidate, rng, self._net_count(setup), self.mode)
        return Measurement(
            backend=self.name,
            events=self.events(),
            pairs=pairs.kept,
            intervals={role: winsorised_interval(log_ratios(pairs.kept, role)) for role in self.events()},
            startup_ns=startup_ns,
            core=setup.core,
            redrawn=pairs.redrawn,
            suspicions=_suspicions(pairs.kept),
        )


def _suspicions(pairs: tuple[Pair, ...]) -> tuple[str, ...]:
    """Whether the candidate reads and writes faster than a core can copy memory."""
    rate = float(np.median([pair.moved_bytes / pair.candidate[Role.TIME] for pair in pairs]))
    if rate <= _MOST_MOVED:
        return ()
    return (f"{rate:.0f} GB/s of input and output; a core cannot move that much",)
