"""Counts by role -> modelled cycles: what each event costs a processor, by a fixed model."""

from collections.abc import Mapping

from perfgym.records import Counts, Role

__all__ = ["PRICES", "modelled_cycles"]

PRICES: Mapping[Role, float] = {
    Role.INSTRUCTIONS: 0.25,
    Role.L1D_MISSES: 3.0,
    Role.LLC_MISSES: 30.0,
    Role.BRANCH_MISSES: 20.0,
}
"""Role to the cycles that one occurrence of its event costs. Time has none, because it is the cost itself."""


def modelled_cycles(counts: Counts) -> float:
    """Modelled cycles of a program with these counts; a role that is missing costs nothing."""
    return sum(price * counts.get(role, 0.0) for role, price in PRICES.items())
