"""The ``fake`` backend: counts from a table, for tests and documents. Same table, same numbers."""

import math
from collections.abc import Mapping

import numpy as np

from perfgym.measure.backend import MeasurementSetup
from perfgym.programs.judge import judge, trusted_output
from perfgym.programs.program import Program
from perfgym.records import ROLES, Interval, Measurement, Pair, Role, Status, TestResult

__all__ = ["FakeBackend"]

_REFERENCE = {
    Role.TIME: 80e6,
    Role.L1D_MISSES: 4e6,
    Role.LLC_MISSES: 2e5,
    Role.BRANCH_MISSES: 1e5,
    Role.INSTRUCTIONS: 3e8,
}
_EXPERT_SHARE = 0.25
_PAIRS = 5


class FakeBackend:
    """Looks costs up by source text; measures nothing.

    The candidate does run once, on one fresh input, and its output is checked.

    Args:
        table: Source text, blank space around it aside, to count by role. The reference and the
            expert have entries already (an expert costs a quarter); a source that is not in the
            table costs what the reference does.
        reference: Counts of the reference; fixes which roles there are.
    """

    name = "fake"
    mode = "cpu_time"

    def __init__(
        self,
        table: Mapping[str, Mapping[Role, float]] | None = None,
        reference: Mapping[Role, float] | None = None,
    ) -> None:
        self._table = {source.strip(): counts for source, counts in (table or {}).items()}
        self._reference = dict(reference or _REFERENCE)

    def events(self) -> Mapping[Role, str]:
        """Every role of the reference, filled from the table."""
        return {role: f"fake_{role}" for role in self._reference}

    def absent(self) -> Mapping[Role, str]:
        """What the table has no column for."""
        return {role: "the table does not have it" for role in ROLES if role not in self._reference}

    def refusal(self, bench: MeasurementSetup) -> str:
        """Where the problem has no sizes for it."""
        return bench.no_sizes_for(self.mode)

    def _counts(self, bench: MeasurementSetup, source: str) -> Mapping[Role, float]:
        if source.strip() in self._table:
            return self._table[source.strip()]
        share = _EXPERT_SHARE if source.strip() == (bench.expert or "").strip() else 1.0
        return {role: share * count for role, count in self._reference.items()}

    def profile(self, bench: MeasurementSetup, rng: np.random.Generator) -> Mapping[Role, float]:
        """The reference's row of the table."""
        del bench, rng
        return self._reference

    def measure(
        self, bench: MeasurementSetup, candidate: Program, rng: np.random.Generator
    ) -> Measurement | TestResult:
        """See :meth:`perfgym.measure.Backend.measure`."""
        stdin = bench.draw(rng, self.mode)
        expected = trusted_output(bench.reference.run(stdin, bench.core), stdin)
        run = candidate.run(stdin, bench.core)
        judged = judge("measured run", run, lambda got: bench.compare(stdin, expected, got))
        if judged.status is not Status.ACCEPTED:
            return judged
        counts = self._counts(bench, candidate.source)
        ratios = {role: math.log(self._reference[role] / counts[role]) for role in self._reference}
        pair = Pair(reference=self._reference, candidate=counts, reference_first=True)
        return Measurement(
            backend=self.name,
            events=self.events(),
            pairs=(pair,) * _PAIRS,
            intervals={
                role: Interval(estimate=ratio, low=ratio, high=ratio, confidence=1.0)
                for role, ratio in ratios.items()
            },
        )
