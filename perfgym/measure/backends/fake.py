"""The ``fake`` backend: counts from a table, for tests and documents. Equal tables give equal numbers."""

import math
from collections.abc import Mapping

import numpy as np

from perfgym.measure.backend import CLOCK_MODE, MeasurementSetup
from perfgym.programs.judge import judge, require_accepted, trusted_output
from perfgym.programs.program import Program
from perfgym.records import ROLES, Counts, Event, Interval, Measurement, Pair, Role, Unit

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
    """Looks costs up by source text and measures nothing.

    The candidate does run once, on one fresh input, and its output is checked.

    Args:
        table: Source text, without white space around it, to counts by role. The reference and the
            expert have entries already (an expert costs a quarter). A source that is not in the
            table costs as much as the reference.
        reference: Counts of the reference; they decide which roles there are.
    """

    name = "fake"
    mode = CLOCK_MODE
    needs_core = False

    def __init__(self, table: Mapping[str, Counts] | None = None, reference: Counts | None = None) -> None:
        self._table = {source.strip(): counts for source, counts in (table or {}).items()}
        self._reference = dict(reference or _REFERENCE)

    def events(self) -> Mapping[Role, Event]:
        """Every role of the reference, filled from the table."""
        return {role: _event(role) for role in self._reference}

    def absent(self) -> Mapping[Role, str]:
        """Roles that the table has no column for."""
        return {role: "the table has no column for it" for role in ROLES if role not in self._reference}

    def refusal(self, setup: MeasurementSetup) -> str:
        """Refuses a problem that has no sizes for CPU time."""
        return setup.no_sizes_for(self.mode)

    def _counts(self, setup: MeasurementSetup, source: str) -> Counts:
        if source.strip() in self._table:
            return self._table[source.strip()]
        is_expert = setup.expert is not None and source.strip() == setup.expert.strip()
        share = _EXPERT_SHARE if is_expert else 1.0
        return {role: share * count for role, count in self._reference.items()}

    def profile(self, setup: MeasurementSetup, rng: np.random.Generator) -> Counts:
        """The reference's row of the table."""
        del setup, rng
        return self._reference

    def measure(self, setup: MeasurementSetup, candidate: Program, rng: np.random.Generator) -> Measurement:
        """See :meth:`perfgym.measure.backend.Backend.measure`."""
        stdin = setup.draw(rng, self.mode)
        expected = trusted_output(setup.reference.run(stdin, setup.core), stdin)
        run = candidate.run(stdin, setup.core)
        require_accepted(judge("measured run", run, lambda got: setup.compare(stdin, expected, got)))
        counts = self._counts(setup, candidate.source)
        ratios = {role: math.log(self._reference[role] / counts[role]) for role in self._reference}
        return Measurement(
            backend=self.name,
            events=self.events(),
            pairs=(Pair(reference=self._reference, candidate=counts),) * _PAIRS,
            intervals={
                role: Interval(estimate=ratio, low=ratio, high=ratio, confidence=1.0)
                for role, ratio in ratios.items()
            },
        )


def _event(role: Role) -> Event:
    unit = Unit.NANOSECONDS if role is Role.TIME else Unit.OCCURRENCES
    return Event(name=f"fake_{role}", unit=unit)
