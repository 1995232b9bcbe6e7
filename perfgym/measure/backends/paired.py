"""The shared part of backends that measure in pairs: start-up subtracted, pairs taken, intervals formed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from perfgym.measure.backend import CLOCK_MODE, MeasurementSetup
from perfgym.measure.pairs import CountRun, PairTrial, measure_pairs, startup_rounds, take_pairs
from perfgym.measure.startup import net_of, net_pair, startup_of
from perfgym.programs.judge import trusted_output
from perfgym.programs.program import Program
from perfgym.records import Counts, Event, Measurement, Pair, Role
from perfgym.sandbox.request import ProcessResult

__all__ = ["PairedBackend"]

_PROFILE_RUNS = 3

# Bytes in a nanosecond, or a cycle: a core copies fewer, even within its own cache and for the kernel.
_MOST_MOVED = 32.0


class PairedBackend:
    """Counts reference and candidate in pairs, without the cost of starting a process.

    That cost is what the cheapest of several programs that do nothing costs. Beside a candidate it is
    measured anew, between the pairs.
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
        """Cost of starting a process, by role, measured once for programs that nobody judges."""
        key = ("start-up", self.name, setup.reference.language.name)
        return setup.memo.once(key, lambda: self._measure_startup(setup))

    def _measure_startup(self, setup: MeasurementSetup) -> Counts:
        return startup_of(startup_rounds(setup, self._count(setup))).estimate

    def _count(self, setup: MeasurementSetup) -> CountRun:
        return lambda program, stdin: self.count(program, stdin, setup.core)

    def cost(self, setup: MeasurementSetup, program: Program, stdin: bytes) -> Counts:
        """The cost of one process of a trusted program, without start-up, by role.

        Raises:
            ProblemError: The program failed.
        """
        run, counts = self.count(program, stdin, setup.core)
        trusted_output(run, stdin)
        return net_of(counts, self._startup(setup))

    def profile(self, setup: MeasurementSetup, rng: np.random.Generator) -> Counts:
        """Median cost of the reference over three fresh inputs, by role."""
        inputs = [setup.draw(rng, self.mode) for _ in range(_PROFILE_RUNS)]
        nets = [self.cost(setup, setup.reference, stdin) for stdin in inputs]
        return {role: float(np.median([net[role] for net in nets])) for role in self.events()}

    def pairs(
        self, setup: MeasurementSetup, candidate: Program, rng: np.random.Generator
    ) -> Iterator[PairTrial]:
        """Pairs without end, for trusted programs; the first one only warms up.

        The cost of starting a process is subtracted, as it was measured once.
        """
        startup = self._startup(setup)
        for trial in take_pairs(setup, candidate, rng, self._count(setup), self.mode):
            yield replace(trial, pair=net_pair(trial.pair, startup))

    def measure(self, setup: MeasurementSetup, candidate: Program, rng: np.random.Generator) -> Measurement:
        """See :meth:`perfgym.measure.backend.Backend.measure`."""
        pairs = measure_pairs(setup, candidate, rng, self._count(setup), self.mode)
        net = pairs.net()
        return Measurement(
            backend=self.name,
            events=self.events(),
            pairs=net,
            intervals={role: pairs.interval(role) for role in self.events()},
            startup_ns=pairs.startup.estimate.get(Role.TIME, 0.0),
            core=setup.core,
            precision=setup.precision,
            disturbed_pairs=pairs.disturbed,
            redrawn=pairs.redrawn,
            suspicions=_suspicions(net),
        )


def _suspicions(pairs: tuple[Pair, ...]) -> tuple[str, ...]:
    """Whether the candidate reads and writes faster than a core can copy memory."""
    rate = float(np.median([pair.moved_bytes / pair.candidate[Role.TIME] for pair in pairs]))
    if rate <= _MOST_MOVED:
        return ()
    return (f"{rate:.0f} GB/s of input and output; a core cannot move that much",)
