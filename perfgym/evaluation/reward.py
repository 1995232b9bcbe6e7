"""Evaluation -> score. Pure; any callable from an evaluation to a float can replace a preset.

The score of an episode is the best score of its submissions, so a preset scores one
submission at a time. Failures rank alike in all presets: nothing compiled -1.0, compiled but never
passed -0.5, accepted 0.0 or more.
"""

import functools
import math
from collections.abc import Callable, Mapping

from perfgym.errors import SettingsError, suggestion
from perfgym.records import Evaluation, Interval, Measurement, Role

__all__ = ["MOST_DOUBLINGS", "REWARDS", "Reward", "improvement", "log_speedup", "make_reward"]

Reward = Callable[[Evaluation], float]

NOT_COMPILED = -1.0
NOT_PASSED = -0.5
MOST_DOUBLINGS = 10.0
"""Largest score of ``log_speedup``."""


_WEIGHTS: Mapping[Role, float] = {
    Role.TIME: 0.5,
    Role.L1D_MISSES: 0.2,
    Role.LLC_MISSES: 0.2,
    Role.BRANCH_MISSES: 0.1,
}

# An event that occurs less than once in a thousand of the reference's instructions costs nothing.
_RARE = 1e-3


def _is_rare(measurement: Measurement, role: Role) -> bool:
    """Whether an event is too rare in both programs to cost anything."""
    if role is Role.TIME or Role.INSTRUCTIONS not in measurement.intervals:
        return False
    pairs = [pair for pair in measurement.pairs if {role, Role.INSTRUCTIONS} <= pair.reference.keys()]
    events = sum(max(pair.reference[role], pair.candidate[role]) for pair in pairs)
    return events < _RARE * sum(pair.reference[Role.INSTRUCTIONS] for pair in pairs)


def _share_saved(interval: Interval) -> float:
    """(reference - candidate) / reference, or 0 if the interval includes "no difference"."""
    return -math.expm1(-interval.estimate) if interval.significant else 0.0


def _gated(saved: Callable[[Measurement], float]) -> Reward:
    """A reward for what was saved, paid only if the program is right and nothing is suspicious."""

    @functools.wraps(saved)
    def reward(evaluation: Evaluation) -> float:
        if not evaluation.status.compiled:
            return NOT_COMPILED
        if evaluation.measurement is None:
            return NOT_PASSED
        return 0.0 if evaluation.measurement.suspicions else max(0.0, saved(evaluation.measurement))

    return reward


@_gated
def improvement(measurement: Measurement) -> float:
    """Weighted share of the reference's cost that was saved, in [-1, 1).

    ``sum w * (reference - candidate) / reference`` over the events present, with weights 0.5 for
    time, 0.2 for L1 data misses, 0.2 for last-level misses and 0.1 for branch misses,
    renormalised. An event whose confidence interval includes "no difference" counts as
    unchanged. An event that occurs in both programs less than once in a thousand of the reference's
    instructions is left out as noise. A simulated event, which a program could forge, counts for no
    more than time does. Never below 0 for an accepted program.
    """
    saved = {
        role: _share_saved(measurement.intervals[role])
        for role in _WEIGHTS
        if role in measurement.intervals and not _is_rare(measurement, role)
    }
    for role in saved.keys() & set(measurement.forgeable):
        saved[role] = min(saved[role], saved[Role.TIME])
    total = sum(_WEIGHTS[role] * share for role, share in saved.items())
    return total / sum(_WEIGHTS[role] for role in saved)


@_gated
def log_speedup(measurement: Measurement) -> float:
    """log2 of the speed-up in time at its lower confidence bound, in [-1, 10].

    The lower bound is paid so that noise earns nothing.
    """
    return min(measurement.intervals[Role.TIME].low / math.log(2.0), MOST_DOUBLINGS)


REWARDS: dict[str, Reward] = {"improvement": improvement, "log_speedup": log_speedup}
"""Name to preset."""


def make_reward(name: str) -> Reward:
    """A preset by name.

    Raises:
        SettingsError: No preset has that name.
    """
    if name not in REWARDS:
        raise SettingsError(f"no reward is called {name!r}; {suggestion(name, REWARDS)}")
    return REWARDS[name]
